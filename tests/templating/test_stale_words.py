"""Words in a template that would go stale: a number, a page, the name of one theme."""

from pathlib import Path

import pytest

from tests.support.template_edits import (
    BEGIN,
    END,
    FIELD,
    SEPARATE,
    found,
    in_word,
    replaced,
    run,
    the_finding,
    with_xml,
)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("We identified seven key actions.", "W426", "'seven key actions' is typed"),
        ("12 actions follow.", "W426", "'12 actions' is typed"),
        ("See pages 6-9 of the action plan.", "W427", "'pages 6-9' is typed"),
        ("See page 6.", "W427", "'page 6' is typed"),
        ("How we are to improve Service Delivery", "W428", "'Service Delivery' is typed"),
        ("Leadership", "W428", "'Leadership' is typed"),
    ],
)
@pytest.mark.parametrize("kind", ["word", "page"])
def test_what_goes_stale_when_typed_is_a_warning(text: str, code: str, said: str, kind: str, folder: Path) -> None:
    if kind == "word":
        in_word(folder, text, "self-assessment.docx")
    else:
        replaced(folder, "self-assessment.html", "<section>", f"<section><p>{text}</p>")
    assert said in the_finding(folder, code).message


@pytest.mark.parametrize(
    "text",
    [
        "We identified {{ theme.key_actions }}, on {{ theme.action_pages }}.",
        "The actions of 2025, and one of the actions; two of its actions are 3 pages long.",
        "The Corporate Leadership Team, the Governance Committee. Leadership matters; leadership and culture too.",
        "Page ",
    ],
)
def test_words_that_only_look_like_it_are_left_alone(text: str, folder: Path) -> None:
    in_word(folder, text, "self-assessment.docx")
    replaced(folder, "self-assessment.html", "<section>", f"<section><p title='12 actions'>{text}</p>")
    assert found(folder) == []


def test_a_theme_may_be_named_where_not_every_theme_is_printed(folder: Path) -> None:
    in_word(folder, "How we are to improve Service Delivery", "overview.docx")
    assert found(folder) == []


def test_the_number_that_word_works_out_is_not_typed(folder: Path) -> None:
    with_xml(
        folder, f"<w:p>{run('Page ')}{FIELD.format(run('1'))}{run(' page ')}{BEGIN}{SEPARATE}{run('2')}{END}</w:p>"
    )
    assert found(folder) == []
