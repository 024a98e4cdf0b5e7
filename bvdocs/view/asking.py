"""What owners are asked, in words: the rows of their update sheets, and the e-mail that goes with each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bvdocs.core.added_rows import Milestone
from bvdocs.core.asked import UPDATE, AskedSheet, FormBlock, FormRow, Question
from bvdocs.core.english import counted, date_words, listed, weekday_words
from bvdocs.core.model import Action, Assessment
from bvdocs.core.quoting import normal, one_line, printed_quote
from bvdocs.core.slugs import slug
from bvdocs.core.values import Value
from bvdocs.view.actions import percent_words

TITLE = "Update on your actions"
FILL_IN = "Please fill in"
TELL_US = "Tell us"
REFERENCE = "Reference"

# What an owner may change, by its column: the label beside the cell.
_LABELS = {
    "Status": "Status (choose from the list)",
    "Progress": "Progress (0% to 100%)",
    UPDATE: "New update (a sentence or two)",
    "Revised due": "Revised due date (only if it moves)",
    "Reason for new date": "Reason for the new date",
    "New date agreed by": "New date agreed by (a post or a committee)",
    "Evidence": "Evidence (references, commas between)",
}


@dataclass(frozen=True, slots=True)
class LastSeen:
    """What the committee saw last of actions: on which day, and each by the Ref that it has now."""

    meeting: date
    actions: Mapping[str, Action]


@dataclass(frozen=True, slots=True)
class Occasion:
    """What the round is for: the report's committee and meeting, and until when owners are asked to answer."""

    authority: str
    committee: str
    meeting: date
    due: date | None

    @property
    def return_by(self) -> str:
        """Return until when the sheet is wanted, as a clause."""
        return f"by {weekday_words(self.due)}" if self.due else f"before the meeting on {weekday_words(self.meeting)}"

    @property
    def committee_and_day(self) -> str:
        """Return the committee and its day."""
        return f"{one_line(self.committee)}, {weekday_words(self.meeting)}"


def occasion_of(assessment: Assessment, due: date | None) -> Occasion:
    """Return what a round for an assessment's meeting is for."""
    report = assessment.report
    return Occasion(one_line(report.authority), report.committee, report.meeting_date, due)


def open_actions_by_owner(assessment: Assessment) -> dict[str, list[Action]]:
    """Return the actions that are neither complete nor cancelled, by their owner as written first."""
    owners: dict[str, tuple[str, list[Action]]] = {}
    for action in assessment.actions:
        if action.is_open and action.owner:
            owners.setdefault(normal(action.owner), (one_line(action.owner), []))[1].append(action)
    return dict(owners.values())


def build_sheets(
    assessment: Assessment, occasion: Occasion, last: LastSeen | None, round_: str
) -> tuple[AskedSheet, ...]:
    """Return the update sheet of each owner of an open action, in the order in which the plan names them."""
    taken: set[str] = set()
    return tuple(
        _sheet(owner, _file_name(owner, taken), f"{round_}-{number}", actions, assessment, occasion, last)
        for number, (owner, actions) in enumerate(open_actions_by_owner(assessment).items(), 1)
    )


def _file_name(owner: str, taken: set[str]) -> str:
    """Return the name of an owner's files, which no other has, and keep it in `taken`."""
    base = f"update-{slug(owner) or 'owner'}"
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    taken.add(name)
    return name


def _sheet(
    owner: str, file: str, reference: str, actions: Sequence[Action], assessment: Assessment, occasion: Occasion,
    last: LastSeen | None,
) -> AskedSheet:  # fmt: skip
    blocks = [
        FormBlock(
            f"Action {number} of {len(actions)}: {action.ref}",
            (*_told(action, occasion, last), FormRow(FILL_IN), *_asked(action, assessment)),
            action.ref,
        )
        for number, action in enumerate(actions, 1)
    ]
    exempt = any(action.exempt or any(step.exempt for step in _steps(action, assessment)) for action in actions)
    head = FormBlock(TITLE, tuple(_head(owner, exempt, occasion)))
    end = FormBlock("Anything else", tuple(_end(reference)))
    return AskedSheet(owner, file, reference, (head, *blocks, end), exempt)


def _head(owner: str, exempt: bool, occasion: Occasion) -> Iterator[FormRow]:
    if exempt:
        yield FormRow("Not for publication", "This sheet holds exempt information. Do not pass it on.")
    yield FormRow("For", owner)
    yield FormRow("Meeting", occasion.committee_and_day)
    yield FormRow("Please return", occasion.return_by)
    yield FormRow(
        "How",
        f"For each action, look at the boxes under ‘{FILL_IN}’: change what is no longer right, and write what is new."
        " What is right can stay. Then save, and send this file back.",
    )
    yield FormRow(
        "Who reads it",
        "The committee and the public: the action plan prints it as you write it. Name posts, not people."
        + (" What is marked as not for publication is left out." if exempt else ""),
    )


