"""The pages on versions and their forms: what they say of each state of the archive, and what they refuse."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from bvdocs.commands.issue_request import IssueRequest
from bvdocs.commands.report import ReportRequest
from bvdocs.core.errors import BvdocsError
from bvdocs.core.hashing import hash_of
from bvdocs.desk.news import Change
from bvdocs.desk.snapshot import Snapshot
from bvdocs.desk.states import State
from bvdocs.desk.version_work import look_before_issue
from bvdocs.storage.archive.versions import Archive
from tests.support.archives import BY, DOCUMENTS, add, edit_manifest, numbers, rewrite
from tests.support.desk import Answer, StillWorkbench, Visitor, still_desk
from tests.support.desk_forms import ended, fields_of, refused
from tests.support.project import TEMPLATES, tell_nobody
from tests.support.workbooks import Book

_SCRIPT = "<script>alert('x')</script>"


@pytest.fixture
def workbench(tmp_path: Path) -> StillWorkbench:
    made = StillWorkbench(Book().write(tmp_path), TEMPLATES, tmp_path / "out")
    made.shown = Snapshot(1, State.ALL_WELL, read_at=datetime.now().astimezone())
    return made


@pytest.fixture
def visitor(workbench: StillWorkbench) -> Iterator[Visitor]:
    with still_desk(workbench) as visitor:
        yield visitor


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive with versions 0.1 and 1.0, whose documents are a few bytes."""
    folder = tmp_path / "out" / "archive"
    add(folder, "0.1", "1.0")
    return folder


def sent(visitor: Visitor, **changed: str) -> Answer:
    """The answer to the form of the page before a draft is issued, with these fields changed."""
    return visitor.send("/issue", **fields_of(visitor.page("/issue"), "/issue") | {"by": "Ann Other"} | changed)


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/make", "/issue", "/starter", "/verify", "/versions/files"])
def test_nothing_is_begun_without_the_token_of_a_form_or_from_another_page(
    visitor: Visitor, tmp_path: Path, path: str
) -> None:
    before = sorted(tmp_path.rglob("*"))
    body = urlencode({"form-token": visitor.form_token(), "by": "Ann Other", "seen": "1", "expected": "0.1"})
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    without = urlencode({"by": "Ann Other", "seen": "1", "expected": "0.1"})
    assert visitor.ask("POST", path, without, Origin=visitor.root, **form).status == 403
    assert visitor.ask("POST", path, body, Origin="http://evil.example", **form).status == 403
    assert visitor.ask("POST", path, body, **form).status == 403
    assert visitor.ask("POST", path, body, Origin=visitor.root, Cookie="", **form).status == 403
    # Nor does looking at a page change anything.
    assert visitor.ask("GET", f"{path}?{body}").status in (200, 404, 405)
    assert sorted(tmp_path.rglob("*")) == before
    assert visitor.ask("GET", "/work/" + "0" * 32).status == 404


@pytest.mark.slow
@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("note", "x" * 40_000, "The note: it is longer than 500 characters."),
        ("by", "x" * 501, "Who issues it: it is longer than 500 characters."),
        ("by", "  ", "Write who issues it"),
        ("note", "a\u202eb", "The note: it has a character that cannot be printed."),
        ("by", "Ann\x00Other", "Who issues it: it has a character that cannot be printed."),
        ("note", "\U00013000", "no font of this machine can print"),
    ],
)
def test_words_that_no_document_can_print_are_asked_for_again(
    visitor: Visitor, tmp_path: Path, field: str, text: str, told: str
) -> None:
    page = refused(visitor, sent(visitor, **{field: text}))
    assert told in page
    assert f'href="#{field}"' in page
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_what_was_entered_is_shown_as_text_whatever_it_holds(visitor: Visitor) -> None:
    page = refused(visitor, sent(visitor, by=" ", note=_SCRIPT, number=f'"{_SCRIPT}', after=_SCRIPT, expected="0.1"))
    assert _SCRIPT not in page
    assert "&lt;script&gt;" in page


