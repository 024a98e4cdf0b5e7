"""An assessment as `assessment.json`, which needs no program to be read, and back; see docs/archive-format.md.

It holds what may be published: the exempt rows are in the archived workbook alone.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from bvdocs.core.model import (
    Abbreviation,
    Action,
    Assessment,
    Bullet,
    Criterion,
    Level,
    Report,
    RichText,
    Run,
    Section,
    Source,
    Status,
    Theme,
)

FORMAT = "bvdocs assessment, format 1"
Json = dict[str, Any]


def assessment_as_json(assessment: Assessment) -> bytes:
    """The facts of an assessment from which the exempt rows were already taken; the same bytes for the same facts."""
    record = {
        "format": FORMAT,
        "report": _report_as_json(assessment.report),
        "scale": [_level_as_json(each) for each in assessment.scale],
        "themes": [_theme_as_json(each) for each in assessment.themes],
        "characteristics": [_criterion_as_json(each) for each in assessment.criteria],
        "narrative": [_bullet_as_json(each) for each in assessment.bullets],
        "actions": [_action_as_json(each) for each in assessment.actions],
        "abbreviations": [{"short": each.short, "full": each.full} for each in assessment.abbreviations],
    }
    return (json.dumps(record, indent=2, ensure_ascii=False) + "\n").encode()


def assessment_from_json(content: bytes) -> Assessment:
    """The assessment that was recorded, without the cells it came from.

    Raises ValueError, KeyError or TypeError if it is no such record.
    """
    record = json.loads(content)
    if record["format"] != FORMAT:
        raise ValueError(f"the format is '{record['format']}', not '{FORMAT}'")
    scale = tuple(
        Level(each["level"], each["mark"], each["colour"], each["meaning"], _NOWHERE) for each in record["scale"]
    )
    levels: dict[str | None, Level | None] = {None: None, **{level.name: level for level in scale}}
    return Assessment(
        report=_report(record["report"]),
        scale=scale,
        themes=tuple(_theme(each) for each in record["themes"]),
        criteria=tuple(_criterion(each, levels) for each in record["characteristics"]),
        bullets=tuple(_bullet(each) for each in record["narrative"]),
        actions=tuple(_action(each) for each in record["actions"]),
        abbreviations=tuple(Abbreviation(each["short"], each["full"], _NOWHERE) for each in record["abbreviations"]),
        acceptances=(),
    )


_NOWHERE = Source("", 0)


def _report_as_json(report: Report) -> Json:
    return {
        "authority": report.authority,
        "title": report.title,
        "committee": report.committee,
        "meeting_date": report.meeting_date.isoformat(),
        "assessed_on": _day_as_json(report.assessed_on),
        "author": report.author,
        "department": report.department,
        "contact": report.contact,
        "notes": list(report.notes),
        "heatmap_columns": report.heatmap_columns,
        "common_abbreviations": list(report.common_abbreviations),
    }


def _report(record: Json) -> Report:
    return Report(
        **{key: record[key] for key in ("authority", "title", "committee", "author", "department", "contact")},
        meeting_date=date.fromisoformat(record["meeting_date"]),
        assessed_on=_day(record["assessed_on"]),
        notes=tuple(record["notes"]),
        heatmap_columns=record["heatmap_columns"],
        common_abbreviations=tuple(record["common_abbreviations"]),
        cells={},
    )


def _level_as_json(level: Level) -> Json:
    return {"level": level.name, "mark": level.mark, "colour": level.colour, "meaning": level.meaning}


def _theme_as_json(theme: Theme) -> Json:
    return {
        "number": theme.number,
        "name": theme.name,
        "prefix": theme.prefix,
        "lead": theme.lead,
        "description_heading": theme.description_heading,
    }


def _theme(record: Json) -> Theme:
    return Theme(**record, source=_NOWHERE)


def _criterion_as_json(criterion: Criterion) -> Json:
    return {
        "code": criterion.code,
        "theme": criterion.theme,
        "characteristic": criterion.name,
        "rating": criterion.rating.name if criterion.rating else None,
        "previous_rating": criterion.previous.name if criterion.previous else None,
        "see": criterion.see,
        "evidence": criterion.evidence,
    }


def _criterion(record: Json, levels: Mapping[str | None, Level | None]) -> Criterion:
    return Criterion(
        code=record["code"],
        theme=record["theme"],
        name=record["characteristic"],
        rating=levels[record["rating"]],
        previous=levels[record["previous_rating"]],
        see=record["see"],
        evidence=record["evidence"],
        exempt=False,
        source=_NOWHERE,
    )


def _bullet_as_json(bullet: Bullet) -> Json:
    return {
        "theme": bullet.theme,
        "section": bullet.section.value,
        **_text_as_json("text", bullet.text),
        "characteristics": list(bullet.criteria),
        "ref": bullet.ref,
    }


def _bullet(record: Json) -> Bullet:
    return Bullet(
        theme=record["theme"],
        section=Section(record["section"]),
        text=_text("text", record),
        criteria=tuple(record["characteristics"]),
        ref=record["ref"],
        exempt=False,
        source=_NOWHERE,
    )


def _action_as_json(action: Action) -> Json:
    return {
        "ref": action.ref,
        "theme": action.theme,
        "characteristics": list(action.criteria),
        **_text_as_json("opportunity", action.opportunity),
        **_text_as_json("action", action.text),
        "owner": action.owner,
        "start": _day_as_json(action.start),
        "due": action.due.isoformat(),
        "revised_due": _day_as_json(action.revised_due),
        "status": action.status.value,
        "progress_percent": action.progress,
        **_text_as_json("update", action.update),
        "success_measure": action.success_measure,
    }


def _action(record: Json) -> Action:
    return Action(
        ref=record["ref"],
        theme=record["theme"],
        criteria=tuple(record["characteristics"]),
        opportunity=_text("opportunity", record),
        text=_text("action", record),
        owner=record["owner"],
        start=_day(record["start"]),
        due=date.fromisoformat(record["due"]),
        revised_due=_day(record["revised_due"]),
        status=Status(record["status"]),
        progress=record["progress_percent"],
        update=_text("update", record),
        success_measure=record["success_measure"],
        exempt=False,
        source=_NOWHERE,
    )


def _text_as_json(name: str, text: RichText) -> Json:
    """The words; beside them, where some are bold, italic or a link, the stretches of one look."""
    if all(run == Run(run.text) for run in text.runs):
        return {name: text.plain}
    runs = [{"text": run.text, "bold": run.bold, "italic": run.italic, "link": run.link} for run in text.runs]
    return {name: text.plain, f"{name}_looks": runs}


def _text(name: str, record: Json) -> RichText:
    if f"{name}_looks" in record:
        return RichText(tuple(Run(**each) for each in record[f"{name}_looks"]))
    return RichText((Run(record[name]),)) if record[name] else RichText()


def _day_as_json(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written is not None else None
