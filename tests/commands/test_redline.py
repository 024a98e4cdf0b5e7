"""Which document of the older side a redline is held against."""

from dataclasses import replace
from pathlib import Path

import pytest

from bvdocs.commands import issue
from bvdocs.commands.compare import compare_sides, read_side
from bvdocs.commands.redline import Redlines, make_redlines
from bvdocs.core.versions import Version
from bvdocs.storage.archive.versions import Archive
from bvdocs.storage.archive.writer import alone_in
from bvdocs.view.names import theme_slug
from tests.support.archives import contents_of
from tests.support.project import tell_nobody


def issue_themes(archive: Path, version: Version, names: list[str]) -> None:
    """Issue a version with these themes, numbered from 1, each with a Word file that says whose it is."""
    contents = contents_of(version)
    theme = contents.assessment.themes[0]
    themes = tuple(replace(theme, number=number, name=name) for number, name in enumerate(names, 1))
    documents = {"action-plan.docx": f"the plan of {version}".encode()}
    documents |= {f"self-assessment-{theme_slug(each)}.docx": f"{each.name} {version}".encode() for each in themes}
    assessment = replace(contents.assessment, themes=themes, criteria=(), bullets=(), actions=())
    with alone_in(archive, tell_nobody):
        issue._freeze(Archive(archive), replace(contents, assessment=assessment, documents=documents, pages={}))


@pytest.fixture
def pairs(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Take what each redline is made of: the older document's content, or '', and the newer one's."""
    made: list[tuple[str, str]] = []

    def make(older: bytes | None, newer: bytes, *_: object) -> bytes:
        made.append(((older or b"").decode(), newer.decode()))
        return b"a redline"

    monkeypatch.setattr("bvdocs.commands.redline.make_redline", make)
    return made


def redlines(folder: Path, older: list[str], newer: list[str]) -> Redlines:
    issue_themes(folder, Version(0, 1), older)
    issue_themes(folder, Version(0, 2), newer)
    archive = Archive(folder)
    older_side, newer_side = (read_side(each, archive, folder, tell_nobody) for each in ("0.1", "0.2"))
    # The tiny archive keeps no real workbook to look for exempt rows in.
    newer_side = replace(newer_side, whole=lambda: newer_side.assessment)
    return make_redlines(compare_sides(older_side, newer_side, archive), archive, folder, tell_nobody)


PLAN = ("the plan of 0.1", "the plan of 0.2")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("older", "newer", "paired", "gone"),
    [
        (
            ["Leadership", "Culture"], ["Culture", "Leadership"],
            [("Culture 0.1", "Culture 0.2"), ("Leadership 0.1", "Leadership 0.2")], (),
        ),
        (
            ["Leadership", "Culture"], ["Leadership of all", "Culture"],
            [("Leadership 0.1", "Leadership of all 0.2"), ("Culture 0.1", "Culture 0.2")], (),
        ),
        (
            ["Leadership", "Culture"], ["Governance", "Leadership", "Culture"],
            [("", "Governance 0.2"), ("Leadership 0.1", "Leadership 0.2"), ("Culture 0.1", "Culture 0.2")], (),
        ),
        (
            ["Leadership", "Culture", "Governance"], ["Governance", "Culture"],
            [("Governance 0.1", "Governance 0.2"), ("Culture 0.1", "Culture 0.2")],
            ("self-assessment-theme-1-leadership.docx",),
        ),
        (
            ["Leadership", "Culture"], ["Leadership", "Culture"],
            [("Leadership 0.1", "Leadership 0.2"), ("Culture 0.1", "Culture 0.2")], (),
        ),
    ],
    ids=["swapped", "renamed", "pushed down", "one gone", "as before"],
)  # fmt: skip
def test_a_theme_s_document_is_held_against_that_of_the_same_theme(
    tmp_path: Path, pairs: list[tuple[str, str]], older: list[str], newer: list[str],
    paired: list[tuple[str, str]], gone: tuple[str, ...],
) -> None:  # fmt: skip
    made = redlines(tmp_path, older, newer)
    assert sorted(pairs) == sorted([PLAN, *paired])
    assert made.gone == gone
    assert set(made.files) == {
        "action-plan-redline.docx",
        *(f"self-assessment-theme-{number}-{name.lower().replace(' ', '-')}-redline.docx"
          for number, name in enumerate(newer, 1)),
    }  # fmt: skip
