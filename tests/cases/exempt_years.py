"""Random years in which rows become exempt in every way that we know of, and open ones move: what must not be told of
them, and what must.

Each row that will be exempt has a marker of its own in every cell of its that holds words, and dates of its own.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from bvdocs.core.changes import ChangeKind
from bvdocs.core.exemption import EXEMPT, NOT_EXEMPT
from bvdocs.core.model import Abbreviation, Action, Assessment, Bullet, Criterion, Section, Status, Theme
from bvdocs.core.places import Source
from bvdocs.core.rich_text import RichText
from bvdocs.core.rows import main_text, name_of, narrative_of
from tests.support.assessments import STATUS, rich

Row = Criterion | Bullet | Action
# Who, what was changed, what it was and is, as a change has them.
Expected = tuple[ChangeKind, str, str, str]
SOURCE = Source("Sheet", 1)
DUE = date(2026, 3, 31)
# So many years on are the dates of what will be exempt.
SECRET_YEAR = 2091
OWNERS = ("Corporate Head of Law and Governance", "Director of Finance and Resources", "Head of People")
_WORDS = re.findall(
    r"\S+",
    """
    members officers posts training budget risk audit housing planning leisure waste homes schools roads parks
    libraries staff turnover vacancies complaints residents survey partners health police charter culture
    challenge scrutiny reports decisions minutes records savings reserves capital grants loans interest assets
    leases rents repairs tenants licences markets events tourism climate energy fleet depots fuel contracts
    suppliers tenders invoices debts arrears benefits collection elections registers maps data systems passwords
    backups networks phones visitors reception offices parking cycling buses crossings drainage floods trees
    allotments cemeteries museums theatres pools gyms pitches clubs volunteers youth carers fostering adoption
    safeguarding nurseries meals inspections permits enforcement noise pests dogs
    """,
)


@dataclass
class Year:
    """What was published, a draft in between, the workbook now with exempt rows; what is secret, what is not."""

    older: Assessment
    draft: Assessment
    newer: Assessment
    markers: list[str]
    expected: list[Expected]


@dataclass
class _Maker:
    """Makes the rows of a year; each marker is a word that stands nowhere else."""

    random: Random
    number: int
    theme: int = 1
    markers: list[str] = field(default_factory=list)
    older: list[Row] = field(default_factory=list)
    draft: list[Row] = field(default_factory=list)
    newer: list[Row] = field(default_factory=list)
    expected: list[Expected] = field(default_factory=list)
    made: int = 0

    def marker(self) -> str:
        self.markers.append(f"qz{self.number}x{len(self.markers)}z")
        return self.markers[-1]

    def sentence(self, marker: str = "") -> str:
        words = self.random.sample(_WORDS, 9)
        return " ".join([*words[:4], *([marker] if marker else []), *words[4:]]).capitalize() + "."

    def text(self, marker: str = "") -> str:
        return " ".join(self.sentence(marker) for _ in range(self.random.choice((1, 1, 2))))

    def reworded(self, text: str) -> str:
        """Return a text with a fifth of its words replaced, perhaps the marker among them."""
        words = text.split()
        for at in self.random.sample(range(len(words)), len(words) // 5):
            words[at] = self.random.choice(_WORDS) + ("." if words[at].endswith(".") else "")
        return " ".join(words)

    def name(self, letter: str) -> str:
        self.made += 1
        return f"{letter}-{self.made:03}"

    def action(self, marker: str = "") -> Action:
        due = date(SECRET_YEAR, 1, 1) + timedelta(self.made) if marker else DUE + timedelta(self.made)
        return Action(
            ref=self.name("A"), theme=self.theme, criteria=(), opportunity=rich(self.text(marker)),
            text=rich(self.text(marker)), owner=f"Head of {marker}" if marker else self.random.choice(OWNERS),
            start=None, due=due, revised_due=None, status=STATUS[Status.IN_PROGRESS], progress=20.0,
            update=rich(self.text(marker)), success_measure=self.text(marker), exempt=NOT_EXEMPT, source=SOURCE,
        )  # fmt: skip

    def bullet(self, marker: str = "") -> Bullet:
        ref = self.random.choice(("", self.name("B")))
        return Bullet(
            self.theme, self.random.choice(list(Section)), rich(self.text(marker)), (), ref, NOT_EXEMPT, SOURCE
        )

    def criterion(self, base: Assessment, marker: str = "") -> Criterion:
        level = self.random.choice(base.scale)
        name = self.sentence(marker)
        return Criterion(self.name("C"), self.theme, name, level, None, "", self.text(marker), NOT_EXEMPT, SOURCE)

    def any_row(self, base: Assessment, marker: str = "") -> Row:
        return self.random.choice((self.action, self.bullet, lambda mark: self.criterion(base, mark)))(marker)


def _with_text(row: Row, text: str) -> Row:
    return replace(row, name=text) if isinstance(row, Criterion) else replace(row, text=rich(text))


def renamed(row: Row, name: str) -> Row:
    return replace(row, code=name) if isinstance(row, Criterion) else replace(row, ref=name)


def _open_rows(make: _Maker, base: Assessment) -> None:
    """Add rows that stay open and change: of each change it is known what must be told."""
    criterion = make.criterion(base)
    other = make.random.choice([level for level in base.scale if level != criterion.rating])
    assert criterion.rating
    up = base.scale.index(other) < base.scale.index(criterion.rating)
    kind = ChangeKind.RATING_UP if up else ChangeKind.RATING_DOWN
    make.older.append(criterion)
    make.newer.append(replace(criterion, rating=other))
    make.expected.append((kind, criterion.code, criterion.rating.name, other.name))
    before = make.action()
    now = _moved(make, before)
    make.older.append(before)
    make.newer.append(now)
    bullet = make.bullet()
    make.older.append(bullet)
    make.newer.append(bullet)


def _moved(make: _Maker, action: Action) -> Action:
    """Return an action that was completed, slipped and given to somebody else."""
    owner = make.random.choice([each for each in OWNERS if each != action.owner])
    make.expected += [
        (ChangeKind.ACTION_COMPLETED, action.ref, "In progress", "Complete"),
        (ChangeKind.ACTION_SLIPPED, action.ref, "", ""),
        (ChangeKind.ACTION_OWNER, action.ref, action.owner, owner),
    ]
    return replace(action, status=STATUS[Status.COMPLETE], revised_due=action.due + timedelta(40), owner=owner)


# The ways in which something becomes exempt; each adds what there was, and what there is.


def _as_it_is(make: _Maker, base: Assessment) -> None:
    row = make.any_row(base, make.marker())
    make.older.append(row)
    make.newer.append(replace(row, exempt=EXEMPT))


def _reworded(make: _Maker, base: Assessment) -> None:
    row = make.any_row(base, make.marker())
    make.older.append(row)
    make.newer.append(replace(_with_text(row, make.reworded(main_text(row))), exempt=EXEMPT))


def _elsewhere(make: _Maker, base: Assessment) -> None:
    """In another theme, another section and other words, under another name or none."""
    row = make.any_row(base, make.marker())
    name = "" if isinstance(row, Bullet) else make.name("N")
    now = replace(renamed(_with_text(row, make.reworded(main_text(row))), name), theme=3 - row.theme, exempt=EXEMPT)
    make.older.append(row)
    make.newer.append(replace(now, section=make.random.choice(list(Section))) if isinstance(now, Bullet) else now)


def _name_taken_over(make: _Maker, base: Assessment) -> None:
    row = make.random.choice((make.action, lambda mark: make.criterion(base, mark)))(make.marker())
    another = renamed(make.action() if isinstance(row, Action) else make.criterion(base), name_of(row))
    make.older.append(row)
    make.newer += [another, replace(renamed(row, make.name("N")), exempt=EXEMPT)]
    added = ChangeKind.ACTION_ADDED if isinstance(row, Action) else ChangeKind.CHARACTERISTIC_ADDED
    make.expected.append((added, name_of(row), "", main_text(another)))


def _split(make: _Maker, base: Assessment) -> None:
    """One of two sentences stays open, under the same name, and what stays is completed."""
    row, secret = make.action(), make.sentence(make.marker())
    open_part = make.sentence()
    row = replace(row, text=rich(f"{open_part} {secret}"))
    make.older.append(row)
    now = replace(_moved(make, row), text=rich(open_part))
    make.newer += [now, replace(row, ref=make.name("N"), text=rich(secret), exempt=EXEMPT)]


def _sentence_taken_out(make: _Maker, base: Assessment) -> None:
    """A sentence of an open row's update, opportunity or measure stands in an exempt bullet now."""
    row, secret = make.action(), make.sentence(make.marker())
    column = make.random.choice(("update", "opportunity", "success_measure"))
    text = str(getattr(row, column))
    with_secret = f"{text} {secret}"
    change: dict[str, Any] = {column: with_secret if column == "success_measure" else rich(with_secret)}
    make.older.append(replace(row, **change))
    exempt = replace(make.bullet(), text=rich(make.random.choice((secret, make.reworded(secret)))), exempt=EXEMPT)
    make.newer += [_moved(make, row), exempt]