def test_a_form_longer_than_any_of_the_desk_is_not_taken(visitor: Visitor) -> None:
    assert visitor.send("/issue", note="x" * 2_000_000).status == 403


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    ["9.9", "latest", "", "0.1/../1.0", "../../etc/passwd", "/etc/passwd", "assessment.xlsx", "0.1\x00", _SCRIPT,
     "v0.1 ", "0.1 1.0", "٠.١", "x" * 5000],
)  # fmt: skip
def test_a_version_is_looked_up_and_never_taken_for_a_path(visitor: Visitor, archive: Path, name: str) -> None:
    for query in (f"older={quote(name)}&newer=1.0", f"older=0.1&newer={quote(name)}", f"older={quote(name)}"):
        answer = visitor.ask("GET", f"/versions/compare?{query}")
        assert answer.status == 404, query
        assert _SCRIPT not in answer.text
    fields = {"older": "0.1", "newer": name, "number": ""}
    answer = visitor.send("/versions/files", **fields)
    told = ended(visitor, answer) if answer.status == 303 else answer.text
    assert "this could not be done" in told or answer.status == 404


def test_the_same_twice_is_no_comparison(visitor: Visitor, archive: Path) -> None:
    for both in ("older=0.1&newer=0.1", "older=0.1&newer=v0.1", "older=workbook&newer=workbook", ""):
        assert visitor.ask("GET", f"/versions/compare?{both}").status == 404


@pytest.mark.slow
@pytest.mark.parametrize("state", [State.NO_WORKBOOK, State.HALF_SAVED, State.READING, State.BROKEN, State.ERRORS])
def test_no_version_is_issued_from_a_workbook_that_is_not_ready(
    visitor: Visitor, workbench: StillWorkbench, tmp_path: Path, state: State
) -> None:
    fields = fields_of(visitor.page("/issue"), "/issue") | {"by": "Ann Other"}
    workbench.shown = replace(workbench.shown, state=state)
    for page in (
        visitor.page("/issue"),
        refused(visitor, visitor.send("/issue", **fields | {"note": "For the Chair"})),
    ):
        assert "No version can be issued yet." in page
        assert "<button>Issue version" not in page
    assert fields_of(page, "/issue") == fields | {"note": "For the Chair"}
    assert "<button>Make the documents" not in visitor.page("/make")
    assert 'href="/issue' not in visitor.page("/make")
    if state is State.ERRORS:
        for page in (visitor.page("/issue"), visitor.page("/make")):
            assert "Errors have to be mended first." in page
            assert 'href="/findings?kind=errors"' in page
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_a_pack_is_made_and_issued_where_its_box_is_ticked(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    async def noted(_work: object, wanted: ReportRequest | IssueRequest, *_more: object, tell: object) -> None:
        asked.append(wanted.pack)
        raise BvdocsError("Nothing was made.")

    monkeypatch.setattr("bvdocs.desk.making.run", noted)
    monkeypatch.setattr("bvdocs.desk.issuing.run", noted)
    for ticked in ({}, {"pack": "yes"}):
        make = fields_of(visitor.page("/make"), "/make")
        for answer in (visitor.send("/make", **make | ticked), sent(visitor, **ticked)):
            assert "Nothing was made." in ended(visitor, answer)
    assert asked == [False, False, True, True]
    again = refused(visitor, sent(visitor, by="", pack="yes"))
    assert fields_of(again, "/issue")["pack"] == "yes"


@pytest.mark.slow
def test_a_workbook_that_nobody_has_seen_is_not_issued(
    visitor: Visitor, workbench: StillWorkbench, tmp_path: Path
) -> None:
    """Though the desk has not taken in the save yet."""
    workbench.shown = replace(workbench.shown, digest=hash_of(b"what was seen"))
    told = ended(visitor, sent(visitor))
    assert "was saved a moment ago, and this is not what you have seen." in told
    assert not numbers(tmp_path / "out" / "archive")


@pytest.mark.slow
def test_a_workbook_that_nobody_named_is_not_taken_for_another_council_s(
    visitor: Visitor, workbench: StillWorkbench, archive: Path
) -> None:
    book = Book()
    book.report[0][1] = "Another District Council"
    workbench.workbook, workbench.named = book.write(archive.parent), False
    for path in ("/issue", "/make"):
        fields = fields_of(visitor.page(path), path) | ({"by": "Ann Other"} if path == "/issue" else {})
        assert "open the desk with this workbook" in ended(visitor, visitor.send(path, **fields))
    assert numbers(archive) == ["0.1", "1.0"]
    assert not (archive.parent / "current").exists()


@pytest.mark.slow
def test_what_was_entered_is_kept_when_the_workbook_was_saved_meanwhile(
    visitor: Visitor, workbench: StillWorkbench, tmp_path: Path
) -> None:
    fields = fields_of(visitor.page("/issue?final=yes"), "/issue") | {"by": "Ann Other", "note": "For the Chair"}
    changes = (Change("Report!B3", "2024", "2025"), Change("Report!B4", "", "May"))
    workbench.shown = replace(workbench.shown, number=2, fewer=3, changed={"overview": changes})
    answer = visitor.send("/issue", **fields)
    page = refused(visitor, answer)
    assert "The workbook was saved after this page was shown." in page
    assert "2 places changed in the documents; of the findings, 3 fewer." in page
    assert fields_of(page, "/issue") == fields | {"seen": "2"}
    assert page == refused(visitor, answer)  # whoever goes back to it finds it as it was
    assert visitor.page("/issue?refused=" + "0" * 32)
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_who_issued_a_version_meanwhile_is_not_told_that_the_workbook_was_saved(
    visitor: Visitor, workbench: StillWorkbench, archive: Path
) -> None:
    fields = fields_of(visitor.page("/issue"), "/issue") | {"by": "Ann Other", "note": "For the Chair"}
    add(archive, "1.1")
    workbench.shown = replace(workbench.shown, number=2)
    page = refused(visitor, visitor.send("/issue", **fields))
    assert "Version 1.1 was issued after this page was shown: the next is 1.2." in page
    assert "was saved" not in page
    assert fields_of(page, "/issue") == fields | {"seen": "2", "expected": "1.2"}
    assert numbers(archive) == ["0.1", "1.0", "1.1"]


@pytest.mark.parametrize(("account", "shown"), [("root", ""), ("Ann Other", "Ann Other")])
def test_the_name_of_the_account_is_taken_only_if_it_is_somebody_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, account: str, shown: str
) -> None:
    monkeypatch.setattr("bvdocs.desk.version_work.name_of_user", lambda: account)
    assert look_before_issue(tmp_path, None, tell=tell_nobody).user == shown


