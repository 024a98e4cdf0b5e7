"""All that came in, in the rows of a table: what is to be settled first, what was taken last."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bvdocs.commands.collecting.reading import FileOutcome
from bvdocs.core.english import sentence
from bvdocs.core.places import CellRef
from bvdocs.returns.edits import NewRow, NotTaken, RemovedRow, Returned
from bvdocs.returns.three_ways import State, Verdict
from bvdocs.workbook.writing.table_sheet import TableCell

# As the list of findings has errors and warnings.
_FILLS = {State.CONFLICT: "F9DCD8", State.NOT_TAKEN: "FDEFC9"}
Row = tuple[str | TableCell, ...]
HEADINGS = ("Cell", "About", "From", "To", "Who", "File", "Taken, or why not", "What to do")
_ORDER = (State.CONFLICT, State.NOT_TAKEN, State.TAKEN, State.ALREADY)


class Beside(NamedTuple):
    """Words that came back in a file and have no cell."""

    returned: Returned
    words: NotTaken


def words_beside(outcomes: Sequence[FileOutcome]) -> tuple[Beside, ...]:
    """Return all words that came back and have no cell."""
    returned = (each.returned for each in outcomes if each.returned)
    return tuple(Beside(each, words) for each in returned for words in each.not_taken)


def table_of(outcomes: Sequence[FileOutcome], verdicts: Sequence[Verdict]) -> tuple[Sequence[str], list[Row]]:
    """Return the headings and the rows of the sheet of all that came in."""
    return HEADINGS, list(_rows(outcomes, verdicts))


def _rows(outcomes: Sequence[FileOutcome], verdicts: Sequence[Verdict]) -> Iterator[Row]:
    to_settle = (State.CONFLICT, State.NOT_TAKEN)
    ordered = sorted(verdicts, key=lambda each: _ORDER.index(each.state))
    yield from (_row(each) for each in ordered if each.state in to_settle)
    for returned, words in words_beside(outcomes):
        why = TableCell(f"Not taken: it {words.why}.", fill=_FILLS[State.NOT_TAKEN])
        yield "", "", "", words.words, returned.who, _in_file(returned.file, words.place), why, words.instead
    for each in outcomes:
        if each.told:
            who = each.returned.who if each.returned else ""
            yield "", "", "", "", who, each.name, sentence_of(each), each.instead
    yield from (_row(each) for each in ordered if each.state not in to_settle)


def _row(verdict: Verdict) -> Row:
    came_from = _in_file(verdict.files, verdict.edit.place if len(verdict.by) == 1 else "")
    return (
        TableCell(str(verdict.cell or verdict.sheet), _link(verdict.cell)),
        about(verdict),
        verdict.from_words,
        verdict.to,
        verdict.who,
        came_from,
        TableCell(outcome_words(verdict), fill=_FILLS.get(verdict.state, "")),
        verdict.instead,
    )


def _link(cell: CellRef | None) -> str:
    """Return where a cell's name leads to, its sheet between quotes; '' for no cell."""
    if cell is None:
        return ""
    sheet = cell.sheet.replace("'", "''")
    return f"'{sheet}'!{cell.cell}"


def about(verdict: Verdict) -> str:
    """Return what a change is about: 'L-A1, Update', 'a new row'."""
    match verdict.edit:
        case NewRow():
            what = "a new row"
        case RemovedRow():
            what = "the row taken out"
        case _:
            what = verdict.column
    return f"{verdict.subject}, {what}" if verdict.subject else what


def outcome_words(verdict: Verdict) -> str:
    """Return what became of a change, as a sentence."""
    match verdict.state:
        case State.TAKEN:
            return "Taken."
        case State.ALREADY:
            return "The workbook says so already."
        case State.CONFLICT:
            return f"Conflict, nothing taken: {verdict.why}."
    return f"Not taken: {verdict.why}."


def sentence_of(outcome: FileOutcome) -> str:
    """Return what there is to say of a file, as a sentence of its own; '' for nothing."""
    return sentence(f"it {outcome.told}") if outcome.told else ""


def _in_file(file: str, place: str) -> str:
    return f"{file}, {place}" if place else file
