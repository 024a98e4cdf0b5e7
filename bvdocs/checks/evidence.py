"""The rules on evidence: what it names, what lacks it, how old it is, and where it is to be found.

What lacks evidence is told where the workbook has evidence at all.
"""

import re
from collections.abc import Iterator, Set
from datetime import date
from urllib.parse import urlsplit

from bvdocs.checks.plausible_time import PlausibleTime
from bvdocs.checks.registry import Problem, check
from bvdocs.core.added_sheets import EVIDENCE
from bvdocs.core.evidence import evidence_by_action, evidence_by_code
from bvdocs.core.model import Assessment, Status
from bvdocs.core.places import Source
from bvdocs.core.quoting import Suggestions
from bvdocs.core.rows import upper_part
from bvdocs.core.schema import ACTIONS, CRITERIA

_OLDEST_IN_YEARS = 2
# An address as it is spoken of, without https://.
_ADDRESS_IN_SHORT = re.compile(r"(?:www\.\S+|[\w-]+(?:\.[\w-]+)*\.(?:uk|com|org|net|eu)(?:/\S*)?)", re.IGNORECASE)
# The path of a home page.
_HOME = re.compile(r"/?(?:(?:index|default|home)(?:\.\w{2,5})?/?)?", re.IGNORECASE)


class _Named:
    """The names of rows of one sheet, and what may have been meant by one that is none of them."""

    def __init__(self, names: Set[str], what: str, sheet: str) -> None:
        self._names, self._what, self._sheet = names, what, sheet
        self._suggestions = Suggestions(names)

    def unknown(self, source: Source, column: str, given: tuple[str, ...], speaker: str) -> Iterator[Problem]:
        """Yield a problem for each name in a column of a row that is none of these; `speaker` names the row."""
        for name in given:
            if name not in self._names:
                meant = self._suggestions.did_you_mean(name) or "."
                yield Problem(
                    source.at(column),
                    f"{speaker} names '{name}', which is not {self._what}{meant}",
                    f"Correct it as the {self._sheet} sheet writes it, with commas between several.",
                )


@check("E549", "Evidence names a characteristic that does not exist.", missed_in=[(CRITERIA, "Code")])
def evidence_for_unknown_characteristic(assessment: Assessment) -> Iterator[Problem]:
    codes = _Named({each.code for each in assessment.criteria}, "a characteristic", CRITERIA.name)
    for each in assessment.evidence:
        yield from codes.unknown(each.source, "Criteria", each.criteria, f"evidence {each.ref}")


@check("E550", "Evidence names an action that does not exist.", missed_in=[(ACTIONS, "Ref")])
def evidence_for_unknown_action(assessment: Assessment) -> Iterator[Problem]:
    refs = _Named({each.ref for each in assessment.actions}, "an action", ACTIONS.name)
    for each in assessment.evidence:
        yield from refs.unknown(each.source, "Actions", each.actions, f"evidence {each.ref}")


@check("E551", "An action names evidence that does not exist.", missed_in=[(EVIDENCE, "Ref")])
def action_with_unknown_evidence(assessment: Assessment) -> Iterator[Problem]:
    refs = _Named({each.ref for each in assessment.evidence}, "a reference of evidence", EVIDENCE.name)
    for action in assessment.actions:
        yield from refs.unknown(action.source, "Evidence", action.evidence, f"action {action.ref}")


@check(
    "W521",
    "An action is complete, and there is no evidence of it, though the workbook has evidence.",
    missed_in=[(EVIDENCE, "Actions"), (EVIDENCE, "Ref")],
)
def complete_without_evidence(assessment: Assessment) -> Iterator[Problem]:
    there = evidence_by_action(assessment)
    for action in assessment.actions if assessment.evidence else ():
        if action.ref and action.status.counts_as is Status.COMPLETE and action.ref not in there:
            yield Problem(
                action.source.at("Status"),
                f"action {action.ref} is complete, and no evidence names it.",
                "Write its reference into the 'Actions' of the evidence that shows it, or add some.",
            )


@check(
    "W522",
    "A rating is in the upper part of the scale without evidence, though the workbook has evidence.",
    missed_in=[(EVIDENCE, "Criteria"), (CRITERIA, "Evidence")],
)
def high_without_evidence(assessment: Assessment) -> Iterator[Problem]:
    there, upper = evidence_by_code(assessment), upper_part(assessment.scale)
    for criterion in assessment.criteria if assessment.evidence else ():
        high = criterion.rating in upper and not criterion.see and not criterion.evidence
        if high and criterion.rating and criterion.code and criterion.code not in there:
            yield Problem(
                criterion.source.at("Rating"),
                f"rated {criterion.rating.name}, but no evidence names {criterion.code}.",
                f"Write {criterion.code} into the 'Criteria' of the evidence that it rests on, or add some.",
            )


@check("W523", "Evidence names nothing, and no action names it.", missed_in=[(ACTIONS, "Evidence")])
def evidence_of_nothing(assessment: Assessment) -> Iterator[Problem]:
    named = {ref for action in assessment.actions for ref in action.evidence}
    for each in assessment.evidence:
        unread = {"Criteria", "Actions"} & each.source.unread
        if each.ref and not each.criteria and not each.actions and each.ref not in named and not unread:
            yield Problem(
                each.source.at("Criteria"),
                f"evidence {each.ref} is for no characteristic and no action.",
                "Write the codes of the characteristics that it backs into 'Criteria', or delete its row.",
            )


@check("W546", "Evidence is older than 24 months at the meeting.")
def old_evidence(assessment: Assessment) -> Iterator[Problem]:
    time = PlausibleTime(assessment)
    for each in assessment.evidence if time.meeting else ():
        if each.day and not time.is_far(each.day) and time.meeting and _years_on(each.day) < time.meeting:
            yield Problem(
                each.source.at("Date"),
                f"evidence {each.ref} is of {each.day:%d/%m/%Y}, more than 24 months before the meeting.",
                "Give newer evidence, or see whether it still holds.",
            )


def _years_on(day: date) -> date:
    """Return the same day when evidence of it becomes too old; the first of March for a leap day."""
    year = day.year + _OLDEST_IN_YEARS
    return date(year, 3, 1) if (day.month, day.day) == (2, 29) else day.replace(year=year)


@check("W547", "A link to evidence leads to a home page only, where a reader would have to look for it.")
def home_page_as_evidence(assessment: Assessment) -> Iterator[Problem]:
    for each in assessment.evidence:
        if _is_home_page(each.where):
            yield Problem(
                each.source.at("Where"),
                f"evidence {each.ref} leads to a home page, '{each.where}'.",
                "Give the address of the document or the page itself.",
            )


@check("W516", "Where public evidence is to be found looks like a web address, and is not a whole one.")
def no_whole_address(assessment: Assessment) -> Iterator[Problem]:
    for each in assessment.evidence:
        if each.public and _ADDRESS_IN_SHORT.fullmatch(each.where):
            yield Problem(
                each.source.at("Where"),
                f"evidence {each.ref} is at '{each.where}', which is no whole web address: it is taken for a place, and"
                " not printed.",
                "Write the whole address, beginning with https://, for the index of evidence to lead there.",
            )


def _is_home_page(where: str) -> bool:
    """Say whether it is a web address without anything behind the name of the site."""
    if not where.casefold().startswith(("http://", "https://")):
        return False
    try:
        parts = urlsplit(where)
    except ValueError:  # which is reported as no whole address
        return False
    return bool(_HOME.fullmatch(parts.path)) and not parts.query and not parts.fragment