@pytest.mark.slow
def test_every_page_leads_to_the_one_that_asks_before_the_desk_is_stopped(visitor: Visitor, archive: Path) -> None:
    for path in ("/", "/make", "/issue", "/versions", "/verify"):
        page = visitor.page(path)
        assert 'href="/stop"' in page
        assert 'action="/stop"' not in page
    assert "Stop the desk?" in visitor.page("/stop")


@pytest.mark.slow
def test_the_navigation_says_to_which_part_a_page_belongs(visitor: Visitor, archive: Path) -> None:
    parts = {"/issue": "/make", "/verify": "/versions", "/versions/compare?older=0.1&newer=1.0": "/versions"}
    for path, fields in (("/verify", {"fingerprint": ""}), ("/make", {})):
        answer = visitor.send(path, number="", **fields)
        ended(visitor, answer)
        parts[answer.headers["location"]] = "/versions" if path == "/verify" else path
    for path, part in parts.items():
        page = visitor.page(path)
        assert f'<a href="{part}" aria-current="true">' in page, path
        assert page.count("aria-current") == 1, path


def test_the_last_two_versions_are_set_to_be_compared(visitor: Visitor, archive: Path) -> None:
    page = visitor.page("/versions")
    assert re.findall('value="([^"]+)" selected', page) == ["0.1", "1.0"]
    add(archive, "1.1")
    assert re.findall('value="([^"]+)" selected', visitor.page("/versions")) == ["1.0", "1.1"]


