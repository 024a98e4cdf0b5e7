"""`python -P -m bvdocs` is `bvdocs`; without `-P`, Python itself takes modules from the current folder."""

from bvdocs.cli.entry import run

if __name__ == "__main__":
    run()