def _merged(make: _Maker, base: Assessment) -> None:
    one, other = make.action(make.marker()), make.action(make.marker())
    text = f"{one.text.plain} {other.text.plain}"
    make.older += [one, other]
    make.newer.append(replace(one, ref=make.random.choice((one.ref, make.name("N"))), text=rich(text), exempt=EXEMPT))


def _in_a_draft(make: _Maker, base: Assessment) -> None:
    """Exempt in a draft, and deleted by now; perhaps another has its name."""
    row = make.any_row(base, make.marker())
    make.older.append(row)
    text = make.reworded(main_text(row))
    if name_of(row):
        # By its name it is known again, whatever it said by then.
        text = make.random.choice((text, make.sentence()))
    make.draft.append(replace(_with_text(row, text), exempt=EXEMPT))
    if isinstance(row, Action) and make.random.random() < 0.5:
        another = replace(make.action(), ref=row.ref)
        make.newer.append(another)
        make.expected.append((ChangeKind.ACTION_ADDED, row.ref, "", another.text.plain))


def _of_another_kind(make: _Maker, base: Assessment) -> None:
    """A bullet became an exempt action, or the other way round."""
    bullet, action = make.bullet(make.marker()), make.action(make.marker())
    make.older += [bullet, action]
    make.newer += [
        replace(make.action(), text=bullet.text, opportunity=RichText(), exempt=EXEMPT),
        replace(make.bullet(), text=rich(make.reworded(action.text.plain)), exempt=EXEMPT),
    ]


