"""Makes the Word template of the covering report, in step with its page template."""

from docx.document import Document

from tests.making.word_templates import parts
from tests.making.word_templates.attention import attention
from tests.making.word_templates.parts import UPRIGHT

KEY_DATES = (("Event", 58), ("Date", 46), ("Counted", 66))
CLEARANCES = (("Role", 58), ("Cleared on", 46), ("Comment", 66))
APPENDICES = (("Appendix", 28), ("Document", 58), ("What it holds", 84))
HISTORY = (("Version", 20), ("Date", 36), ("Status", 20), ("Issued by", 44), ("Note", 50))

for _columns in (KEY_DATES, CLEARANCES, APPENDICES, HISTORY):
    assert sum(width for _, width in _columns) == UPRIGHT


def make_covering_report() -> Document:
    """The covering report."""
    document = parts.new_document(wide=False)
    _masthead(document)
    parts.when(document, "report.covering.long", lambda: parts.contents(document, 2, UPRIGHT))
    _list(document, "Recommendations", "recommendations", "List Number")
    parts.when(document, "report.covering.exclusion", lambda: _exclusion(document))
    _part(document, "Reasons for the recommendations", "reasons")
    _part(document, "Summary", "summary")
    _part(document, "Background", "background")
    _position(document)
    parts.when(document, "report.changes", lambda: _changes(document))
    attention(document, UPRIGHT, linked=False)
    _part(document, "Options considered", "options")
    _part(document, "Consultation", "consultation")
    parts.when(document, "report.covering.implications", lambda: _implications(document))
    _part(document, "Next steps", "next_steps")
    _key_dates(document)
    parts.when(document, "report.covering.clearances", lambda: _clearances(document))
    _appendices(document)
    papers = (
        "Under section 100D of the Local Government Act 1972, these papers were relied on to a material extent in"
        " preparing this report:"
    )
    _list(document, "Background papers", "background_papers", "List Bullet", papers)
    parts.abbreviations(document, "report.covering.abbreviations")
    parts.history(document, HISTORY)
    return parts.finished(document)


def _masthead(document: Document) -> None:
    """The first block: logo, title, details."""
    parts.when(document, "brand.logo", lambda: parts.paragraph(document, "{{ logo() }}", "Logo"))
    parts.paragraph(document, "Covering report", "Kicker")
    parts.paragraph(document, "{{ report.covering.title }}", "Title")

    def detail() -> None:
        line = parts.paragraph(document, "", "Detail")
        line.add_run("{{ detail.label }}:", "Codes")
        line.add_run("\t{{ detail.value }}")

    parts.each(document, "detail in report.covering.details", detail)


def _part(document: Document, heading: str, name: str) -> None:
    """A part in the council's own words: only where there are some."""
    _list(document, heading, name, "Normal")


def _list(document: Document, heading: str, name: str, style: str, leads: str = "") -> None:
    """A heading and a list below it, where there is something in it."""
    list_name = f"report.covering.{name}"

    def section() -> None:
        parts.heading(document, heading)
        if leads:
            parts.paragraph(document, leads).paragraph_format.keep_with_next = True
        parts.each(document, f"each in {list_name}", lambda: parts.paragraph(document, "{{ each }}", style))

    parts.when(document, list_name, section)


def _exclusion(document: Document) -> None:
    """The paragraph of the law, where an exempt edition is on the agenda."""
    parts.heading(document, "Exclusion of the press and public")
    parts.paragraph(document, "{{ report.covering.exclusion.sentence }}")
    grounds = "ground in report.covering.exclusion.grounds"
    parts.each(document, grounds, lambda: parts.bold_first(document, "{{ ground.label }}", "{{ ground.value }}"))

    def reasons() -> None:
        why = "Why it is exempt, and why the public interest lies in not publishing it:"
        parts.paragraph(document, why).paragraph_format.keep_with_next = True
        each = "reason in report.covering.exclusion.reasons"
        parts.each(document, each, lambda: parts.paragraph(document, "{{ reason }}", "List Bullet"))

    parts.when(document, "report.covering.exclusion.reasons", reasons)


def _position(document: Document) -> None:
    """What the ratings and the actions come to."""
    parts.heading(document, "The position in figures")
    sentences = "sentence in report.covering.position"
    parts.each(document, sentences, lambda: parts.paragraph(document, "{{ sentence }}", "List Bullet"))
    parts.paragraph(document, "{{ report.plan.summary }}", "List Bullet")


def _changes(document: Document) -> None:
    parts.changes_heading(document)
    parts.changes_by_theme(document)


def _implications(document: Document) -> None:
    parts.heading(document, "Implications")

    def of_one_sort() -> None:
        parts.heading(document, "{{ implications.name }}", 2)
        each = "paragraph in implications.paragraphs"
        parts.each(document, each, lambda: parts.paragraph(document, "{{ paragraph }}"))

    parts.each(document, "implications in report.covering.implications", of_one_sort)


def _key_dates(document: Document) -> None:
    parts.heading(document, "Key dates")
    row = tuple(f"{{{{ date.{name} }}}}" for name in ("event", "date", "counted"))
    parts.table(document, KEY_DATES, (("{%tr for date in report.covering.key_dates %}",), row, ("{%tr endfor %}",)))


def _clearances(document: Document) -> None:
    parts.heading(document, "Clearances")
    row = tuple(f"{{{{ clearance.{name} }}}}" for name in ("role", "cleared", "comment"))
    rows = (("{%tr for clearance in report.covering.clearances %}",), row, ("{%tr endfor %}",))
    parts.table(document, CLEARANCES, rows)


def _appendices(document: Document) -> None:
    parts.heading(document, "Appendices")
    row = tuple(f"{{{{ appendix.{name} }}}}" for name in ("name", "title", "about"))
    rows = (("{%tr for appendix in report.covering.appendices %}",), row, ("{%tr endfor %}",))
    parts.table(document, APPENDICES, rows)
