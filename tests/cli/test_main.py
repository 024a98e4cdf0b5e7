"""The commands as an officer meets them: what they print, what they write, how they end."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bvdocs.cli.main import main
from tests.support.project import MADE, PROJECT, SAMPLE, TEMPLATES
from tests.support.workbooks import Book


def run(*arguments: str | Path) -> Result:
    """The program in this process."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def report(workbook: Path, output: Path, *more: str) -> Result:
    return run("report", workbook, "--output", output, "--templates", TEMPLATES, *more)


RECORDS = ("manifest.json", "source/findings.json")


def names(output: Path) -> list[str]:
    current = output / "current"
    return sorted(path.relative_to(current).as_posix() for path in current.rglob("*") if path.is_file())


def faulty(folder: Path) -> Path:
    book = Book()
    book.criteria[0][3] = "Grean"
    book.actions[1][7] = "soon"
    return book.write(folder, "faulty.xlsx")


@pytest.mark.slow
def test_report_lists_the_files_it_wrote_with_pages_and_size(tmp_path: Path) -> None:
    done = report(Book().write(tmp_path), tmp_path / "out")
    assert done.exit_code == 0, done.output
    documents = ("action-plan", "overview", "self-assessment-theme-1-leadership", "self-assessment-theme-2-culture")
    pictures = (
        "heatmap-all-themes", "heatmap-theme-1-leadership", "heatmap-theme-2-culture",
        "timeline-theme-1-leadership", "timeline-theme-2-culture",
    )  # fmt: skip
    assert names(tmp_path / "out") == sorted(
        [
            *(f"{name}.{kind}" for name in documents for kind in ("docx", "html", "pdf")),
            *(f"figures/{name}.{kind}" for name in pictures for kind in ("png", "svg")),
            *RECORDS,
        ]
    )
    for name in names(tmp_path / "out"):
        assert name in RECORDS or name in done.output
    assert "2 pages" in done.output
    assert "kB" in done.output
    assert "No errors and no warnings." in done.output
    making = ("Making the overview and action plan", "Making 2 self-assessments")
    stages = ["Reading", "Checking", "Drawing", *making, "Writing"]
    assert sorted(stages, key=done.output.index) == stages


@pytest.mark.slow
def test_verbose_says_what_each_stage_does(tmp_path: Path) -> None:
    workbook = Book().write(tmp_path)
    assert (
        "Checking it, and the templates: themes 2, characteristics 3, bullets 2, actions 2 …"
        in run("check", workbook, "--verbose").output
    )
    assert "characteristics 3" not in run("check", workbook).output


@pytest.mark.slow
def test_an_error_stops_before_anything_is_written(tmp_path: Path) -> None:
    assert report(Book().write(tmp_path), tmp_path / "out").exit_code == 0
    before = {name: (tmp_path / "out/current" / name).read_bytes() for name in names(tmp_path / "out")}
    done = report(faulty(tmp_path), tmp_path / "out")
    assert done.exit_code == 1
    assert "E104 Criteria!D2: 'Grean' is not a level of the scale; did you mean 'Green'?" in done.output
    assert "E105 Actions!H3: 'soon' is not a date." in done.output
    assert "2 errors." in done.output
    assert "Nothing was written" in done.output
    assert {name: (tmp_path / "out/current" / name).read_bytes() for name in names(tmp_path / "out")} == before


@pytest.mark.slow
def test_warnings_are_printed_and_do_not_stop(tmp_path: Path) -> None:
    book = Book()
    book.narrative[0][5] = "yes"
    done = report(book.write(tmp_path), tmp_path / "out")
    assert done.exit_code == 0
    assert "W216 Narrative!F2: 1 row is exempt and left out of every document." in done.output
    again = report(tmp_path / "assessment.xlsx", tmp_path / "out")
    assert "Nothing has changed" in again.output
    assert "W216 Narrative!F2: 1 row is exempt and left out of every document." in again.output