@pytest.mark.parametrize(("account", "shown"), [("root", BY), ("Dana Reed", "Dana Reed")])
def test_who_issued_last_is_taken_where_the_account_is_nobody_s(
    archive: Path, monkeypatch: pytest.MonkeyPatch, account: str, shown: str
) -> None:
    """The name stays in every later document: it is better asked for than another's."""
    monkeypatch.setattr("bvdocs.desk.version_work.name_of_user", lambda: account)
    assert look_before_issue(archive.parent, None, tell=tell_nobody).user == shown


@pytest.mark.slow
def test_who_has_issued_at_this_desk_issues_next(visitor: Visitor, archive: Path) -> None:
    ended(visitor, sent(visitor, by="Ann Other"))
    assert fields_of(visitor.page("/issue"), "/issue")["by"] == "Ann Other"


@pytest.mark.slow
def test_a_starter_needs_a_folder_and_says_so(workbench: StillWorkbench, visitor: Visitor, tmp_path: Path) -> None:
    workbench.workbook = tmp_path / "nowhere" / "council.xlsx"
    told = ended(visitor, visitor.send("/starter", **fields_of(visitor.page("/starter"), "/starter")))
    assert "there is no folder" in told
    assert "Make it first, or name another folder." in told


def test_versions_are_told_with_their_notes_as_text(visitor: Visitor, archive: Path) -> None:
    add(archive, "1.1", note=_SCRIPT)
    page = visitor.page("/versions")
    assert page.index("Version 1.1") < page.index("Version 1.0") < page.index("Version 0.1")
    assert _SCRIPT not in page
    assert "&lt;script&gt;" in page
    for each in Archive(archive).versions:
        assert each.fingerprint in page


@pytest.mark.slow
def test_the_documents_of_a_version_can_be_read_and_taken_along(visitor: Visitor, archive: Path) -> None:
    page = visitor.page("/versions")
    for version in ("0.1", "1.0"):
        for name, content in DOCUMENTS.items():
            if "/" in name:
                continue
            path = f"/versions/{version}/{name.replace('.', f'-v{version}.', 1)}"
            assert f'href="{path}"' in page
            answer = visitor.ask("GET", path)
            assert (answer.status, answer.body) == (200, content)
            how = "attachment" if name.endswith(".docx") else "inline"
            assert answer.headers["content-disposition"].startswith(how)
            assert "script-src" not in answer.headers["content-security-policy"]
            assert answer.headers["content-security-policy"].startswith("default-src 'none'")
            assert visitor.ask("GET", f"{path}?download").headers["content-disposition"].startswith("attachment")
    page_of_it = visitor.ask("GET", "/versions/1.0/action-plan-v1.0.html")
    assert "sandbox allow-same-origin" in page_of_it.headers["content-security-policy"]
    assert visitor.ask("GET", "/versions/1.0/action-plan-v1.0.html", Cookie="").status == 403


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    ["manifest.json", "assessment.json", "source%2fassessment.xlsx", "source/assessment.xlsx", "../v0.1/manifest.json",
     "..%2fv0.1%2faction-plan-v0.1.html", "%2fetc%2fpasswd.html", "action-plan-v0.1.html", "action-plan.html", "x.html",
     "figures%2fheatmap-theme-1-leadership.svg", "action-plan-v1.0.html%00.pdf", "."],
)  # fmt: skip
def test_a_document_that_the_manifest_does_not_name_is_not_there(visitor: Visitor, archive: Path, name: str) -> None:
    (Archive(archive).find("1.0").folder / "x.html").write_text("put there later")
    assert visitor.ask("GET", f"/versions/1.0/{name}").status in (400, 404)
    assert visitor.ask("GET", f"/versions/9.9/{name}").status in (400, 404)


def test_a_document_that_was_changed_is_not_shown(visitor: Visitor, archive: Path) -> None:
    rewrite(Archive(archive).find("1.0").folder / "action-plan-v1.0.html", b"<p>another plan</p>")
    answer = visitor.ask("GET", "/versions/1.0/action-plan-v1.0.html")
    assert answer.status == 409
    assert "another plan" not in answer.text
    assert "action-plan-v1.0.html is not as it was issued." in answer.text


