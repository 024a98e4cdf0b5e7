"""`python -P -m bvdocs` is `bvdocs`; without `-P`, Python itself takes modules from the current folder."""

from bvdocs.cli.main import main

if __name__ == "__main__":
    main()
