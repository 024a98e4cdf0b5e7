"""`python -m bvdocs` is `bvdocs`."""

from bvdocs.cli import main

if __name__ == "__main__":
    main()
