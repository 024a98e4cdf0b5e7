"""Make, issue, compare, download, verify: on a real desk over HTTP, by forms alone, from a starter or a workbook on."""

import io
import signal
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from openpyxl import load_workbook

from bvdocs.commands.supervision import descendants
from bvdocs.storage.archive.verify import verify
from bvdocs.storage.archive.versions import Archive
from tests.support.archives import files_in, numbers
from tests.support.desk import RunningDesk, Visitor, running_desk
from tests.support.desk_forms import ended, fields_of, pages_until_the_end, refused, wait_until_read
from tests.support.workbooks import Book

pytestmark = pytest.mark.slow
_NOTE = 'As <b>agreed</b> & "signed" {{ 7 * 7 }}'


def small_book(action: str = "Fill the posts.") -> Book:
    book = Book()
    book.themes, book.criteria = book.themes[:1], book.criteria[:2]
    book.narrative, book.actions = book.narrative[:1], book.actions[:1]
    book.actions[0][4] = action
    return book


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[RunningDesk]:
    small_book().write(tmp_path)
    with running_desk(tmp_path, "assessment.xlsx", "--output", tmp_path / "out") as running:
        yield running


@pytest.fixture
def visitor(desk: RunningDesk) -> Visitor:
    visitor = desk.visitor.come_in()
    wait_until_read(visitor)
    return visitor


def issued(visitor: Visitor, *, final: bool = False, **changed: str) -> str:
    """The page of a version that was issued as somebody does who fills in what the page asks for."""
    page = visitor.page(f"/issue{'?final=yes' if final else ''}")
    fields = fields_of(page, "/issue") | {"by": "Ann Other"} | changed
    if 'id="meant"' in page:
        fields |= {"meant": "yes"}
    return ended(visitor, visitor.send("/issue", **fields))