def _told(action: Action, occasion: Occasion, last: LastSeen | None) -> Iterator[FormRow]:
    """Yield what the sheet says of an action, and nobody changes there."""
    if action.exempt:
        yield FormRow("Not for publication", _exempt_words(action))
    yield FormRow("Action", action.text.plain)
    if action.success_measure:
        yield FormRow("Success measure", action.success_measure)
    yield FormRow("Due", _due_words(action, occasion.meeting))
    before = last.actions.get(action.ref) if last else None
    if last and before:
        yield FormRow("The committee last saw", f"On {date_words(last.meeting)}: {_seen_words(before)}")
    elif last and not action.exempt:
        yield FormRow("The committee last saw", "Nothing yet: the action is new to it.")
    if action.update and not (before and before.update.plain == action.update.plain):
        yield FormRow("Update so far", action.update.plain)


def _exempt_words(action: Action) -> str:
    paragraphs = [str(each) for each in action.exempt.paragraphs]
    of = f"paragraph{'s' if len(paragraphs) > 1 else ''} {listed(paragraphs)} of " if paragraphs else ""
    return (
        f"This action is exempt under {of}Part 1 of Schedule 12A to the Local Government Act 1972. Keep it to those who"
        " may know of it."
    )


def _due_words(action: Action, meeting: date) -> str:
    moved = f", revised to {date_words(action.revised_due)}" if action.revised_due else ""
    late = (
        ". It will be shown as overdue unless it is complete or has a new date." if action.is_overdue(meeting) else ""
    )
    return f"{date_words(action.due)}{moved}{late}"


def _seen_words(action: Action) -> str:
    progress = f", {percent_words(action.progress)}" if action.progress is not None else ""
    update = f". {printed_quote(action.update.plain)}" if action.update else ". No update was given."
    return f"{action.status.name}{progress}{update}"


def _asked(action: Action, assessment: Assessment) -> Iterator[FormRow]:
    """Yield what an owner may change of an action, as far as the workbook has a cell for it."""
    source = action.source
    values: dict[str, Value] = {
        "Status": action.status.name,
        "Progress": action.progress,
        UPDATE: action.update or None,
        "Revised due": action.revised_due,
        "Reason for new date": action.reason_for_new_date or None,
        "New date agreed by": action.new_date_agreed_by or None,
        "Evidence": ", ".join(action.evidence) or None,
    }
    for column, label in _LABELS.items():
        if source.cell_of(column) and (column != "Evidence" or assessment.evidence):
            yield FormRow(label, question=Question(source.at(column), column, values[column]))
    steps = _steps(action, assessment)
    labels = _different(map(_step_label, steps))
    for each, label in zip(steps, labels, strict=True):
        yield FormRow(label, question=Question(each.source.at("Done"), "Done", each.done, one_line(each.text)))


def _steps(action: Action, assessment: Assessment) -> list[Milestone]:
    """Return the steps of an action, as far as the workbook has a cell for the day on which one was done."""
    return [each for each in assessment.milestones if each.action == action.ref and each.source.cell_of("Done")]


def _step_label(step: Milestone) -> str:
    exempt = "; exempt, not for publication" if step.exempt else ""
    return f"Done on: {one_line(step.text)} (due {date_words(step.due)}{exempt})"


def _different(labels: Iterable[str]) -> Iterator[str]:
    """Yield the labels, one that was there already with a number behind it: by its label a row is known again."""
    seen: dict[str, int] = {}
    for label in labels:
        seen[normal(label)] = number = seen.get(normal(label), 0) + 1
        yield label if number == 1 else f"{label} ({number})"


def _end(reference: str) -> Iterator[FormRow]:
    yield FormRow(f"{TELL_US} (what has no place above; say which action)", free=True)
    yield FormRow(REFERENCE, reference)


@dataclass(frozen=True, slots=True)
class MailView:
    """An e-mail to an owner: `to` may be empty; `attached` is the name of the update sheet."""

    to: tuple[str, ...]
    subject: str
    body: str
    attached: str


def build_mail(sheet: AskedSheet, occasion: Occasion, to: tuple[str, ...], name: str) -> MailView:
    """Return the e-mail with which an update sheet goes to its owner, whose name may be ''."""
    actions = counted(len(sheet.actions), "action")
    exempt = "\n\nThe sheet holds exempt information, not for publication: do not pass it on." if sheet.exempt else ""
    body = (
        f"Dear {name or sheet.owner},\n\n"
        f"The {one_line(occasion.committee)} meets on {weekday_words(occasion.meeting)} and will see how"
        f" your {actions} {'stands' if len(sheet.actions) == 1 else 'stand'}.\n\n"
        f"Please open the attached sheet, change what is no longer right, write what is new, save it, and send it back"
        f" {occasion.return_by}. It opens on any computer with Excel or LibreOffice.{exempt}\n\n"
        f"Thank you.\n\n{occasion.authority}\n"
    )
    subject = f"Please update your {'action' if len(sheet.actions) == 1 else 'actions'}: {occasion.committee_and_day}"
    return MailView(to, subject, body, f"{sheet.file}.xlsx")
