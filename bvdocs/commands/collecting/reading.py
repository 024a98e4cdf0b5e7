"""What each file that came back says, held against what was sent out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bvdocs.commands.collecting.files import CameFile
from bvdocs.core.asked import Asked, AskedSheet
from bvdocs.core.english import date_words, listed
from bvdocs.core.errors import BvdocsError, ReturnRefusedError
from bvdocs.core.hashing import hash_of
from bvdocs.core.limits import limited, of_document
from bvdocs.core.model import Assessment
from bvdocs.core.quoting import normal, one_line
from bvdocs.core.unseen_characters import harmless
from bvdocs.returns.asked_then import as_asked
from bvdocs.returns.edits import CellEdit, NotTaken, Returned
from bvdocs.returns.kinds import Kind
from bvdocs.returns.mail import read_mail
from bvdocs.returns.three_ways import CameBack
from bvdocs.returns.update_sheets import read_update_sheet, reference_in
from bvdocs.returns.word_files import MadeDocument, read_word_file

SHEET, DOCUMENT, MAIL = "update sheet", "Word document", "e-mail"


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """A file that came back: what it is, what stands in it, and what there is to say of it.

    Where nothing could be taken in, `told` says why, to complete 'it …', and `instead` what to do; else `told` is a
    remark. `reference` is that of an update sheet.
    """

    name: str
    what: str = ""
    returned: Returned | None = None
    told: str = ""
    instead: str = ""
    reference: str = ""

    @property
    def says_something(self) -> bool:
        """Say whether anything in it is other than it was sent out."""
        return self.returned is not None and bool(self.returned.edits or self.returned.not_taken)


@dataclass(frozen=True)
class SentOut:
    """What files may have been made from: the rounds of asking, newest last, and the Word documents that bvdocs made.

    `content` is the workbook's file, and `now` what it says. `make_documents` is called once a Word file came back;
    `then_of` says what its workbook said, by what it was made from.
    """

    content: bytes
    now: Assessment
    rounds: Sequence[Asked]
    make_documents: Callable[[], Sequence[MadeDocument]]
    then_of: Callable[[str], Assessment]

    @cached_property
    def documents(self) -> Sequence[MadeDocument]:
        """Return the Word documents that bvdocs made."""
        return self.make_documents()

    @property
    def current(self) -> Asked | None:
        """Return the last round that was asked for the workbook's meeting; None if there is none."""
        of_meeting = [each for each in self.rounds if each.meeting == self.now.report.meeting_date]
        return of_meeting[-1] if of_meeting else None


