"""The index of evidence: what is public, by theme, characteristic and action."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from bvdocs.core.added_rows import Evidence
from bvdocs.core.addresses import is_web_address
from bvdocs.core.english import counted, date_words, listed, number_word
from bvdocs.core.evidence import ByName, evidence_by_action, evidence_by_code
from bvdocs.core.link_services import why_not_as_it_is
from bvdocs.core.model import Action, Assessment, Criterion
from bvdocs.core.quoting import in_short, one_line
from bvdocs.core.rich_text import RichText, Run
from bvdocs.view.figure_views import Detail
from bvdocs.view.heatmap import in_code_order
from bvdocs.view.names import theme_title
from bvdocs.view.origins import NO_ORIGINS, Origins, cells_of
from bvdocs.view.row_views import AbbreviationView, EvidenceGroupView, EvidenceIndexView, EvidenceRowView

# What names no characteristic and no action.
_GENERAL, _OF_GENERAL = "General", "The authority as a whole"
# The facts of a piece of evidence that have a column of their own where any piece has them.
_FACTS: Mapping[str, Callable[[Evidence], str]] = {
    "Owner": lambda each: one_line(each.owner),
    "Date": lambda each: date_words(each.day),
    "Signed off by": lambda each: one_line(each.signed_off_by),
}


class _Subject(NamedTuple):
    """What evidence is for."""

    code: str
    name: str = ""
    origins: Origins = NO_ORIGINS


def build_evidence_index(
    assessment: Assessment, abbreviations: tuple[AbbreviationView, ...]
) -> EvidenceIndexView | None:
    """Return the index of the evidence of an assessment that holds only what is public; None if there is none.

    `abbreviations` are those that it uses.
    """
    if not assessment.evidence:
        return None
    columns = tuple(name for name, fact in _FACTS.items() if any(map(fact, assessment.evidence)))
    of_code, of_action = evidence_by_code(assessment), evidence_by_action(assessment)
    groups = []
    for theme in sorted(assessment.themes, key=lambda each: each.number):
        criteria = in_code_order([each for each in assessment.criteria if each.theme == theme.number])
        actions = tuple(each for each in assessment.actions if each.theme == theme.number)
        rows = [
            *(row for each in criteria for row in _rows(_characteristic(each), of_code.get(each.code, ()), columns)),
            *(row for each in actions for row in _rows(_action(each), of_action.get(each.ref, ()), columns)),
        ]
        if rows:
            groups.append(
                EvidenceGroupView(
                    title=theme_title(theme),
                    anchor=f"theme-{theme.number}",
                    summary=f"Evidence {_purposes(criteria, actions, of_code, of_action)}.",
                    rows=tuple(rows),
                    origins=cells_of(theme.source, title="Name"),
                )
            )
    placed = {row.ref for group in groups for row in group.rows}
    others = [each for each in assessment.evidence if each.ref not in placed]
    if others:
        rows = [*_rows(_Subject(_GENERAL), others, columns)]
        groups.append(EvidenceGroupView(_OF_GENERAL, "general", "", tuple(rows)))
    purposes = _purposes(assessment.criteria, assessment.actions, of_code, of_action)
    pieces = f"This index lists {counted(len(assessment.evidence), 'piece')} of evidence"
    return EvidenceIndexView(
        summary=f"{pieces}, {purposes}." if purposes else f"{pieces}.",
        long=len(groups) > 1,
        columns=columns,
        groups=tuple(groups),
        abbreviations=abbreviations,
    )


def _purposes(criteria: Sequence[Criterion], actions: Sequence[Action], of_code: ByName, of_action: ByName) -> str:
    """Return for what there is evidence: 'for five of 12 characteristics and for two actions'."""
    own = [each for each in criteria if not each.see]
    backed, done = sum(each.code in of_code for each in own), sum(each.ref in of_action for each in actions)
    parts = [f"for {number_word(backed)} of {counted(len(own), 'characteristic')}"] if backed else []
    return listed([*parts, f"for {counted(done, 'action')}"] if done else parts)


def _characteristic(row: Criterion) -> _Subject:
    return _Subject(row.code, one_line(row.name), cells_of(row.source, code="Code", name="Characteristic"))


def _action(row: Action) -> _Subject:
    return _Subject(row.ref, in_short(row.text.plain), cells_of(row.source, code="Ref", name="Action"))


def _rows(subject: _Subject, evidence: Sequence[Evidence], columns: Sequence[str]) -> Iterator[EvidenceRowView]:
    """Yield a row for each piece of evidence; the first says what it is evidence for."""
    for number, each in enumerate(evidence):
        address = web_address(each.where)
        yield EvidenceRowView(
            code=subject.code,
            name="" if number else subject.name,
            ref=each.ref,
            title=RichText((Run(one_line(each.title), link=address),)),
            site=(urlsplit(address).hostname or "") if address else "",
            facts=tuple(
                Detail(name, _FACTS[name](each), origins=cells_of(each.source, value=name)) for name in columns
            ),
            origins={**subject.origins, **cells_of(each.source, ref="Ref", title="Title", site="Where")},
        )


def web_address(where: str) -> str:
    """Return the address of evidence that every reader can open; '' for a place, and for what only the council can."""
    return where if is_web_address(where) and not why_not_as_it_is(where) else ""