@pytest.mark.slow
def test_report_as_json_has_findings_and_documents_alone_on_standard_output(tmp_path: Path) -> None:
    done = report(Book().write(tmp_path), tmp_path / "out", "--json")
    told = json.loads(done.stdout)
    assert told["findings"] == []
    assert [each["name"] for each in told["documents"]] == [
        name for name in names(tmp_path / "out") if name not in RECORDS
    ]
    assert {"name", "bytes", "pages", "sha256"} == set(told["documents"][0])
    assert "Reading" in done.stderr


def test_check_as_json_gives_each_finding_its_cell_and_hint(tmp_path: Path) -> None:
    done = run("check", faulty(tmp_path), "--json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert told["documents"] == []
    errors = [each for each in told["findings"] if each["severity"] == "error"]
    assert [(each["code"], each["severity"], each["sheet"], each["cell"]) for each in errors] == [
        ("E104", "error", "Criteria", "D2"),
        ("E105", "error", "Actions", "H3"),
    ]
    assert all(each["message"] and each["hint"] for each in told["findings"])


def test_check_writes_nothing_and_leaves_the_workbook_alone(tmp_path: Path) -> None:
    workbook = Book().write(tmp_path)
    before = workbook.read_bytes()
    assert run("check", workbook).exit_code == 0
    assert workbook.read_bytes() == before
    assert list(tmp_path.iterdir()) == [workbook]


@pytest.mark.parametrize("command", ["check", "report"])
def test_a_workbook_that_is_not_there_gets_one_line_and_exit_1(command: str, tmp_path: Path) -> None:
    done = run(command, tmp_path / "nowhere.xlsx")
    assert done.exit_code == 1
    assert done.stderr == (
        f"Error: {tmp_path / 'nowhere.xlsx'}: there is no such file. Check the name, and the folder you are in.\n"
    )


def test_a_workbook_that_is_not_there_is_a_finding_in_json(tmp_path: Path) -> None:
    done = run("check", tmp_path / "nowhere.xlsx", "--json")
    assert done.exit_code == 1
    assert [each["code"] for each in json.loads(done.stdout)["findings"]] == ["E001"]


@pytest.mark.slow
def test_only_the_themes_and_formats_asked_for_are_made(tmp_path: Path) -> None:
    done = report(Book().write(tmp_path), tmp_path / "out", "--theme", "2", "--format", "word")
    assert done.exit_code == 0, done.output
    assert [name for name in names(tmp_path / "out") if not name.startswith("figures")] == [
        "action-plan.docx",
        "manifest.json",
        "overview.docx",
        "self-assessment-theme-2-culture.docx",
        "source/findings.json",
    ]


def test_a_theme_that_is_not_there_stops_with_those_that_are(tmp_path: Path) -> None:
    done = report(Book().write(tmp_path), tmp_path / "out", "--theme", "9")
    assert done.exit_code == 2
    assert "has no theme 9. It has: 1, 2." in done.stderr


def test_a_wrong_command_line_ends_with_2() -> None:
    assert run("report", "--format", "odt").exit_code == 2


@pytest.mark.slow
def test_an_output_that_cannot_be_written_ends_with_3_in_one_line(tmp_path: Path) -> None:
    in_the_way = tmp_path / "out"
    in_the_way.write_text("a file where the folder should be")
    done = report(Book().write(tmp_path), in_the_way)
    assert done.exit_code == 3
    assert done.stderr.count("\n") == 1
    assert "could not be written" in done.stderr
    assert in_the_way.read_text() == "a file where the folder should be"


def test_a_missing_folder_of_templates_ends_with_3(tmp_path: Path) -> None:
    done = run("report", Book().write(tmp_path), "--templates", tmp_path / "none", "--output", tmp_path / "out")
    assert done.exit_code == 3
    assert "there is no such folder of templates" in done.stderr
    assert not (tmp_path / "out").exists()


def test_rules_lists_every_code_once_with_what_it_looks_for() -> None:
    lines = run("rules").output.splitlines()
    codes = [line.split()[0] for line in lines]
    assert len(codes) == len(set(codes)) > 40
    assert all(len(line.split()) > 5 for line in lines)
    assert {"E001", "E104", "E202", "W216"} <= set(codes)


def test_doctor_says_that_this_machine_has_what_is_needed() -> None:
    done = run("doctor")
    assert done.exit_code == 0, done.output
    assert "This machine has all that bvdocs needs." in done.output


def test_doctor_looks_for_every_package_that_bvdocs_needs() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    needed = {re.split(r"[<>=!~; \[]", each)[0] for each in project["dependencies"]}
    found = set(re.findall(r"Python package (\S+): [0-9]", run("doctor").output))
    assert found == needed


def test_doctor_names_what_is_missing_and_the_line_that_mends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bvdocs.commands.doctor._LIBRARIES", {"libnowhere.so.1": "libnowhere1"})
    monkeypatch.setattr("bvdocs.commands.doctor.sys.platform", "linux")
    monkeypatch.setattr("bvdocs.commands.doctor.shutil.which", lambda name: name if name == "apt-get" else None)
    done = run("doctor")
    assert done.exit_code == 3
    assert "MISSING  Library libnowhere.so.1" in done.output
    assert "apt-get install -y --no-install-recommends libnowhere1" in done.output


def real_process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "bvdocs", *arguments],
        capture_output=True,
        text=True,
        cwd=MADE,
        env={**os.environ, **environment},
        check=False,
    )


