"""The rules on where owners are written to, where the workbook has a sheet Owners with rows."""

from collections.abc import Iterator

from bvdocs.checks.registry import Problem, check
from bvdocs.core.added_sheets import OWNERS
from bvdocs.core.addresses import is_email_address
from bvdocs.core.model import Assessment
from bvdocs.core.quoting import Suggestions, normal, one_line
from bvdocs.core.schema import ACTIONS


@check("W601", "What stands in the sheet Owners as an e-mail address is none.")
def bad_address(assessment: Assessment) -> Iterator[Problem]:
    for each in assessment.owners:
        if each.address and not is_email_address(each.address):
            yield Problem(
                each.source.at("E-mail"),
                f"'{one_line(each.address)}' is no e-mail address.",
                "Type one address, such as head.of.finance@council.gov.uk; one for another person is a row of its own.",
                confidential=True,
            )


@check("W602", "The sheet Owners names an owner that no action has.", missed_in=[(ACTIONS, "Owner")])
def owner_of_no_action(assessment: Assessment) -> Iterator[Problem]:
    known = {normal(action.owner): action.owner for action in assessment.actions}
    suggestions = Suggestions(known.values())
    for each in assessment.owners:
        if each.owner and normal(each.owner) not in known:
            yield Problem(
                each.source.at("Owner"),
                f"no action is owned by '{one_line(each.owner)}'{suggestions.did_you_mean(each.owner) or '.'}",
                "Write the post as the Actions sheet does, or take the row out.",
                confidential=True,
            )


@check("W603", "The owner of an open action has no address in the sheet Owners.", missed_in=[(OWNERS, "Owner")])
def owner_without_address(assessment: Assessment) -> Iterator[Problem]:
    reached = {normal(each.owner) for each in assessment.owners if each.address}
    told: set[str] = set()
    for action in assessment.actions if assessment.owners else ():
        owner = normal(action.owner)
        if owner and action.is_open and owner not in reached and owner not in told:
            told.add(owner)
            yield Problem(
                action.source.at("Owner"),
                f"'{one_line(action.owner)}' has no address in the sheet {OWNERS.name}.",
                "Add a row with the post and its e-mail address; without one, the draft of 'bvdocs ask' has no To.",
            )
