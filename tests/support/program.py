"""The program as a user calls it, in this process."""

from pathlib import Path

from click.testing import CliRunner, Result

from bvdocs.cli.main import main


def run(*arguments: str | Path) -> Result:
    """The program in this process."""
    done = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert "Traceback" not in done.output
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done