def test_the_life_of_an_archive(visitor: Visitor, tmp_path: Path) -> None:
    archive = tmp_path / "out" / "archive"

    page = visitor.page("/make")
    assert str(tmp_path / "out" / "current") in page
    assert "Issue a draft: version 0.1" in page
    made = ended(visitor, visitor.send("/make", **fields_of(page, "/make")))
    assert "The documents are made" in made
    assert "action-plan.docx" in made
    assert "Nothing has changed since they were made" in ended(
        visitor, visitor.send("/make", **fields_of(visitor.page("/make"), "/make"))
    )

    page = issued(visitor, note=_NOTE)
    first = Archive(archive).find("0.1")
    assert (first.issue.by, first.issue.note) == ("Ann Other", _NOTE)
    for told in ("Version 0.1 is issued", first.fingerprint, str(first.folder), "action-plan-v0.1.docx"):
        assert told in page
    assert f"by Ann Other, has the fingerprint {first.fingerprint}." in page
    assert "/versions/0.1/action-plan-v0.1.html" in links(page)
    assert visitor.ask("GET", "/versions/0.1/action-plan-v0.1.pdf").body == first.read("action-plan-v0.1.pdf")

    assert "Nothing that is published has changed since version 0.1." in visitor.page("/issue")
    assert "Nothing that is published has changed" not in visitor.page("/issue?final=yes")
    page = issued(visitor)
    assert "Nothing that is published has changed since version 0.1." in page
    assert numbers(archive) == ["0.1"]

    before = wait_until_read(visitor)
    small_book("Fill <script>alert(1)</script> the posts.").write(tmp_path)
    wait_until_read(visitor, after=before)
    assert "Version 1.0 is issued" in issued(visitor, final=True)
    assert numbers(archive) == ["0.1", "1.0"]
    assert verify(archive) == ()

    page = visitor.page("/versions")
    assert "As &lt;b&gt;agreed&lt;/b&gt; &amp;" in page
    assert "<b>agreed" not in page
    assert "{{ 7 * 7 }}" in page
    for number in ("0.1", "1.0"):
        assert Archive(archive).find(number).fingerprint in page

    page = visitor.page("/versions/compare?older=0.1&newer=1.0")
    assert "What changed from version 0.1 to version 1.0" in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    # Whichever is named first, the older one is told from.
    assert "What changed from version 0.1 to version 1.0" in visitor.page("/versions/compare?older=1.0&newer=0.1")
    as_it_is = visitor.page("/versions/compare?older=1.0&newer=workbook")
    assert "What changed from version 1.0 to assessment.xlsx" in as_it_is
    assert "Nothing has changed." in as_it_is

    page = ended(visitor, visitor.send("/versions/files", **fields_of(page, "/versions/files")))
    (start,) = {each.rpartition("/")[0] for each in links(page) if each.startswith("/versions/redline/")}
    redline = visitor.ask("GET", f"{start}/action-plan-redline.docx")
    assert redline.headers["content-disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(redline.body)) as package:
        assert b"<w:ins " in package.read("word/document.xml")
    together = visitor.ask("GET", f"{start}/redlines.zip").body
    with zipfile.ZipFile(io.BytesIO(together)) as package:
        assert package.testzip() is None
        assert package.read("action-plan-redline.docx") == redline.body
    assert b"What changed from version 0.1 to version 1.0" in visitor.ask("GET", f"{start}/comparison.html").body
    for stranger in ("..%2f..%2fassessment.xlsx", "assessment.xlsx", quote(str(tmp_path / "assessment.xlsx"), safe="")):
        assert visitor.ask("GET", f"{start}/{stranger}").status == 404
    assert not list(tmp_path.rglob("*-redline.docx"))

    page = visitor.page("/verify")
    spaced = " ".join(first.fingerprint[at : at + 8].upper() for at in range(0, 64, 8))
    done = ended(visitor, visitor.send("/verify", **fields_of(page, "/verify")))
    assert "All is as it was issued" in done
    page = visitor.page("/verify")
    done = ended(
        visitor, visitor.send("/verify", **fields_of(page, "/verify") | {"fingerprint": spaced, "again": "yes"})
    )
    assert "Version 0.1 has this fingerprint: it is as issued, to the last byte." in done
    assert done.count("can be made again to the same bytes.") == 2


def test_a_starter_is_made_where_there_is_no_workbook_and_never_over_one(tmp_path: Path) -> None:
    path = tmp_path / "council.xlsx"
    with running_desk(tmp_path, "council.xlsx", "--output", tmp_path / "out") as running:
        visitor = running.visitor.come_in()
        page = visitor.page("/starter")
        assert "council.xlsx" in page
        fields = fields_of(page, "/starter")
        assert "The starter is ready" in ended(visitor, visitor.send("/starter", **fields))
        made = path.read_bytes()
        assert load_workbook(path).sheetnames[0] == "Report"
        assert "There is a workbook already" in visitor.page("/starter")
        # A page that was open before asks again: it is not made twice, and not over what somebody has filled in.
        assert "The starter is ready" in ended(visitor, visitor.send("/starter", **fields))
        done = ended(visitor, visitor.send("/starter", number=""))
        assert "is there already, and no file is written over." in done
        assert path.read_bytes() == made


def test_a_double_click_and_a_second_browser_issue_one_version(visitor: Visitor, tmp_path: Path) -> None:
    page, of_another = visitor.page("/issue"), visitor.page("/issue")
    fields = fields_of(page, "/issue") | {"by": "Ann Other"}
    with ThreadPoolExecutor(8) as fingers:
        answers = list(fingers.map(lambda _: visitor.send("/issue", **fields), range(8)))
    assert {each.headers.get("location") for each in answers} == {f"/work/{fields['number']}"}
    # What another browser asks for meanwhile is not begun: it is told what is being done.
    others = visitor.send("/issue", **fields_of(of_another, "/issue") | {"by": "Another"})
    told = refused(visitor, others)
    assert "Issuing version 0.1 is being done now" in told
    assert fields_of(told, "/issue")["by"] == "Another"
    assert "Version 0.1 is issued" in ended(visitor, answers[0])
    # And once that is done, its page is no longer true: it said that the version would be 0.1.
    small_book("Fill all of the posts.").write(tmp_path)
    seen = wait_until_read(visitor, after=fields["seen"])
    stale = fields_of(of_another, "/issue") | {"by": "Another", "seen": seen}
    done = refused(visitor, visitor.send("/issue", **stale))
    assert "Version 0.1 was issued after this page was shown: the next is 0.2." in done
    # Nor is the page of a save that is no longer the last one.
    late = visitor.send("/issue", **stale | {"number": "", "expected": "0.2", "seen": fields["seen"]})
    assert "The workbook was saved after this page was shown." in refused(visitor, late)
    assert numbers(tmp_path / "out" / "archive") == ["0.1"]
    # The form that was sent first leads to what came of it, as long as it is known.
    assert "Version 0.1 is issued" in ended(visitor, visitor.send("/issue", **fields))


def test_a_browser_that_closes_in_the_middle_stops_nothing(desk: RunningDesk, visitor: Visitor, tmp_path: Path) -> None:
    answer = visitor.send("/issue", **fields_of(visitor.page("/issue"), "/issue") | {"by": "Ann Other"})
    stages = [page for page, _ in zip(pages_until_the_end(visitor, answer.headers["location"]), range(3), strict=False)]
    assert "It goes on by itself" in stages[0]
    deadline = time.monotonic() + 60
    while numbers(tmp_path / "out" / "archive") != ["0.1"] and time.monotonic() < deadline:
        time.sleep(0.1)  # without asking for any page
    assert numbers(tmp_path / "out" / "archive") == ["0.1"]
    assert verify(tmp_path / "out" / "archive") == ()


@pytest.mark.parametrize("stage", ["Reading", "Drawing the pictures", "Making 1 self-assessment"])
def test_kill_9_of_the_desk_in_the_middle_of_an_issue_leaves_the_archive_whole(
    desk: RunningDesk, visitor: Visitor, tmp_path: Path, stage: str
) -> None:
    archive = tmp_path / "out" / "archive"
    assert "Version 0.1 is issued" in issued(visitor)
    before, seen = files_in(archive), wait_until_read(visitor)
    small_book("Fill all of the posts.").write(tmp_path)
    wait_until_read(visitor, after=seen)
    answer = visitor.send("/issue", **fields_of(visitor.page("/issue"), "/issue") | {"by": "Ann Other"})
    states = pages_until_the_end(visitor, answer.headers["location"])
    assert "data-listen" in next(each for each in states if stage in each)
    left = descendants(desk.process.pid)
    desk.process.send_signal(signal.SIGKILL)
    desk.process.wait()
    deadline = time.monotonic() + 20
    while (alive := [each for each in left if is_alive(each)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert alive == []
    assert verify(archive) == ()
    assert numbers(archive) in (["0.1"], ["0.1", "0.2"])
    assert before.items() <= {**files_in(archive), "SHA256SUMS": before["SHA256SUMS"]}.items()
    # And nothing hinders the next desk, nor the next version.
    with running_desk(tmp_path, "assessment.xlsx", "--output", tmp_path / "out") as again:
        next_one = again.visitor.come_in()
        wait_until_read(next_one)
        told = issued(next_one, again="yes")
        assert "is issued" in told or "Nothing that is published has changed" in told
    assert verify(archive) == ()


def is_alive(process: int) -> bool:
    """Say whether a process of Linux has not ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def test_what_looks_like_a_slip_in_a_final_version_is_asked_about(visitor: Visitor, tmp_path: Path) -> None:
    assert "Version 1.0 is issued" in issued(visitor, final=True)
    seen = wait_until_read(visitor)
    book = small_book()
    book.report[3][1] = date(2024, 9, 24)
    book.write(tmp_path)
    wait_until_read(visitor, after=seen)
    page = visitor.page("/issue?final=yes")
    assert "W386" in page
    assert "In this one these look like slips:" in page
    assert "the meeting is on 24/09/2024, before that of version 1.0" in page
    fields = fields_of(page, "/issue") | {"by": "Ann Other"}
    asked = visitor.send("/issue", **fields)
    assert "Say of what is asked about that it is meant" in refused(visitor, asked)
    assert numbers(tmp_path / "out" / "archive") == ["1.0"]
    assert "Version 2.0 is issued" in ended(visitor, visitor.send("/issue", **fields | {"meant": "yes"}))


def links(page: str) -> list[str]:
    """Where the links of a page lead."""
    return [each.partition('"')[0] for each in page.split('href="')[1:]]
