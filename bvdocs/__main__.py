"""`python -m bvdocs` is `bvdocs`."""

from bvdocs.cli.entry import run

if __name__ == "__main__":
    run()
