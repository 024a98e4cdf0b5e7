"""The workbench: a save goes in, news come out."""

import asyncio
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bvdocs.commands.issue import IssueRequest, issue_version
from bvdocs.commands.report import ReportRequest, make_report
from bvdocs.core.progress import tell_nobody
from bvdocs.desk import workbench as workbench_module
from bvdocs.desk.news import Change
from bvdocs.desk.snapshot import SINCE_A_SAVE, SINCE_THE_ARCHIVE
from bvdocs.desk.workbench import Snapshot, State
from bvdocs.storage.current import CURRENT
from tests.cases.scripted_year import BY, scripted_year
from tests.support.desks import at_work, content_of, noted, save_as_excel, until
from tests.support.previews import without_marks
from tests.support.project import TEMPLATES
from tests.support.workbooks import Book

pytestmark = pytest.mark.slow


def test_first_there_is_no_workbook_then_there_is_one(tmp_path: Path) -> None:
    async def life() -> None:
        path = tmp_path / "ours.xlsx"
        async with at_work(path, tmp_path / "out") as desk:
            first = await until(desk, lambda now: now.state is not State.READING)
            assert first.state is State.NO_WORKBOOK
            save_as_excel(path, content_of(Book()))
            then = await until(desk, lambda now: now.preview)
            assert then.preview is not None
            assert then.preview.authority == "Testing District Council"
            assert [page.file for page in then.preview.pages][:2] == ["overview", "self-assessment-theme-1-leadership"]
            assert then.number == then.preview_number
            assert not then.new_findings

    asyncio.run(life())


def test_findings_come_and_go_and_with_errors_the_last_pages_stay(tmp_path: Path) -> None:
    async def life() -> None:
        book = Book()
        path = book.write(tmp_path)
        async with at_work(path, tmp_path / "out") as desk:
            first = await until(desk, lambda now: now.preview)
            book.criteria[0][3] = "Grene"
            save_as_excel(path, content_of(book))
            second = await until(desk, lambda now: now.number > first.number)
            assert second.state is State.ERRORS
            assert [each.code for each in second.new_findings] == ["E104"]
            assert not second.changed
            assert second.preview is first.preview
            assert second.preview_number == first.number
            book.criteria[0][3] = "Green"
            save_as_excel(path, content_of(book))
            third = await until(desk, lambda now: now.number > second.number)
            assert third.state is first.state
            assert third.fewer == 1
            book.criteria[0][3] = "Red"
            save_as_excel(path, content_of(book))
            fourth = await until(desk, lambda now: now.number > third.number)
            assert fourth.changed["self-assessment-theme-1-leadership"] == (
                Change("Criteria!D2", "G\nGreen", "R\nRed"),
            )
            assert not third.new_findings

    asyncio.run(life())


@pytest.mark.parametrize("part", [0, 1, 4000])
def test_a_file_that_is_cut_short_is_half_saved_and_no_error(tmp_path: Path, part: int) -> None:
    async def life(seen: list[Snapshot]) -> None:
        book = Book()
        path = book.write(tmp_path)
        async with at_work(path, tmp_path / "out") as desk:
            notes = asyncio.create_task(noted(desk, seen))
            first = await until(desk, lambda now: now.preview)
            book.criteria[0][3] = "Red"
            content = content_of(book)
            path.write_bytes(content[:part])
            await until(desk, lambda now: now.state is State.HALF_SAVED)
            path.write_bytes(content)
            await until(desk, lambda now: now.number > first.number)
            notes.cancel()

    seen: list[Snapshot] = []
    asyncio.run(life(seen))
    states = {each.state for each in seen}
    assert State.HALF_SAVED in states
    assert not states & {State.BROKEN, State.NO_WORKBOOK}


def test_one_that_stays_cut_short_is_told_of_and_one_that_stays_away_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbench_module, "_HALF_SAVED", 1.0)

    async def life() -> None:
        path = Book().write(tmp_path)
        content = path.read_bytes()
        async with at_work(path, tmp_path / "out") as desk:
            await until(desk, lambda now: now.preview)
            path.write_bytes(content[:4000])
            broken = await until(desk, lambda now: now.state is State.BROKEN)
            assert broken.fault is not None
            assert "is cut off or damaged" in broken.fault.message
            assert broken.preview
            path.unlink()
            await until(desk, lambda now: now.state is State.HALF_SAVED)
            await until(desk, lambda now: now.state is State.NO_WORKBOOK)
            save_as_excel(path, content)
            again = await until(desk, lambda now: now.preview_number > broken.number)
            assert again.fault is None

    asyncio.run(life())