def _referred_to(make: _Maker, base: Assessment) -> None:
    """An open characteristic referred to one that is exempt now, and has a rating of its own."""
    row, referring = make.criterion(base, make.marker()), make.criterion(base)
    code = make.markers[-1].upper()
    make.older += [replace(row, code=code), replace(referring, rating=None, see=code)]
    make.newer += [replace(row, code=code, exempt=EXEMPT), referring]
    assert referring.rating
    make.expected.append((ChangeKind.RATING_NEW, referring.code, "", referring.rating.name))


WAYS = (
    _as_it_is, _reworded, _elsewhere, _name_taken_over, _split, _sentence_taken_out, _merged, _in_a_draft,
    _of_another_kind, _referred_to,
)  # fmt: skip


def _assessment(
    base: Assessment, rows: list[Row], meeting: date, abbreviations: tuple[Abbreviation, ...]
) -> Assessment:
    return replace(
        base,
        report=replace(base.report, meeting_date=meeting),
        themes=(Theme(1, "Leadership", "L", "", "", SOURCE), Theme(2, "Culture", "C", "", "", SOURCE)),
        criteria=tuple(row for row in rows if isinstance(row, Criterion)),
        bullets=tuple(row for row in rows if isinstance(row, Bullet)),
        actions=tuple(row for row in rows if isinstance(row, Action)),
        abbreviations=abbreviations,
    )


def random_year(base: Assessment, seed: int) -> Year:
    """Return a year in which each way is gone once, in an order and at places of its own."""
    make = _Maker(Random(seed), seed)
    for way in make.random.sample(WAYS, len(WAYS)):
        make.theme = make.random.choice((1, 2))
        way(make, base)
        _open_rows(make, base)
    short = tuple(Abbreviation(marker, f"{marker} in full", SOURCE) for marker in make.markers)
    draft = [*make.newer, *make.draft]
    rows = {name_of(row): row for row in draft if name_of(row)}
    # In the draft no other has the name yet.
    draft = [row for row in draft if not name_of(row) or rows[name_of(row)] is row]
    make.random.shuffle(make.newer)
    return Year(
        older=_assessment(base, make.older, date(2026, 1, 20), short),
        draft=_assessment(base, draft, date(2026, 4, 21), short),
        newer=_assessment(base, make.newer, date(2026, 4, 21), short),
        markers=make.markers,
        expected=make.expected,
    )


def secret_words(year: Year) -> list[str]:
    """Return every word that only rows have which were published and are exempt now: the markers, and their year."""
    open_words = " ".join(text for row in year.newer.rows if not row.exempt for text in narrative_of(row).values())
    assert not any(marker in open_words for marker in year.markers)
    return [*year.markers, *(marker.upper() for marker in year.markers), str(SECRET_YEAR)]
