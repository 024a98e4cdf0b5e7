"""`python -m bvdocs` is `bvdocs`."""

from bvdocs.cli import main

main()