@pytest.mark.slow
def test_a_damaged_archive_is_told_on_every_page_with_what_to_do(visitor: Visitor, archive: Path) -> None:
    broken = Archive(archive).find("0.1").folder
    edit_manifest(broken, lambda record: record.update(issued_by="Somebody else"))
    for path in ("/versions", "/make", "/issue", "/versions/compare?older=1.0&newer=workbook"):
        page = visitor.ask("GET", path).text
        assert "Version 0.1 cannot be read" in page, path
        assert "Put it back from a backup or another copy of the archive" in page, path
        assert "bvdocs verify" not in page, path
    answer = visitor.ask("GET", "/versions/compare?older=0.1&newer=1.0")
    assert answer.status == 409
    assert "Nothing was compared" in answer.text
    done = ended(visitor, sent(visitor))
    assert "The archive is not as it was issued" in done
    assert "a box on the page before issuing" in done
    assert "--despite-damage" not in done
    assert 'name="despite_damage"' in visitor.page("/issue")
    assert numbers(archive) == ["1.0"]
    done = ended(visitor, visitor.send("/verify", fingerprint=Archive(archive).find("1.0").fingerprint))
    assert "Not all is as it was issued" in done
    assert "v0.1/manifest.json was changed" in done
    assert "What to do" in done


@pytest.mark.slow
def test_an_archive_that_cannot_be_read_is_told_in_words(visitor: Visitor, archive: Path) -> None:
    rewrite(archive / "SHA256SUMS", b"\xff\x00 no list")
    assert "SHA256SUMS" in visitor.page("/versions")
    assert "SHA256SUMS" in ended(visitor, visitor.send("/verify", fingerprint=""))


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("abc", "this one has 3."),
        ("g" * 64, "not all of them such"),
        (_SCRIPT, "&lt;script&gt;"),
        ("The minutes of May", "there is none in this text"),
        (f"{'0' * 64} or {'1' * 64}", "there are 2 fingerprints"),
    ],
)
def test_a_fingerprint_that_is_none_is_asked_for_again(
    visitor: Visitor, archive: Path, written: str, told: str
) -> None:
    page = refused(visitor, visitor.send("/verify", fingerprint=written, again="yes"))
    assert told in page
    assert _SCRIPT not in page
    assert fields_of(page, "/verify")["fingerprint"] == written
    assert fields_of(page, "/verify")["again"] == "yes"


@pytest.mark.slow
@pytest.mark.parametrize("pieces", [64, 8, 13])
def test_a_fingerprint_is_found_in_the_sentence_of_the_minutes(visitor: Visitor, archive: Path, pieces: int) -> None:
    known = Archive(archive).find("1.0").fingerprint
    written = " ".join(known[at : at + pieces] for at in range(0, 64, pieces)).upper()
    sentence = f"Version 1.0 of the papers, issued on 3 May 2026 by Ann Other, has the fingerprint {written}."
    done = ended(visitor, visitor.send("/verify", fingerprint=sentence))
    assert "Version 1.0 has this fingerprint" in done
    assert "All is as it was issued" in done


def test_a_fingerprint_of_another_archive_is_told(visitor: Visitor, archive: Path) -> None:
    done = ended(visitor, visitor.send("/verify", fingerprint="0" * 64))
    assert "<h1>This is not the fingerprint of any version here</h1>" in done
    assert "Not all is as it was issued" not in done
    assert "has this fingerprint. It was copied wrongly" in done


@pytest.mark.slow
def test_there_is_nothing_to_verify_before_the_first_version(visitor: Visitor) -> None:
    done = ended(visitor, visitor.send("/verify", fingerprint=""))
    assert "There is no folder" in done
    assert "--output" not in done
    assert "No version has been issued yet." in visitor.page("/versions")


def test_a_file_that_was_not_made_is_not_there(visitor: Visitor, archive: Path) -> None:
    for number in ("0" * 32, "..", "%2e%2e"):
        for name in ("action-plan-redline.docx", "..%2f..%2f..%2fassessment.xlsx", "redlines.zip"):
            assert visitor.ask("GET", f"/versions/redline/{number}/{name}").status == 404


