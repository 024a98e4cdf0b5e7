"""Shows what the gates measured below the tests' results, however many processes ran them.

A test says it with `record_property(SAID, line)`: pytest hands a test's properties over from its process.
"""

from _pytest.terminal import TerminalReporter

SAID = "gate"


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """One line for each document and gate."""
    lines = {
        str(value)
        for reports in terminalreporter.stats.values()
        for report in reports
        for name, value in getattr(report, "user_properties", ())
        if name == SAID
    }
    if lines:
        terminalreporter.section("gates")
        for line in sorted(lines):
            terminalreporter.line(line)
