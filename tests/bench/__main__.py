"""`make bench`: whole processes, several runs in turn, medians, ratios and peak memory.

The machines this runs on are noisy, so nothing here is a test; what counts is the ratio.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from tests.bench.desk import bench_desk
from tests.bench.growth import bench_growth, with_rows
from tests.bench.long_archive import make_long_archive
from tests.bench.runs import Runs
from tests.cases.seven_themes import seven_theme_rows
from tests.making.sample import sample_rows
from tests.making.shipped import make_shipped_files
from tests.support.project import SAMPLE, TEMPLATES
from tests.support.workbook_writer import Rows, write_workbook

FLOOR, LIMIT = (Path(__file__).with_name(name) for name in ("floor.py", "limit.py"))
RUNS = 7
VERSIONS = 200


def bench(name: str, workbook: Path, rows: Rows, folder: Path) -> None:
    """The program on one workbook, first and after each of some changes; and what it is held against, all in turn."""
    output, word = folder / "out", folder / "word"
    pages = output / "current"
    folder.mkdir()
    first = Runs("report, first")
    after = {change: Runs(f"report, {change}") for change in (*CHANGES, "unchanged")}
    check, floor = Runs("check"), Runs("the floor")
    limit, untagged, peer = Runs("the limit"), Runs("the limit, untagged"), Runs("the peer, LibreOffice")
    report = (sys.executable, "-m", "bvdocs", "report", str(workbook), "--output", str(output))
    for turn in range(RUNS):
        write_workbook(workbook, rows)
        shutil.rmtree(output, ignore_errors=True)
        first.run(*report)
        changed = rows
        for change, cell in CHANGES.items():
            changed = with_another(changed, *cell)
            write_workbook(workbook, changed)
            after[change].run(*report)
        after["unchanged"].run(*report)
        check.run(sys.executable, "-m", "bvdocs", "check", str(workbook))
        floor.run(sys.executable, str(FLOOR), str(workbook), str(folder / "floor"))
        limit.run(sys.executable, str(LIMIT), str(pages), str(folder / "limit"))
        untagged.run(sys.executable, str(LIMIT), "--untagged", str(pages), str(folder / "limit"))
        if soffice := shutil.which("soffice"):
            to_pdf = (soffice, f"-env:UserInstallation=file://{folder / 'office'}", "--headless", "--convert-to", "pdf")
            files = [str(path) for path in sorted(pages.glob("*.docx"))]
            if turn == 0:  # its first start makes what later ones find
                Runs("warming").run(*to_pdf, "--outdir", str(word), files[0])
            peer.run(*to_pdf, "--outdir", str(word), *files)
    print(f"{name}: median of {RUNS} runs in turn, whole processes")
    for runs in (first, *after.values(), check, floor, limit, untagged, *([peer] if peer.seconds else [])):
        print(runs)
    for other in (limit, untagged, floor, *([peer] if peer.seconds else [])):
        print(f"  {first.to(other)}")
    for runs in after.values():
        print(f"  {runs.to(first)}")
    print(f"  memory of {first.name} to the floor: {first.peak_mb / floor.peak_mb:.2f}\n")


# A change of one cell: the sheet, the column from 0, and what is done with what stands there.
CHANGES: dict[str, tuple[str, int, Callable[[Any], object]]] = {
    "one rating": ("Criteria", 3, lambda rating: "Red" if rating != "Red" else "Amber"),
    "one bullet": ("Narrative", 2, lambda text: f"{text} It was asked twice."),
    "one due date": ("Actions", 7, lambda day: day - timedelta(days=7)),
    "evidence, printed nowhere": ("Criteria", 6, lambda _: "Minutes of the meeting in May"),
}


def with_another(rows: Rows, sheet: str, column: int, change: Callable[[Any], object]) -> Rows:
    """The workbook with one cell of the sheet's first row changed."""
    row, *others = rows[sheet]
    cells = [*row, *[None] * (column + 1 - len(row))]
    cells[column] = change(cells[column])
    return {**rows, sheet: (tuple(cells), *others)}


def bench_check(name: str, workbook: Path) -> None:
    """Reading and checking alone."""
    check = Runs("bvdocs check")
    for _ in range(RUNS):
        check.run(sys.executable, "-m", "bvdocs", "check", str(workbook))
    print(f"{name}: median of {RUNS} runs, whole processes\n{check}\n")


def bench_archive(name: str, workbook: Path, output: Path) -> None:
    """The commands on versions, on an archive as long as fifty years make it."""
    make_long_archive(output, workbook, TEMPLATES, VERSIONS, print)
    commands = {
        "bvdocs history": ("history",),
        "bvdocs compare": ("compare", "0.1", "latest"),
        "bvdocs compare, next": ("compare", "1.0", "1.1"),
        "bvdocs verify": ("verify",),
    }
    timed = {each: Runs(each) for each in commands}
    for _ in range(RUNS):
        for each, arguments in commands.items():
            timed[each].run(sys.executable, "-m", "bvdocs", *arguments, "--output", str(output))
    print(f"{VERSIONS} versions of {name}: median of {RUNS} runs, whole processes")
    for runs in timed.values():
        print(runs)
    print()


def full_rows() -> Rows:
    """Seven themes with 75 characteristics, 300 bullets and 120 actions."""
    rows = seven_theme_rows()
    bullets = [
        (theme, section, f"{text} Case {number} shows it.", *rest)
        for number, (theme, section, text, *rest) in enumerate(islice(cycle(rows["Narrative"]), 300))
    ]
    actions = [(f"{ref}-{number}", *rest) for number, (ref, *rest) in enumerate(islice(cycle(rows["Actions"]), 120))]
    return {**rows, "Narrative": bullets, "Actions": actions}


def main() -> None:
    """The sample, seven themes with 75 characteristics, checking the largest workbook, and long archives."""
    make_shipped_files()
    with tempfile.TemporaryDirectory() as folder:
        seven = Path(folder) / "seven-themes.xlsx"
        bench("Sample (1 theme)", Path(folder) / "sample.xlsx", sample_rows(), Path(folder) / "sample")
        bench("Seven themes, 75 characteristics", seven, seven_theme_rows(), Path(folder) / "seven")
        ten = with_rows(with_rows(seven_theme_rows(), "Narrative", 10), "Actions", 10)
        bench("Ten times the bullets and actions", Path(folder) / "ten.xlsx", ten, Path(folder) / "ten")
        write_workbook(seven, seven_theme_rows())
        bench_desk("Seven themes, 75 characteristics", seven, seven_theme_rows(), Path(folder) / "live")
        full = Path(folder) / "full.xlsx"
        write_workbook(full, full_rows())
        bench_check("75 characteristics, 300 bullets, 120 actions", full)
        bench_growth(Path(folder))
        bench_archive("the sample", SAMPLE, Path(folder) / "archive-sample")
        bench_archive("seven themes", seven, Path(folder) / "archive-seven")


if __name__ == "__main__":
    main()
