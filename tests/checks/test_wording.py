"""The checks of words: repeats, headings, counts, pages, doubled words, placeholders, long sentences, full stops."""

from pathlib import Path

import pytest

from bvdocs.checks.prose import sentences, words
from bvdocs.core.typed_numbers import number_of
from tests.support.checking import (
    Cells,
    NearMisses,
    Trips,
    bullet,
    codes_of_bullets,
    each,
    message,
    near_miss_test,
    trip_test,
)

FORTY = " ".join(["word"] + ["and another"] * 19) + " word."
LONG = f"Another {FORTY}"
NAME = "The open and steady guidance of all that is done for residents and by residents in each of our cities"

TRIPS: Trips = [
    ({"Themes!B2": NAME}, [("W309", "Themes!B2")]),
    ({"Scale!A2": NAME, "Criteria!D2": NAME}, [("W309", "Scale!A2")]),
    ({"Report!B3": NAME}, [("W309", "Report!B3")]),
    ({"Report!B4": NAME}, [("W309", "Report!B4")]),
    (bullet("PRIORITIES, are clear!"), [("W301", "Narrative!C4")]),
    (
        {"Narrative!C2": "Priorities are set and known.", **bullet("Priorities are set and known.", theme=2)},
        [("W301", "Narrative!C4")],
    ),
    ({"Themes!E2": "WHAT SERVICE DELIVERY LOOKS LIKE"}, [("W302", "Themes!E2")]),
    (bullet("The seven governance and audit actions follow."), [("W303", "Narrative!C4")]),
    (bullet("A dozen actions follow."), [("W303", "Narrative!C4")]),
    (bullet("It is on p6 and pages vi to ix."), [("W304", "Narrative!C4"), ("W304", "Narrative!C4")]),
    (
        {"Narrative!C2": "Priorities are set and are known to staff.", **bullet("and are known to staff.")},
        [("W301", "Narrative!C4")],
    ),
    (
        {"Narrative!C2": "The Council’s priorities are clear.", **bullet("The Council's priorities are known.")}
        | {"Narrative!A5": (1, "Strengths", "The Council's priorities are.", "L001")},
        [("W301", "Narrative!C5")],
    ),
    ({"Themes!E2": "A council whose Service Delivery is good"}, [("W302", "Themes!E2")]),
    ({"Themes!E2": "Culture and Leadership"}, [("W302", "Themes!E2")]),
    (bullet("There are seven key actions."), [("W303", "Narrative!C4")]),
    (bullet("The 21 actions follow."), [("W303", "Narrative!C4")]),
    ({"Report!A6": ("Note", "The plan has twenty-one actions.")}, [("W303", "Report!B6")]),
    (bullet("See page 6-9 of the action plan."), [("W304", "Narrative!C4")]),
    ({"Actions!E2": "Fill the the posts."}, [("W305", "Actions!E2")]),
    ({"Actions!M2": "The target is TBC"}, [("W306", "Actions!M2")]),
    ({"Scale!D2": "[insert meaning]"}, [("W306", "Scale!D2")]),
    (bullet(LONG), [("N307", "Narrative!C4")]),
    ({"Actions!L2": f"Short. {LONG}"}, [("N307", "Actions!L2")]),
    (bullet("Without a stop"), [("W308", "Narrative!C4")]),
    (
        {**bullet("Half of a"), "Narrative!A5": (1, "Strengths", "And a whole one.", "L001")},
        [("W308", "Narrative!C4")],
    ),
]

NEAR_MISSES: NearMisses = {
    "W309 just short enough": ({"Themes!B2": NAME[:-2]}, []),
    "W309 a text that is no name": ({"Criteria!C2": NAME}, []),
    "W301 a few words in two themes": (bullet("Priorities are clear.", theme=2), []),
    "W302 a word that is no name": ({"Themes!E2": "What the culture of leadership looks like"}, []),
    "W303 a date": (bullet("On 12 May actions began."), []),
    "W306 what was taken out": (bullet("The firm [name redacted] was paid."), []),
    "W301 a few words at the end": (
        {"Narrative!C2": "Priorities are clear to all.", **bullet("Clear to all.")},
        [],
    ),
    "W301 the words are in the middle": (
        {"Narrative!C2": "Priorities are set and are known to staff today.", **bullet("And are known to staff.")},
        [],
    ),
    "W301 the end of a word": (
        {"Narrative!C2": "This is reorganisation of all the services.", **bullet("Organisation of all the services.")},
        [],
    ),
    "W301 no words at all": ({"Narrative!C2": "…", **bullet("!")}, []),
    "W302 its own theme": ({"Themes!E2": "A council whose Leadership is good"}, []),
    "W302 an ordinary word": ({"Themes!E2": "Leadership that changes the culture and the governance"}, []),
    "W302 a part of its own name": (
        {"Themes!B2": "Leadership and Culture", "Themes!B3": "Conduct", "Themes!E2": "What Leadership and Culture are"},
        [],
    ),
    "W303 as many as the theme has": (bullet("There is one action; the plan has two actions."), []),
    "W303 a label": (bullet("Phase 4 actions and the 2024/25 actions went well."), []),
    "W304 pages of something else": (bullet("It is a 6-page report, and the web page is new."), []),
    "W305 good English": (bullet("They had had a plan, and said that that was so. So-so."), []),
    "W306 ordinary words": (bullet("Exxon has tax to do? Why? The XXI Olympiad [sic] and {so}."), []),
    "N307 just short enough": (bullet(FORTY), []),
    "N307 two sentences": (bullet(f"{FORTY} {FORTY.capitalize()}"), []),
    "W308 no neighbour has one": (
        {"Narrative!C2": "Priorities are clear", **bullet("Posts are filled")},
        [],
    ),
    "W308 it ends otherwise well": (
        {
            **bullet("These are:"),
            "Narrative!A5": (1, "Strengths", "“Posts are filled.”", "L001"),
            "Narrative!A6": (1, "Strengths", "(Staff know.)", "L001"),
        },
        [],
    ),
    "W308 neighbours of another section": (bullet("Challenge", theme=2), []),
}

