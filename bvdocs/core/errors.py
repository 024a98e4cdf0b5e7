"""What makes it impossible to go on, each with the exit code it ends the program with.

A fault in the data of a workbook is a `Finding`, never one of these.
"""


class BvdocsError(Exception):
    """Cannot continue: `message` says what failed and where, `hint` what to do."""

    exit_code = 3

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class WorkbookUnreadableError(BvdocsError):
    """The workbook cannot be opened at all."""

    exit_code = 1


class UnknownThemeError(BvdocsError):
    """The command line names a theme that the workbook does not have."""

    exit_code = 2


class UnknownVersionError(BvdocsError):
    """The command line names a version that the archive does not have."""

    exit_code = 2


class TemplateError(BvdocsError):
    """A template is missing, broken, or uses a name that does not exist."""


class RenderError(BvdocsError):
    """A library could not make a document as it should be made."""


class OutputError(BvdocsError):
    """The documents could not be written; what stood before still stands."""


class ArchiveError(BvdocsError):
    """The archive could not be read or written to; what was issued is as it was."""


class EnvironmentLacksError(BvdocsError):
    """The machine lacks a font or a system library."""
