"""Word and PDF say what the workbook says: every code, rating, bullet, action, owner and date, read back.

What is expected comes straight from the workbook's cells, not from the program.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import SAMPLE
from tests.reading import Read, read_pdf, read_word, squeezed

READERS: dict[str, Callable[[bytes], Read]] = {"docx": read_word, "pdf": read_pdf}
SECTIONS = ("Description", "Strengths", "Areas for improvement", "Opportunities")


@dataclass(frozen=True)
class Case:
    """A workbook's rows as dictionaries, and the documents made from it."""

    workbook: Path
    documents: Mapping[str, bytes]

    def rows(self, sheet: str) -> list[dict[str, Any]]:
        return _rows(self.workbook, sheet)

    def self_assessment(self, theme: int, kind: str) -> Read:
        name = next(
            name
            for name in self.documents
            if name.startswith(f"self-assessment-theme-{theme}-") and name.endswith(kind)
        )
        return _read(kind, self.documents[name])

    def action_plan(self, kind: str) -> Read:
        return _read(kind, self.documents[f"action-plan.{kind}"])


@cache
def _rows(workbook: Path, sheet: str) -> list[dict[str, Any]]:
    heading, *rows = openpyxl.load_workbook(workbook)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, heading), row, strict=True)) for row in rows]


@cache
def _read(kind: str, content: bytes) -> Read:
    return READERS[kind](content)


@pytest.fixture(params=["sample", "seven"])
def case(
    request: pytest.FixtureRequest,
    sample_documents: Mapping[str, bytes],
    seven_documents: Mapping[str, bytes],
    seven_themes: Path,
) -> Case:
    """Each whole workbook in turn."""
    return Case(SAMPLE, sample_documents) if request.param == "sample" else Case(seven_themes, seven_documents)


def in_words(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


@pytest.mark.parametrize("kind", READERS)
def test_every_code_characteristic_and_rating_is_in_the_table_of_ratings(case: Case, kind: str) -> None:
    names = {level["Mark"]: level["Level"] for level in case.rows("Scale")}
    ratings = {row["Code"]: row["Rating"] for row in case.rows("Criteria")}
    for theme in case.rows("Themes"):
        expected = []
        for row in case.rows("Criteria"):
            if row["Theme"] == theme["Number"]:
                rating = ratings[row["See"] or row["Code"]]
                words = names.get(rating, rating) or "Not assessed"
                mark = {name: mark for mark, name in names.items()}.get(words, "–")
                if row["See"]:
                    words = f"See {row['See']} ({words.lower()})"
                expected.append([row["Code"], squeezed(row["Characteristic"]), squeezed(mark + words)])
        read = case.self_assessment(theme["Number"], kind).table("Code", "Characteristic", "Rating")
        assert [[squeezed(cell) for cell in row[:3]] for row in read] == expected


@pytest.mark.parametrize("kind", READERS)
def test_every_bullet_is_a_list_item_in_the_order_of_the_workbook(case: Case, kind: str) -> None:
    for theme in case.rows("Themes"):
        expected = [
            squeezed(row["Text"] + (f"({row['Criteria']})" if row["Criteria"] else ""))
            for section in SECTIONS
            for row in case.rows("Narrative")
            if row["Theme"] == theme["Number"] and row["Section"] == section
        ]
        read = case.self_assessment(theme["Number"], kind)
        assert [squeezed(bullet) for bullet in read.bullets][: len(expected)] == expected


@pytest.mark.parametrize("kind", READERS)
def test_every_action_is_in_the_plan_with_its_owner_dates_and_status(case: Case, kind: str) -> None:
    expected = []
    for row in case.rows("Actions"):
        revised = f"revised to {in_words(row['Revised due'])}" if row["Revised due"] else ""
        percent = f", {round(row['Progress'] * 100)}%" if row["Progress"] is not None else ""
        due = row["Revised due"] or row["Due"]
        overdue = row["Status"] not in ("Complete", "Cancelled") and due.date() < date(2025, 9, 23)
        expected.append(
            [
                row["Ref"] + (row["Criteria"] or ""),
                row["Opportunity"],
                row["Action"],
                row["Owner"],
                in_words(row["Due"]) + revised,
                row["Status"] + percent + ("Overdue" if overdue else ""),
                row["Update"] or "",
                row["Success measure"] or "",
            ]
        )
    read = case.action_plan(kind).table("Action and codes", "Opportunity")
    assert [[squeezed(cell) for cell in row] for row in read] == [[squeezed(cell) for cell in row] for row in expected]


@pytest.mark.parametrize("kind", READERS)
def test_the_documents_have_the_same_headings_in_word_and_pdf(case: Case, kind: str) -> None:
    themes = [f"Theme {row['Number']}: {row['Name']}" for row in case.rows("Themes")]
    plan = [heading for _, heading in case.action_plan(kind).headings if heading != "Abbreviations"]
    assert plan == ["Action plan", "Summary", *themes]
    for theme in case.rows("Themes"):
        read = case.self_assessment(theme["Number"], kind)
        described = theme["Description heading"] or f"What best value looks like in {theme['Name']}"
        assert [heading for _, heading in read.headings if heading != "Abbreviations"] == [
            f"Theme {theme['Number']}: {theme['Name']}",
            "Self-assessment heatmap",
            "The ratings",
            described,
            "Strengths",
            "Areas for improvement",
            "Opportunities and plans",
            "Next steps",
        ]
        assert [level for level, _ in read.headings] == [1] + [2] * (len(read.headings) - 1)


@pytest.mark.parametrize("kind", READERS)
def test_the_picture_has_alt_text_that_names_every_code(case: Case, kind: str) -> None:
    for theme in case.rows("Themes"):
        (alt,) = case.self_assessment(theme["Number"], kind).alts
        codes = [row["Code"] for row in case.rows("Criteria") if row["Theme"] == theme["Number"]]
        assert [code for code in codes if code not in alt] == []
    for theme, alt in zip(case.rows("Themes"), case.action_plan(kind).alts, strict=True):
        refs = [row["Ref"] for row in case.rows("Actions") if row["Theme"] == theme["Number"]]
        assert [ref for ref in refs if ref not in alt] == []


def test_word_and_pdf_say_the_same_paragraphs(case: Case) -> None:
    def said(read: Read) -> list[str]:
        return [squeezed(paragraph) for paragraph in read.paragraphs if len(paragraph) > 60]

    for theme in case.rows("Themes"):
        assert said(case.self_assessment(theme["Number"], "docx")) == said(case.self_assessment(theme["Number"], "pdf"))
    assert said(case.action_plan("docx")) == said(case.action_plan("pdf"))
