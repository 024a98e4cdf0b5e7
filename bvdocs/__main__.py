"""`python -m bvdocs` is `bvdocs`."""

from bvdocs.cli.main import main

if __name__ == "__main__":
    main()