class ReadFiles:
    """The files that came back, each read; `came` is what is compared."""

    def __init__(self, files: Iterable[CameFile], sent: SentOut) -> None:
        self._sent = sent
        self.came: list[CameBack] = []
        self.outcomes = list(_with_second_answers(map(self._read, files)))

    def _read(self, file: CameFile) -> FileOutcome:
        try:
            with limited(of_document(file.name, "reading what came back")):
                match file.kind.kind:
                    case Kind.WORKBOOK:
                        return self._read_sheet(file)
                    case Kind.WORD:
                        return self._read_document(file)
                    case Kind.MAIL:
                        return _of_mail(file)
        except BvdocsError as fault:
            return FileOutcome(file.name, told=_clause(fault.message, file.name), instead=fault.hint)
        return FileOutcome(file.name, told=file.kind.why, instead=file.kind.instead)

    def _read_sheet(self, file: CameFile) -> FileOutcome:
        if hash_of(file.content) == hash_of(self._sent.content):
            told = "is the workbook itself, and no answer to anything"
            return FileOutcome(file.name, told=told, instead="Nothing is to be done.")
        if not self._sent.rounds:
            return _of_no_round(file)
        asked, returned = self._in_its_round(file)
        sheet = next(each for each in asked.sheets if each.owner == returned.who)
        self.came.append(CameBack(returned, as_asked(sheet, self._sent.now)))
        outcome = FileOutcome(file.name, SHEET, returned, reference=sheet.reference)
        if not outcome.says_something:
            return replace(outcome, told="came back as it was sent out")
        current = self._sent.current
        if current and asked.round != current.round:
            told = f"is of an older round, asked for on {date_words(asked.asked_at.date())}"
            return replace(outcome, told=told, instead="What nobody changed since is taken from it all the same.")
        if others := self._of_others_by_now(sheet, returned):
            told = f"answers for what has another owner by now: {listed(others)}"
            return replace(outcome, told=told, instead="See whether its owner of now says the same.")
        return outcome

    def _of_others_by_now(self, sheet: AskedSheet, returned: Returned) -> list[str]:
        """Return such as 'L-A1 (Head of People)' of each action in which something is other, and whose owner is."""
        changed = {each.cell for each in returned.edits if isinstance(each, CellEdit)}
        answered = {normal(block.action) for block, question in sheet.questions() if question.cell in changed}
        return [
            f"{each.ref} ({one_line(each.owner)})"
            for each in self._sent.now.actions
            if normal(each.ref) in answered and normal(each.owner) != normal(sheet.owner)
        ]

    def _in_its_round(self, file: CameFile) -> tuple[Asked, Returned]:
        """Return the round that a sheet is of, and what is in it; raise what is wrong with it for the newest round."""
        faults: list[ReturnRefusedError] = []
        for asked in reversed(self._sent.rounds):
            try:
                return asked, read_update_sheet(file.name, file.content, asked)
            except ReturnRefusedError as fault:
                faults.append(fault)
        raise faults[0]

    def _read_document(self, file: CameFile) -> FileOutcome:
        returned = read_word_file(file.name, file.content, self._sent.documents)
        self.came.append(CameBack(returned, self._sent.then_of(returned.made_from)))
        outcome = FileOutcome(file.name, DOCUMENT, returned)
        return outcome if outcome.says_something else replace(outcome, told="says what it said when it was made")

    @property
    def unanswered(self) -> tuple[AskedSheet, ...]:
        """Return the sheets of the last round of which none came back with an answer in it."""
        current = self._sent.current
        answered = {each.reference for each in self.outcomes if each.says_something}
        return tuple(each for each in (current.sheets if current else ()) if each.reference not in answered)


def _of_mail(file: CameFile) -> FileOutcome:
    """Return what an e-mail says itself, for no cell."""
    mail = read_mail(file.content)
    sender, words = (harmless(mail.sender), mail.words) if mail else ("", "")
    instead = "Read it, and type into the workbook what belongs there."
    own = (NotTaken(words, "stands in the e-mail itself", instead, ""),) if words else ()
    returned = Returned(file.name, sender, "", not_taken=own)
    return FileOutcome(file.name, MAIL, returned, file.kind.why, file.kind.instead)


def _of_no_round(file: CameFile) -> FileOutcome:
    """Return what is told of a workbook where no round of asking is known."""
    if not reference_in(file.name, file.content):
        told = "is a workbook, and no update sheet of 'bvdocs ask'"
        return FileOutcome(file.name, told=told, instead="Type what it says into the workbook, or leave it out.")
    told = "is of no round of 'bvdocs ask' that is known in the output folder"
    return FileOutcome(file.name, told=told, instead="Name with --output the folder that it was asked from.")


def _with_second_answers(outcomes: Iterable[FileOutcome]) -> Iterator[FileOutcome]:
    """Yield what was read, and say of a sheet that was filled in twice whether both say the same."""
    first: dict[str, FileOutcome] = {}
    for each in outcomes:
        before = first.setdefault(each.reference, each) if each.reference and each.says_something else each
        if before is each:
            yield each
        elif _answers(before) == _answers(each):
            yield replace(each, told=_and(each.told, f"says the same as {before.name}"))
        else:
            told = _and(each.told, f"is the same sheet as {before.name}, filled in otherwise")
            yield replace(each, told=told, instead="Where the two differ, neither is taken: leave out the wrong one.")


def _and(told: str, more: str) -> str:
    return f"{told}; it {more}" if told else more


def _clause(message: str, name: str) -> str:
    """Return what a message says of a file, to complete 'it …'."""
    return message.removeprefix(f"{name} ").removeprefix(f"{name}: ").rstrip(".")


def _answers(outcome: FileOutcome) -> set[object]:
    edits = outcome.returned.edits if outcome.returned else ()
    return {(each.cell, each.now) for each in edits if isinstance(each, CellEdit)}
