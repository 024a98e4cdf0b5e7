"""What councils call the columns of their tables, by the sheet that these belong to and its columns."""

from collections.abc import Mapping, Sequence


def _called(names: str) -> Sequence[str]:
    """Return names that are written with commas between."""
    return tuple(name.strip() for name in names.split(","))


# 'Milestone' is a column of actions here too: what stands in it are milestones of theirs.
COLUMNS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "Actions": {
        "Ref": _called(
            "ref, reference, action ref, action reference, action no, no, number, action number, id, action id"
        ),
        "Theme": _called("theme, bv theme, best value theme, theme name, theme number"),
        "Criteria": _called(
            "criteria, criterion, characteristic, characteristics, code, codes, criteria code, links to, indicator"
        ),
        "Opportunity": _called(
            "opportunity, area for improvement, issue, recommendation, objective, what it answers, finding, "
            "improvement area"
        ),
        "Action": _called(
            "action, actions, improvement action, agreed action, key action, what we will do, task, activity, action "
            "required, description of action, action description, proposed action"
        ),
        "Owner": _called(
            "owner, lead, lead officer, action owner, responsible officer, officer responsible, responsible, "
            "responsibility, who, action lead, officer"
        ),
        "Start": _called("start, start date, date started, from"),
        "Due": _called(
            "due, due date, target date, deadline, completion date, target completion date, by when, timescale, end "
            "date, target, when, due by, original due date, original target date, date for completion, timeframe"
        ),
        "Revised due": _called(
            "revised due, revised date, revised due date, revised target date, new date, new due date, forecast date, "
            "revised deadline, revised completion date"
        ),
        "Status": _called("status, state, action status, current status, progress status"),
        "Progress": _called(
            "progress, % complete, percentage complete, percent complete, % progress, % done, complete %, completion"
        ),
        "Update": _called(
            "update, latest update, progress update, commentary, comments, comment, latest position, position, "
            "progress to date, current position, notes, update commentary, narrative"
        ),
        "Success measure": _called(
            "success measure, success measures, measure of success, success criteria, outcome, intended outcome, "
            "expected outcome, how we will know, kpi, measure, outcomes"
        ),
        "Exempt": _called("exempt, confidential, part b, part 2, not for publication, exempt information"),
        "Exempt reason": _called("exempt reason, reason for exemption"),
        "Reason for new date": _called(
            "reason for new date, reason for change, reason for delay, reason for revised date"
        ),
        "New date agreed by": _called("new date agreed by, revised date agreed by"),
        "Judged": _called("judged, rag, rag rating, rag status, brag, brag rating, bragg, rating, current rag"),
        "Accountable": _called(
            "accountable, accountable officer, sponsor, senior responsible officer, sro, director, executive lead"
        ),
        "Portfolio holder": _called("portfolio holder, portfolio, cabinet member, lead member, member lead"),
        "Source": _called("source, source of action, origin, arising from, arises from"),
        "Milestone": _called("milestones, milestone, key milestones, steps, key steps, next steps"),
    },
    "Criteria": {
        "Code": _called("code, ref, reference, id, no, number, criterion code"),
        "Theme": _called("theme, bv theme, best value theme, theme number"),
        "Characteristic": _called(
            "characteristic, characteristics, criterion, criteria, indicator, characteristic of a well functioning "
            "authority, what good looks like, standard, name"
        ),
        "Rating": _called(
            "rating, current rating, score, rag, rag rating, rag status, assessment, self assessment, level, our rating"
        ),
        "Previous rating": _called(
            "previous rating, last rating, previous score, last time, since last time, movement, direction of travel, "
            "prior rating, rating last time, previous rag"
        ),
        "See": _called("see, see also, refers to"),
        "Evidence": _called("evidence, evidence base, source of evidence, evidence and assurance"),
        "Exempt": _called("exempt, confidential, part b, part 2, not for publication"),
    },
    "Scale": {
        "Level": _called("rating, level, score, rag, colour, key, rag rating"),
        "Mark": _called("mark, symbol, short"),
        "Meaning": _called("meaning, what it means, definition, description, what this means, explanation"),
    },
    "Abbreviations": {
        "Short": _called("short, abbreviation, acronym, short form, term"),
        "Full": _called("full, meaning, full name, stands for, definition, long form, what it stands for"),
    },
    "Milestones": {
        "Action": _called("action, action ref, action reference, ref, reference"),
        "Milestone": _called("milestone, milestones, step, key milestone"),
        "Due": _called("due, due date, date, target date, deadline, by when"),
        "Done": _called("done, completed, date completed, done on, completed on, date done"),
    },
}
# The columns by which a table is known for one of a sheet: all of the first, and one at least of the second.
KNOWN_BY: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {
    "Actions": (("Action",), ("Owner", "Due", "Status", "Progress", "Judged", "Update")),
    "Milestones": (("Milestone",), ("Due", "Done")),
    "Criteria": (("Code",), ("Characteristic", "Rating")),
    "Scale": (("Level", "Meaning"), ("Level",)),
    "Abbreviations": (("Short", "Full"), ("Short",)),
}