def newer_wording(page: str) -> str:
    """What a page says, without what was taken out of a wording."""
    kept = re.sub(r"<del\b.*?</del>|<span class=.unseen.>.*?</span>", "", page, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", "", kept).split())


@pytest.mark.slow
def test_what_is_exempt_now_is_told_by_no_comparison_and_its_word_files_say_so(
    visitor: Visitor, workbench: StillWorkbench, tmp_path: Path
) -> None:
    secret = "The ferry contract with Borchester lapses."
    book = Book()
    book.narrative.append([1, "Strengths", secret, "L001", None, None])
    book.write(tmp_path)
    assert "Version 0.1 is issued" in ended(visitor, sent(visitor))
    assert secret.encode() in next((tmp_path / "out").rglob("self-assessment*leadership*.html")).read_bytes()
    book.narrative[-1][-1] = "Yes"
    book.narrative[0][2] = "Priorities are clear, and published."
    book.write(tmp_path)
    page = visitor.page("/versions/compare?older=0.1&newer=workbook")
    assert "Priorities are clear, and published." in newer_wording(page)
    assert "One row or text of version 0.1 is not told above, as that would tell what is exempt now." in page
    assert "ferry" not in page
    made = visitor.send("/versions/files", older="0.1", newer="workbook", number="")
    page = ended(visitor, made)
    assert "Do not publish these Word files: they show words of version 0.1 that are exempt now." in page
    start = made.headers["location"].replace("/work/", "/versions/redline/")
    told = visitor.ask("GET", f"{start}/comparison.html").body.decode()
    assert "Priorities are clear, and published." in newer_wording(told)
    assert "ferry" not in told


@pytest.mark.slow
def test_a_note_that_would_tell_what_is_exempt_is_refused(visitor: Visitor, tmp_path: Path) -> None:
    book = Book()
    book.narrative.append([1, "Strengths", "The ferry contract with Borchester lapses in May.", "L001", None, "Yes"])
    book.write(tmp_path)
    done = ended(visitor, sent(visitor, note="The ferry contract with Borchester lapses in May"))
    assert "every later document would print it" in done
    assert "Give another. No version was issued." in done
    assert not (tmp_path / "out" / "archive").exists()


@pytest.mark.slow
def test_the_desk_is_not_stopped_unasked_while_something_is_done(visitor: Visitor, tmp_path: Path) -> None:
    answer = sent(visitor)
    asked = visitor.send("/stop")
    assert (asked.status, asked.headers["location"]) == (303, "/stop")
    page = visitor.page("/stop")
    assert "Issuing version 0.1 has not ended." in page
    assert fields_of(page, "/stop") == {"all-the-same": "yes"}
    # Nor is anything else begun, and the page that says so may be loaded again.
    other = visitor.send("/verify", fingerprint="")
    assert (other.status, other.headers["location"]) == (303, "/busy")
    assert "Now it is: Issuing version 0.1." in visitor.page("/busy")
    assert "Version 0.1 is issued" in ended(visitor, answer)
    assert "has ended: ask for it again" in visitor.page("/busy")
    assert fields_of(visitor.page("/stop"), "/stop") == {}
    assert visitor.send("/stop").status == 200


@pytest.mark.slow
def test_a_slip_that_shows_only_when_a_final_version_is_issued_is_asked_about_then(
    visitor: Visitor, archive: Path, tmp_path: Path
) -> None:
    book = Book()
    book.report[3][1] = date(2024, 9, 24)
    book.write(tmp_path)
    fields = fields_of(visitor.page("/issue?final=yes"), "/issue") | {"by": "Ann Other"}
    assert "meant" not in fields
    answer = visitor.send("/issue", **fields)
    told = ended(visitor, answer)
    assert "No version was issued" in told
    assert "W386" in told
    assert numbers(archive) == ["0.1", "1.0"]
    page = visitor.page(f"/issue?final=yes&after={fields['number']}")
    assert "the meeting is on 24/09/2024, before that of version 1.0" in page
    fields = fields_of(page, "/issue") | {"by": "Ann Other"}
    assert "it is meant" in refused(visitor, visitor.send("/issue", **fields))
    assert "Version 2.0 is issued" in ended(visitor, visitor.send("/issue", **fields | {"meant": "yes"}))
