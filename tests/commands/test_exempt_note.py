"""A version's note, which every later document prints, tells nothing exempt."""

import pytest

from bvdocs.storage.archive.versions import Archive
from tests.commands.test_lost_marks import ACTION, BULLET, CHARACTERISTIC, secret
from tests.support.archives import Workshop
from tests.support.program import run


@pytest.mark.parametrize(
    "note",
    [
        "Corrects L003.",
        "Corrects l-3 and others",
        "L-A2 is put right",
        "Why we " + ACTION[0].lower() + ACTION[1:],
        "As said: " + " ".join(BULLET.split()[2:11]),
        CHARACTERISTIC.upper(),
    ],
)
def test_a_note_that_tells_what_is_exempt_is_refused_before_anything_is_made(workshop: Workshop, note: str) -> None:
    workshop.write(secret())
    done = run(
        "issue", workshop.workbook, "--output", workshop.output, "--templates", workshop.templates, "--note", note
    )
    assert done.exit_code == 2
    assert "The note names an exempt row or has words of one, and every later document would print it." in done.output
    assert note not in done.output
    assert not workshop.output.exists()


@pytest.mark.slow
@pytest.mark.parametrize("note", ["Corrects L002 and C-A1.", "The pension fund is not short.", ""])
def test_a_note_that_tells_nothing_exempt_is_printed(workshop: Workshop, note: str) -> None:
    workshop.write(secret())
    done = run(
        "issue", workshop.workbook, "--output", workshop.output, "--templates", workshop.templates, "--note", note
    )
    assert done.exit_code == 0
    assert [each.issue.note for each in Archive(workshop.archive).versions] == [note]