def test_ten_saves_in_a_second_are_one_update_with_the_newest_words(tmp_path: Path) -> None:
    async def life(seen: list[Snapshot]) -> Snapshot:
        book = Book()
        path = book.write(tmp_path)
        async with at_work(path, tmp_path / "out") as desk:
            first = await until(desk, lambda now: now.papers and now.papers.number)
            contents = []
            for number in range(10):
                book.narrative[0][2] = f"Priorities are clear in {number} services."
                contents.append(content_of(book))
            notes = asyncio.create_task(noted(desk, seen))
            for content in contents:
                save_as_excel(path, content)
                await asyncio.sleep(0.1)
            last = await until(desk, lambda now: now.papers and now.papers.number > first.number)
            notes.cancel()
            assert last.number == first.number + 1
            return last

    seen: list[Snapshot] = []
    last = asyncio.run(life(seen))
    assert last.preview is not None
    assert any("clear in 9 services" in page.html for page in last.preview.pages)
    assert len({each.number for each in seen}) == 2
    assert {each.since for each in seen if each.number > 1} == {SINCE_A_SAVE}


def test_the_same_bytes_are_no_news(tmp_path: Path) -> None:
    async def life(seen: list[Snapshot]) -> None:
        path = Book().write(tmp_path)
        async with at_work(path, tmp_path / "out") as desk:
            await until(desk, lambda now: now.papers and now.papers.number)
            await asyncio.sleep(2)
            notes = asyncio.create_task(noted(desk, seen))
            save_as_excel(path, path.read_bytes())
            await asyncio.sleep(2)
            notes.cancel()

    seen: list[Snapshot] = []
    asyncio.run(life(seen))
    assert len(seen) == 1  # what was known before


def test_it_says_that_excel_has_the_workbook_open(tmp_path: Path) -> None:
    async def life() -> None:
        path = Book().write(tmp_path)
        lock = tmp_path / f"~${path.name}"
        async with at_work(path, tmp_path / "out") as desk:
            first = await until(desk, lambda now: now.preview)
            assert not first.open_in_excel
            lock.touch()
            opened = await until(desk, lambda now: now.open_in_excel)
            assert opened.number == first.number
            lock.unlink()
            await until(desk, lambda now: not now.open_in_excel)

    asyncio.run(life())


def test_templates_are_watched_too(tmp_path: Path) -> None:
    async def life() -> None:
        templates = Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))
        path = Book().write(tmp_path)
        style = templates / "screen.css"
        before = style.read_text()
        async with at_work(path, tmp_path / "out", templates) as desk:
            first = await until(desk, lambda now: now.preview)
            style.write_text(before + "\nmain { margin: 7px }\n")
            second = await until(desk, lambda now: now.number > first.number)
            assert second.preview is not None
            assert "margin: 7px" in second.preview.pages[0].html
            page = templates / "action-plan.html"
            page.write_text(page.read_text().replace("theme.anchor", "theme.ancor", 1))
            third = await until(desk, lambda now: now.number > second.number)
            assert third.state is State.TEMPLATES_AT_FAULT
            assert third.preview is second.preview

    asyncio.run(life())


def test_an_archive_that_is_damaged_is_a_state(tmp_path: Path) -> None:
    first = scripted_year()[0]
    workbook = first.book.write(tmp_path)
    output = tmp_path / "out"
    issue_version(
        IssueRequest(workbook, output, TEMPLATES, BY, final=False, note=first.note), first.issued_at, tell_nobody
    )

    async def life() -> None:
        async with at_work(workbook, output) as desk:
            sound = await until(desk, lambda now: now.preview)
            assert sound.state is not State.ARCHIVE_DAMAGED
            (facts,) = (output / "archive").glob("*/v*/assessment.json")
            facts.chmod(0o644)
            facts.write_text("{}")
            save_as_excel(workbook, workbook.read_bytes())
            damaged = await until(desk, lambda now: now.state is State.ARCHIVE_DAMAGED)
            assert any("assessment.json" in line for line in damaged.archive_faults)

    asyncio.run(life())


def test_an_issue_is_news_once_and_never_looks_like_damage(tmp_path: Path) -> None:
    first = scripted_year()[0]
    workbook = first.book.write(tmp_path)
    output = tmp_path / "out"

    def issue() -> None:
        issue_version(
            IssueRequest(workbook, output, TEMPLATES, BY, final=False, note=first.note), first.issued_at, tell_nobody
        )

    async def life(seen: list[Snapshot]) -> None:
        async with at_work(workbook, output) as desk:
            before = await until(desk, lambda now: now.papers and now.papers.number)
            notes = asyncio.create_task(noted(desk, seen))
            await asyncio.to_thread(issue)
            await until(desk, lambda now: now.number > before.number)
            await asyncio.sleep(2)
            notes.cancel()

    seen: list[Snapshot] = []
    asyncio.run(life(seen))
    assert not {each.state for each in seen} & {State.ARCHIVE_DAMAGED, State.BROKEN, State.HALF_SAVED}
    assert len({each.number for each in seen}) == 2
    assert {each.since for each in seen if each.number > 1} == {SINCE_THE_ARCHIVE}


