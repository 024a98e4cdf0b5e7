"""The JSON that `collect --json` prints; docs/returns.md describes it."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from bvdocs.commands.collect import Collected
from bvdocs.commands.collecting.came_in import sentence_of
from bvdocs.core.findings import finding_as_json
from bvdocs.returns.edits import CellEdit, NewRow, RemovedRow
from bvdocs.returns.held_values import value_words
from bvdocs.returns.three_ways import Verdict


def collected_as_json(collected: Collected, workbook: Path, out: Path | None) -> dict[str, Any]:
    """Return what came back as `--json` prints it; `written` is the copy, None with `--dry-run`."""
    return {
        "workbook": str(workbook),
        "written": str(out) if out and collected.is_written else None,
        "files": [
            {
                "file": each.name,
                "kind": each.what or None,
                "who": each.returned.who if each.returned else None,
                "made_from": each.returned.made_from if each.returned else None,
                "read": each.returned is not None,
                "remark": sentence_of(each) if each.told else "",
                "hint": each.instead,
            }
            for each in collected.files
        ],
        "changes": [_verdict_as_json(each) for each in collected.verdicts],
        "without_a_cell": [
            {"file": returned.file, "who": returned.who, **asdict(words)} for returned, words in collected.beside
        ],
        "not_answered": [{"owner": each.owner, "actions": list(each.actions)} for each in collected.unanswered],
        "remarks": list(collected.remarks),
        "findings": [finding_as_json(each) for each in collected.new],
    }


def _verdict_as_json(verdict: Verdict) -> dict[str, Any]:
    kinds = {CellEdit: "cell", NewRow: "new row", RemovedRow: "row taken out"}
    edit = verdict.edit
    values = edit.values if isinstance(edit, NewRow) else {}
    return {
        "state": verdict.state.value,
        "kind": kinds[type(edit)],
        "sheet": verdict.sheet,
        "cell": verdict.cell.cell if verdict.cell else "",
        "column": verdict.column,
        "subject": verdict.subject,
        "was": verdict.from_words,
        "sent_out_as": value_words(verdict.sheet, edit.column, edit.was) if isinstance(edit, CellEdit) else "",
        "now": verdict.to if isinstance(edit, CellEdit) else "",
        "values": {name: value_words(verdict.sheet, name, value) for name, value in values.items()},
        "who": [each.who for each in verdict.by],
        "files": [each.file for each in verdict.by],
        "why": verdict.why,
        "hint": verdict.instead,
    }
