"""What is made by a script, and what the docs say, is true of the program as it stands."""

import itertools
import json
import re
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from bvdocs.checks import run_checks
from bvdocs.cli.main import main
from bvdocs.core.findings import AcceptedFinding, Finding, Severity
from bvdocs.core.places import CellRef
from bvdocs.core.publishing import published
from bvdocs.core.rich_text import RichText, Run
from bvdocs.storage.archive.facts import assessment_as_json
from bvdocs.storage.manifest import describe_findings, describe_inputs
from bvdocs.workbook.reading.reader import read_workbook
from tests.making.rules_reference import rules_reference
from tests.making.template_reference import template_reference
from tests.making.workbook_reference import reference
from tests.support.archives import add
from tests.support.project import PROJECT, SAMPLE, TEMPLATES

# What a careful reader finds in the published theme; the numbers are those of the list in which they were noted.
FAULTS = [
    ("W301", "Narrative!C24"),  # 1: a bullet repeats the tail of the one before it
    ("W302", "Themes!E2"),  # 2: the heading is another theme's
    ("N307", "Narrative!C4"),
    ("N307", "Narrative!C8"),
    ("N307", "Narrative!C14"),
    ("W311", "Narrative!C13"),  # 5: 'January 2025'
    ("W311", "Narrative!C22"),  # 5: '24/25'
    ("W311", "Narrative!C23"),  # 5: '2024/25'
    ("W321", "Narrative!C11"),  # 6: CEX
    ("W321", "Narrative!C11"),  # 6: S.151
    ("W321", "Narrative!C16"),  # 6: CHoS
    ("W321", "Narrative!C17"),  # 6: KPI; CLT is explained in the text
    ("W321", "Narrative!C19"),  # 6: NS-BVN
    ("W331", "Narrative!D13"),  # 7: no action answers the refresher training
    ("N334", "Narrative!D24"),
    ("W341", "Criteria!A11"),  # 4: L0010 beside L009
]


def test_the_sample_is_the_published_theme_without_an_error() -> None:
    reading = read_workbook(SAMPLE)
    assessment = reading.assessment
    findings = [*reading.findings, *run_checks(assessment)]
    assert [(finding.code, str(finding.where)) for finding in findings] == FAULTS
    assert assessment.report.authority == "Runnymede Borough Council"
    codes = [criterion.code for criterion in assessment.criteria]
    assert codes == [f"L00{number}" for number in range(1, 13)]
    sections = [bullet.section.value for bullet in assessment.bullets]
    assert [sections.count(name) for name in dict.fromkeys(sections)] == [6, 5, 4, 8]
    assert assessment.bullets[-2].text.plain.endswith(assessment.bullets[-1].text.plain)
    assert len(assessment.actions) == 7


def test_the_sample_s_sheets_are_as_a_person_would_like_to_find_them() -> None:
    book = openpyxl.load_workbook(SAMPLE)
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A2"
        assert all(cell.alignment.wrap_text for cell in sheet["C"][1:] if isinstance(cell.value, str))
    choices = book["Criteria"].data_validations.dataValidation
    drop_downs = {area.coord for choice in choices if choice.type == "list" for area in choice.sqref.ranges}
    assert {coord[0] for coord in drop_downs} == {"B", "D", "E", "H"}
    assert book["Criteria"].conditional_formatting


PAGES = sorted(PROJECT.glob("*.md")) + sorted((PROJECT / "docs").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_row_of_a_table_in_the_docs_is_one_line_with_all_its_cells(page: Path) -> None:
    """A row that is broken into two lines ends the table where it is broken."""
    lines = page.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if re.fullmatch(r"\s*\|(\s*:?-+:?\s*\|)+", line):
            rows = itertools.takewhile(str.strip, lines[number + 1 :])
            assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} <= {line.count("|")}, lines[number - 1]


def test_the_reference_of_the_workbook_is_current() -> None:
    assert (PROJECT / "docs" / "workbook.md").read_text(encoding="utf-8") == reference()


def test_the_list_of_rules_is_current() -> None:
    assert (PROJECT / "docs" / "rules.md").read_text(encoding="utf-8") == rules_reference()