def test_papers_follow_and_the_pages_are_then_those_that_are_published(tmp_path: Path) -> None:
    path = Book().write(tmp_path)
    make_report(ReportRequest(path, tmp_path / "made", TEMPLATES), tell_nobody)
    made = {each.name: each.read_bytes() for each in (tmp_path / "made" / CURRENT).iterdir() if each.is_file()}

    async def life() -> None:
        async with at_work(path, tmp_path / "out") as desk:
            first = await until(desk, lambda now: now.preview)
            assert first.papers is not None
            assert first.papers.stage
            done = await until(desk, lambda now: now.papers and now.papers.number)
            assert done.papers is not None
            assert not done.papers.stage
            assert dict(done.papers.files) == {
                name: content for name, content in made.items() if name.endswith((".pdf", ".docx"))
            }
            paged = await until(desk, lambda now: now.preview is not first.preview)
            assert paged.number == first.number
            assert paged.preview is not None
            assert {f"{each.file}.html": without_marks(each.html).encode() for each in paged.preview.pages} == {
                name: content for name, content in made.items() if name.endswith(".html")
            }

    asyncio.run(life())


def test_a_resident_process_that_dies_is_told_of_and_another_takes_its_place(tmp_path: Path) -> None:
    async def life() -> None:
        book = Book()
        path = book.write(tmp_path)
        async with at_work(path, tmp_path / "out") as desk:
            first = await until(desk, lambda now: now.preview)
            running = desk._preview._running
            assert running is not None
            os.killpg(running.process.pid, 9)
            book.criteria[0][3] = "Red"
            save_as_excel(path, content_of(book))
            broken = await until(desk, lambda now: now.number > first.number)
            assert broken.state is State.BROKEN
            save_as_excel(path, content_of(book) + b"\0")
            await until(desk, lambda now: now.preview_number > first.number)

    asyncio.run(life())


def test_what_nobody_foresaw_is_told_and_the_next_save_is_taken_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("nobody foresaw this")

    async def life() -> None:
        book = Book()
        path = book.write(tmp_path)
        async with at_work(path, tmp_path / "out") as desk:
            first = await until(desk, lambda now: now.preview)
            monkeypatch.setattr(workbench_module, "new_findings", broken)
            book.criteria[0][3] = "Red"
            save_as_excel(path, content_of(book))
            told = await until(desk, lambda now: now.number > first.number)
            assert told.state is State.BROKEN
            assert "broke down" in str(told.fault)
            monkeypatch.undo()
            book.criteria[0][3] = "Amber"
            save_as_excel(path, content_of(book))
            await until(desk, lambda now: now.preview_number > told.number)

    asyncio.run(life())


def test_no_papers_of_an_earlier_save_can_be_had(tmp_path: Path) -> None:
    """A row in them may be exempt by now."""

    async def life() -> None:
        book = Book()
        path = book.write(tmp_path)
        async with at_work(path, tmp_path / "out") as desk:
            first = await until(desk, lambda now: now.papers and now.papers.number)
            book.narrative[0][5] = "yes"
            save_as_excel(path, content_of(book))
            later = await until(desk, lambda now: now.number > first.number)
            assert later.papers is not None
            assert not later.papers.files
            assert later.papers.stage

    asyncio.run(life())


def test_papers_that_a_save_has_ended_are_made_of_what_is_saved(tmp_path: Path) -> None:
    async def life() -> None:
        path = Book().write(tmp_path)
        content = path.read_bytes()
        async with at_work(path, tmp_path / "out") as desk:
            first = await until(desk, lambda now: now.preview)
            await asyncio.sleep(1.0)  # they have begun
            save_as_excel(path, content)
            done = await until(desk, lambda now: now.papers and now.papers.number)
            assert done.number == first.number
            assert done.papers is not None
            assert "overview.pdf" in done.papers.files

    asyncio.run(life())


def test_nothing_is_left_when_it_closes(tmp_path: Path) -> None:
    async def life() -> int:
        path = Book().write(tmp_path)
        async with at_work(path, tmp_path / "out") as desk:
            await until(desk, lambda now: now.preview)
            await asyncio.sleep(1.5)  # the papers have begun
            assert len(asyncio.all_tasks()) > 1
        return len(asyncio.all_tasks())

    assert asyncio.run(life()) == 1
    mine = subprocess.run(["ps", "-o", "args", "--ppid", str(os.getpid())], capture_output=True, text=True, check=True)
    assert "bvdocs.desk.working" not in mine.stdout


def test_the_desk_itself_loads_nothing_heavy() -> None:
    heavy = ("openpyxl", "matplotlib", "weasyprint", "docx", "docxtpl", "numpy", "PIL", "fontTools")
    code = "import sys, bvdocs.desk.workbench; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not set(heavy) & set(loaded)
