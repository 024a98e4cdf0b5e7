"""`verify --rebuild` tells of each version whether it can be made again; one that cannot does not end it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bvdocs.cli.main import main
from bvdocs.commands.documents import MadeFiles
from bvdocs.core.errors import BvdocsError, RenderError, TemplateError, WorkbookUnreadableError
from bvdocs.core.history import Issue
from bvdocs.templating.check import check_all
from tests.support.archives import (
    DOCUMENTS,
    MEETING,
    Workshop,
    copy_templates,
    forge,
    make_tiny_documents,
    relist,
    rewrite,
)
from tests.support.template_edits import found, run, with_xml
from tests.support.workbooks import Book


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """A folder with three versions."""
    make_tiny_documents(monkeypatch)
    made = Workshop(tmp_path)
    made.write(Book())
    for _ in range(3):
        made.issue(again=True)
    return made


def verify(workshop: Workshop) -> Result:
    done = CliRunner().invoke(main, ["verify", "--rebuild", "--output", str(workshop.output)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def results(done: Result) -> list[str]:
    """Say what it tells of the versions, without what is of another release."""
    return [line.partition(" Not as then")[0] for line in done.stdout.splitlines() if " made again" in line]


WHOLE = "Version {} can be made again to the same bytes."


def test_each_that_can_be_made_again_is_said_to_be_so(workshop: Workshop) -> None:
    done = verify(workshop)
    assert done.exit_code == 0
    assert results(done) == [WHOLE.format(each) for each in ("0.1", "0.2", "0.3")]


@pytest.mark.slow
def test_a_template_at_fault_is_told_of_its_version_before_anything_is_made(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bvdocs.templating.check.check_all", check_all)
    version = workshop.archive / MEETING / "v0.3"
    page = "source/templates/action-plan.html"
    whole = (version / page).read_bytes()
    assert b"{{ theme." in whole
    forge(version, page, whole.replace(b"{{ theme.", b"{{ report.nothing_such }}{{ brand.neither }}{{ theme.", 1))
    relist(version / "SHA256SUMS", version)
    relist(workshop.archive / "SHA256SUMS", workshop.archive)
    done = verify(workshop)
    assert done.exit_code == 1
    *others, last = results(done)
    assert others == [WHOLE.format("0.1"), WHOLE.format("0.2")]
    assert last.startswith("Version 0.3 cannot be made again: E4")
    assert "action-plan.html, line " in last
    assert "nothing_such" in last
    assert "neither" in last


@pytest.mark.slow
def test_what_would_not_be_issued_now_is_made_again_all_the_same(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The version was issued before there was such a rule."""
    monkeypatch.setattr("bvdocs.templating.check.check_all", check_all)
    edited = copy_templates(tmp_path / "edited")
    words = run("Ask Jo first.", "<w:vanish/>")
    inserted = f"<w:ins w:id='1' w:author='Jo'>{run('Added words.')}</w:ins>"
    with_xml(edited, f"<w:p>{words}{inserted}</w:p>")
    assert {code for code, *_ in found(edited)} == {"E433", "E434"}
    version = workshop.archive / MEETING / "v0.3"
    forge(version, "source/templates/action-plan.docx", (edited / "action-plan.docx").read_bytes())
    relist(version / "SHA256SUMS", version)
    relist(workshop.archive / "SHA256SUMS", workshop.archive)
    assert results(verify(workshop)) == [WHOLE.format(each) for each in ("0.1", "0.2", "0.3")]


@pytest.mark.parametrize("error", [TemplateError, RenderError, WorkbookUnreadableError])
def test_whatever_stops_one_version_is_told_of_it_and_the_others_go_on(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, error: type[BvdocsError]
) -> None:
    def make(making: object, assessment: object, issue: Issue, archive: object) -> MadeFiles:
        if str(issue.version) == "0.1":
            raise error("overview.html, line 4: it cannot be filled in.", "Mend it.")
        return MadeFiles(dict(DOCUMENTS), {})

    monkeypatch.setattr("bvdocs.commands.rebuild.make_version", make)
    done = verify(workshop)
    assert done.exit_code == 1
    assert results(done) == [
        "Version 0.1 cannot be made again: overview.html, line 4: it cannot be filled in.",
        WHOLE.format("0.2"),
        WHOLE.format("0.3"),
    ]


def test_of_one_that_was_issued_while_another_was_damaged_the_reason_is_told(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was damaged has been put back since: documents made now draw on it."""
    manifest = workshop.archive / MEETING / "v0.2" / "manifest.json"
    whole = manifest.read_bytes()
    rewrite(manifest, b"")
    done = verify(workshop)
    assert done.exit_code == 1
    assert "No version was made again: that proves nothing before the archive is as it was issued." in done.stdout
    common = ["--output", workshop.output, "--templates", workshop.templates, "--again"]
    arguments = ["issue", workshop.workbook, *common, "--despite-damage"]
    assert CliRunner().invoke(main, [str(each) for each in arguments]).exit_code == 0
    rewrite(manifest, whole)

    def otherwise(_: object, __: object, issue: Issue, ___: object) -> MadeFiles:
        more = {"action-plan.docx": b"with what was damaged then"} if str(issue.version) == "0.4" else {}
        return MadeFiles(DOCUMENTS | more, {"action-plan.pdf": 3})

    monkeypatch.setattr("bvdocs.commands.rebuild.make_version", otherwise)
    done = verify(workshop)
    assert done.exit_code == 1
    assert results(done)[:3] == [WHOLE.format(each) for each in ("0.1", "0.2", "0.3")]
    (told,) = results(done)[3:]
    assert told.startswith("Version 0.4 cannot be made again to the same bytes: action-plan-v0.4.docx. It was issued")
    assert f"{MEETING}/v0.2/manifest.json was changed" in told