test_a_check_finds_what_it_looks_for_and_says_what_to_do = trip_test(TRIPS)
test_a_check_lets_a_near_miss_pass = near_miss_test(NEAR_MISSES)

COUNTED = """
    There are six key actions.
    There are 6 actions.
    Eight further agreed actions are new.
    Eight key improvement actions are new.
    Twenty-one actions are new.
    Thirty actions are new.
    The 112 Actions are new.
"""
NOT_COUNTED = """
    Seven of the actions are done.
    The actions were agreed by 2024, and actions followed.
    Theme 4 actions are well ahead.
    Priority five actions come first.
    The 2024/25 actions were done.
    We saved £1,250 actions apart.
    Nine in ten actions were late.
    Three more actions came.
    Five overdue actions are late.
    Six enforcement actions were taken.
    Two actions are in the plan.
"""
PAGES = """
    See page 6.
    See pages 6 to 9.
    See p. 6 and more.
    See pp.6–9 of it.
    Look at page six of it.
    Look at page no. 7 of it.
"""
NO_PAGES = """
    One page is enough.
    The landing page 2024 has is new.
    It cost 50p. 6 were sold.
    Homepage 2 is live.
"""
DOUBLED = """
    It is is done.
    The the plan is known.
    A list of\u00a0of plans is known.
"""
NOT_DOUBLED = """
    Is it? It is.
    New York, New York is far.
    The theory is the thesis.
    A very-very good plan is known.
    There were 10 10 pence coins.
"""
LEFT = """
    The date is tbc for now.
    The head is TBD for now.
    The head is XX for now.
    It cost £XXX last year.
    It cost £xxk last year.
    Lorem ipsum dolor.
    It is {{ total }} so far.
    It is [insert name] who leads.
    It is [ Date ] by which it ends.
    It is [to be confirmed] later.
    It is <insert figure> so far.
    It is ??? so far.
    TODO: write.
"""
NOT_LEFT = """
    We have to do lists.
    What? Why?? How?
    The court said so in [2024] or so.
    He wrote [sic] and [Nameless].
    An addendum [dated 3 May] is known.
    It is 1 < 2 or so.
"""


@pytest.mark.parametrize(
    ("code", "trips", "near_misses"),
    [
        ("W303", COUNTED, NOT_COUNTED),
        ("W304", PAGES, NO_PAGES),
        ("W305", DOUBLED, NOT_DOUBLED),
        ("W306", LEFT, NOT_LEFT),
    ],
)
def test_words_are_read_as_a_person_reads_them(tmp_path: Path, code: str, trips: str, near_misses: str) -> None:
    expected = each(trips, code) | each(near_misses)
    found = codes_of_bullets(tmp_path, tuple(expected))
    assert {text: codes for text, codes in found.items() if expected[text] != codes} == {}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "cells", "says"),
    [
        ("W301", bullet("Priorities are clear."), "the bullet 'Priorities are clear.' repeats all of Narrative!C2."),
        ("W302", {"Themes!E2": "Whose Service Delivery Delivers"}, "another theme, 'Service Delivery'"),
        ("W303", bullet("There are seven key actions."), "it says 'seven key actions', but its theme has 1."),
        ("W303", {"Report!A6": ("Note", "It has 3 actions.")}, "it says '3 actions', but the plan has 2."),
        ("W304", bullet("See pages 6 to 9 of it."), "'pages 6 to 9' is typed"),
        ("W305", bullet("The the plan."), "'The the'"),
        ("W306", bullet("The new head of the team is TBC."), "the placeholder 'TBC' is left in"),
        ("N307", bullet(LONG), "has 41 words"),
        ("W308", bullet("Half of a"), "'Half of a'"),
    ],
)
def test_a_message_quotes_the_words(tmp_path: Path, code: str, cells: Cells, says: str) -> None:
    assert says in message(tmp_path, code, cells)


@pytest.mark.parametrize(
    "text",
    [
        "We met at St. Mary’s Hall. | It was full.",
        "See No. 5 of the list. | It is short.",
        "Use tools, e.g. Excel and Word. | They help.",
        "He said “Stop.” | Then he left.",
        "Mr. J. Smith came. | He left.",
        "It cost £3.5m. | That is a lot.",
        "The S.151 Officer agreed. | Members did too.",
        "The U.K. Government agreed. | So did we.",
        "Is it? | It is! | Good.",
        "See fig. 3 and s. 12 of it. | 5 more follow.",
        "“It works.” | (So they say.) | We agree.",
        "the plan.The next",
    ],
)
def test_sentences_end_where_a_person_ends_them(text: str) -> None:
    assert sentences(text.replace("| ", "")) == text.split(" | ")


def test_a_line_break_ends_a_sentence() -> None:
    assert sentences("These are:\n- one\n\n- two") == ["These are:", "- one", "- two"]


def test_words_are_alike_whatever_their_case_and_stops() -> None:
    assert words("The Council’s “plan”, 2024/25!") == words("the council's Plan 2024 25")


def test_number_words_and_figures_are_numbers() -> None:
    assert [number_of(word) for word in ("7", "One", "twelve", "Twenty", "thirty-four", "ninety-nine")] == [
        7, 1, 12, 20, 34, 99,
    ]  # fmt: skip