def test_no_traceback_reaches_a_user_for_a_damaged_workbook(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes(SAMPLE.read_bytes()[:5000])
    done = real_process("report", str(damaged), "--output", str(tmp_path / "out"))
    assert done.returncode == 1
    assert "cut off or damaged" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [("--help",), ("check",), ("rules",)])
def test_help_check_and_rules_never_import_the_heavy_libraries(arguments: tuple[str, ...]) -> None:
    program = (
        "import sys; from bvdocs.cli.main import main; main(standalone_mode=False, args=sys.argv[1:]); "
        "heavy = {'matplotlib', 'docxtpl', 'docx', 'weasyprint', 'numpy', 'jinja2', 'phonenumbers', 'coloraide'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, cwd=MADE, check=True
    )
    # What checks templates reads them with Jinja.
    assert done.stdout.splitlines()[-1] == ("['jinja2']" if arguments == ("check",) else "[]")


@pytest.mark.slow
def test_an_unchanged_run_imports_no_library_and_leaves_the_documents_untouched(tmp_path: Path) -> None:
    workbook = Book().write(tmp_path)
    arguments = ("report", str(workbook), "--output", str(tmp_path / "out"))
    first = real_process(*arguments)
    assert first.returncode == 0, first.stderr
    stamps = {name: (tmp_path / "out/current" / name).stat().st_mtime_ns for name in names(tmp_path / "out")}
    program = (
        "import sys; from bvdocs.cli.main import main; main(standalone_mode=False, args=sys.argv[1:]); "
        "print(sorted({'matplotlib', 'docxtpl', 'weasyprint', 'openpyxl', 'numpy'} & set(sys.modules)))"
    )
    again = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, cwd=MADE, check=True
    )
    assert "Nothing has changed" in again.stdout
    assert again.stdout.splitlines()[-1] == "[]"
    assert {name: (tmp_path / "out/current" / name).stat().st_mtime_ns for name in names(tmp_path / "out")} == stamps


@pytest.mark.slow
def test_colour_is_only_for_a_terminal(tmp_path: Path) -> None:
    done = real_process("check", str(faulty(tmp_path)))
    assert "\x1b[" not in done.stdout
    assert "Error E104" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_a_terminal_gets_colour_unless_it_says_no(no_color: str, coloured: bool, tmp_path: Path) -> None:
    try:
        ours, theirs = os.openpty()
    except OSError:
        pytest.skip("this system gives no terminals to programs")
    command = [sys.executable, "-m", "bvdocs", "check", str(faulty(tmp_path))]
    environment = {**os.environ, "NO_COLOR": no_color}
    with subprocess.Popen(command, stdout=theirs, cwd=MADE, env=environment) as process:
        os.close(theirs)
        told = b""
        while piece := _read_terminal(ours):
            told += piece
    os.close(ours)
    assert process.returncode == 1
    assert (b"\x1b[" in told) is coloured


def _read_terminal(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other end is closed
        return b""