def test_the_reference_of_names_for_templates_is_current() -> None:
    assert (PROJECT / "docs" / "template-reference.md").read_text(encoding="utf-8") == template_reference()


def test_the_reference_of_names_for_templates_has_every_name_that_the_templates_use() -> None:
    known = set(re.findall(r"`(\w+)", template_reference()))
    for path in TEMPLATES.glob("*.html"):
        used = set(re.findall(r"\b(?:report|theme|action|cell|level|row|overview|plan)\.(\w+)", path.read_text()))
        assert used <= known, path.name


def test_the_page_of_commands_names_every_one_and_only_real_ones() -> None:
    page = (PROJECT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`bvdocs ([\w-]+)", page)) == set(main.commands)


def test_every_command_that_a_page_names_is_a_real_one() -> None:
    # The page of the archive names the formats of its records so.
    pages = {PROJECT / "README.md", *PROJECT.glob("docs/*.md")} - {PROJECT / "docs" / "archive-format.md"}
    for page in pages:
        named = set(re.findall(r"`(?:\.venv/bin/)?bvdocs ([a-z][\w-]+)", page.read_text(encoding="utf-8")))
        assert named <= set(main.commands), page.name


def test_every_make_target_that_the_docs_name_exists() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^(\w+):(?!=)", makefile, re.MULTILINE))
    for page in ("README.md", "CONTRIBUTING.md"):
        named = set(re.findall(r"`make (\w+)", (PROJECT / page).read_text(encoding="utf-8")))
        assert named <= targets, page


def test_every_link_in_the_docs_leads_somewhere() -> None:
    for page in [*PROJECT.glob("*.md"), *PROJECT.glob("docs/*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def keys_of(record: object) -> set[str]:
    """Every name in a JSON record; those of the maps whose names are data, files and libraries, are not descended."""
    if isinstance(record, list):
        return {key for each in record for key in keys_of(each)}
    if not isinstance(record, dict):
        return set()
    nested = (keys_of(value) for key, value in record.items() if key not in ("libraries", "templates"))
    return set(record) | {key for keys in nested for key in keys}


def test_every_name_in_the_archive_s_records_is_described(tmp_path: Path) -> None:
    description = (PROJECT / "docs" / "archive-format.md").read_text(encoding="utf-8")
    described = set(re.findall(r"`(\w+)`", description))
    rich = RichText((Run("See ", bold=True), Run("the plan", link="https://example.org/plan")))
    assessment = published(read_workbook(SAMPLE).assessment)
    assessment = replace(assessment, bullets=(replace(assessment.bullets[0], text=rich), *assessment.bullets[1:]))
    first = add(tmp_path, "0.1")
    second = add(tmp_path, "0.2")
    found = (Finding("W301", Severity.WARNING, CellRef("Narrative", "C24"), "It repeats.", "Delete it."),)
    accepted = AcceptedFinding(found[0], "It is meant.", "Monitoring Officer", date(2026, 1, 1))
    manifests = [json.loads((each.folder / "manifest.json").read_bytes()) for each in (first, second)]
    records = [*manifests, describe_findings(found, [accepted]), describe_inputs("", b"", {}),
               json.loads(assessment_as_json(assessment))]  # fmt: skip
    assert {key for record in records for key in keys_of(record)} <= described


def test_what_the_docs_have_written_beside_the_project_s_files_is_left_out_by_git() -> None:
    """Annotated copies and redlines hold exempt words: nobody is to hand them on with the program."""
    pages = ("versions.md", "findings.md")
    text = "".join((PROJECT / "docs" / page).read_text(encoding="utf-8") for page in pages)
    written = re.findall(r"--(annotate|redline|html) ([a-z][\w.-]*)", text)
    assert {option for option, _ in written} == {"annotate", "redline", "html"}
    names = [f"{name}/action-plan-redline.docx" if option == "redline" else name for option, name in written]
    ignored = ["git", "-C", str(PROJECT), "check-ignore", "--no-index", *names, "plan-redline.docx", "findings-2.xlsx"]
    done = subprocess.run(ignored, capture_output=True, text=True, check=False)
    if done.returncode == 128:
        pytest.skip("not a repository of git")
    assert done.stdout.split() == [*names, "plan-redline.docx", "findings-2.xlsx"]
