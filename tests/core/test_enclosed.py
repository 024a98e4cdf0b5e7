"""What is enclosed is found as the plain expression finds it, in a text's own time."""

import re
from time import process_time

from hypothesis import given
from hypothesis import strategies as some

from bvdocs.core.enclosed import COMMENTS, TAGS, Enclosed

_TEXTS = some.lists(
    some.sampled_from(
        ["<!--", "-->", "<style", "</style >", "{{", "}}", "{%", "%}", "{#", "#}", "{", "}", "-", " ", "a"]
    )
).map("".join)


@given(_TEXTS)
def test_comments_are_found_as_the_expression_finds_them(text: str) -> None:
    assert COMMENTS.replaced(text, str.upper) == re.sub(r"(?s)<!--.*?-->", lambda found: found[0].upper(), text)


@given(_TEXTS)
def test_tags_are_found_as_the_expression_finds_them(text: str) -> None:
    plain = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
    assert list(TAGS.spans(text)) == [found.span() for found in plain.finditer(text)]


@given(_TEXTS)
def test_kinds_of_any_signs_are_found_as_the_expression_finds_them(text: str) -> None:
    kinds = Enclosed({"<!--": "-->", r"<STYLE\b": r"</style\s*>", r"\{[{%#]": r"[}%#]\}"})
    plain = re.compile(r"<!--.*?-->|<style\b.*?</style\s*>|\{[{%#].*?[}%#]\}", re.DOTALL)
    assert list(kinds.spans(text)) == [found.span() for found in plain.finditer(text)]


def test_what_is_never_closed_takes_as_long_as_the_text_is() -> None:
    start = process_time()
    assert COMMENTS.replaced("<!--" * 100_000, str.upper) == "<!--" * 100_000
    # The plain expression takes minutes.
    assert process_time() - start < 2
