"""Makes the Word templates: plain enough to be opened and restyled in Word, and in step with the page templates."""

import io

from docx.document import Document
from docx.shared import Mm

from bvdocs.core.office_files import with_fixed_times
from tests.making.word_templates import parts
from tests.making.word_templates.attention import attention
from tests.making.word_templates.covering import make_covering_report
from tests.making.word_templates.parts import UPRIGHT, WIDE

# Column widths in millimetres; each table's add up to the width of the text.
RATINGS = (("Code", 20), ("Characteristic", 60), ("Rating", 50), ("Since last time", 40))
WIDE_RATINGS = (("Code", 20), ("Characteristic", 109), ("Rating", 66), ("Since last time", 66))
LEVELS = (("Rating", 50), ("What it means", 71), ("Characteristics", 31), ("Share", 18))
# The last column but one is there for each state, and how wide they then are is worked out when it is filled.
COUNTS = (("", 91), ("Actions", 34), ("", 10), ("{{ state }}", 34), ("", 10))
JUDGED = (("Judged", 50), ("What it means", 162), ("Actions", 31), ("Share", 18))
MOVEMENTS = (
    ("Theme", 97), ("Improved", 30), ("No change", 31), ("Worsened", 31), ("First rating", 34), ("No longer rated", 38),
)  # fmt: skip
ACTIONS = (
    ("Reference", 23), ("Opportunity", 33), ("Action", 46), ("Owner", 30),
    ("Due", 37), ("Status", 31), ("Latest update", 31), ("Success measure", 30),
)  # fmt: skip
TOLD_BELOW = (
    ("Reference", 23), ("Action", 116), ("Owner", 40), ("Due", 46),
    ("Status{% if report.plan.judged %} and judgement{% endif %}", 36),
)  # fmt: skip
EVIDENCE = (
    ("Characteristic or action", 62), ("Reference", 22), ("Evidence", 75), ("", 10), ("{{ column }}", 34), ("", 10),
)  # fmt: skip
HISTORY = (("Version", 20), ("Date", 36), ("Status", 20), ("Issued by", 44), ("Note", 50))
WIDE_HISTORY = (("Version", 24), ("Date", 40), ("Status", 24), ("Issued by", 60), ("Note", 113))
PARAGRAPHS = (("Paragraph", 24), ("Part 1 of Schedule 12A to the Local Government Act 1972", 128), ("Rows", 18))
PARTS = (("What is counted", 114), ("In all", 28), ("In Part A", 28))
EXEMPT_ROWS = (("Row", 32), ("What Part A leaves out", 80), ("Why it is exempt", 58))
# The middle column is there for each level; how wide the columns then are is worked out when it is filled.
BY_LEVEL = (("Theme", 91), ("", 10), ("{{ level.name }}", 30), ("", 10), ("Total", 30))

CELL = (
    "{{ cell.code }}",
    "{{ cell.name }}",
    "{{ chip(cell) }}\t{{ cell.words }}",
    "{% if cell.movement_mark %}{{ cell.movement_mark }} {% endif %}{{ cell.movement }}",
)


def make_self_assessment() -> Document:
    """The self-assessment of one theme."""
    document = parts.new_document(wide=False)
    parts.masthead(document, "{{ theme.title }}", "theme.details")
    parts.when(document, "theme.long", lambda: parts.contents(document, 2, UPRIGHT))
    parts.heading(document, "Self-assessment heatmap")
    parts.paragraph(document, "{{ theme.summary }}", "Lead")
    parts.when(document, "theme.heatmap.cells", lambda: parts.picture(document, "theme.heatmap"))
    level = ("{{ chip(level) }}\t{{ level.name }}", "{{ level.meaning }}", "{{ level.count }}", "{{ level.share }}")
    rows = (("{%tr for level in theme.levels %}",), level, ("{%tr endfor %}",))
    numbers = ("Characteristics", "Share")
    parts.table(document, LEVELS, rows, numbers=numbers, together=True, style="Best Value Key")
    parts.note_beneath(document, "theme.shares_note")

    def ratings() -> None:
        parts.heading(document, "The ratings")
        rows = (("{%tr for cell in theme.heatmap.cells %}",), CELL, ("{%tr endfor %}",))
        parts.table(document, RATINGS, rows)

    def movement() -> None:
        parts.heading(document, "Movement since last time")
        parts.picture(document, "theme.movement")

    parts.when(document, "theme.heatmap.cells", ratings)
    parts.when(document, "theme.movement", movement)
    parts.when(document, "report.changes", lambda: _changes_of_theme(document))
    for heading, name, nothing in (
        ("{{ theme.description_heading }}", "description", "No description is given."),
        ("Strengths", "strengths", "No strengths are recorded."),
        ("Areas for improvement", "areas_for_improvement", "No areas for improvement are recorded."),
        ("Opportunities and plans", "opportunities", "No opportunities or plans are recorded."),
    ):
        parts.heading(document, heading)
        parts.bullets(document, f"theme.{name}", nothing)
    _next_steps(document)
    parts.abbreviations(document, "theme.abbreviations")
    parts.history(document, HISTORY)
    return parts.finished(document)


def _changes_of_theme(document: Document) -> None:
    parts.changes_heading(document)
    nothing = "Nothing has changed in the ratings and the narrative of this theme."
    parts.when(
        document,
        "theme.changes",
        lambda: _sentences(document, "theme.changes"),
        lambda: parts.paragraph(document, nothing),
    )


def _sentences(document: Document, name: str) -> None:
    parts.each(document, f"sentence in {name}", lambda: parts.paragraph(document, "{{ sentence }}", "List Bullet"))


def _next_steps(document: Document) -> None:
    parts.heading(document, "Next steps")
    identified = "Through self-assessment, we identified {{ theme.key_actions }}"
    parts.when(
        document,
        "theme.actions",
        # Word may break pages elsewhere than the PDF: the section and the actions are named instead.
        lambda: parts.paragraph(
            document,
            f"{identified}, {{{{ theme.action_refs }}}} in the section ‘{{{{ theme.title }}}}’ of the action plan.",
        ),
        lambda: parts.paragraph(document, f"{identified} for this theme."),
    )


def make_action_plan() -> Document:
    """The action plan of all themes."""
    document = parts.new_document(wide=True)
    parts.masthead(document, "Action plan", "report.details")
    parts.when(document, "report.plan.long", lambda: parts.contents(document, 2))
    attention(document, WIDE, linked=True)
    parts.heading(document, "Summary")
    parts.paragraph(document, "{{ report.plan.summary }}", "Lead").paragraph_format.keep_with_next = True
    parts.when(
        document, "report.plan.total", lambda: _counts(document, "Theme", "report.plan.by_theme", "report.plan.total")
    )
    parts.when(document, "report.plan.by_source", lambda: _sources(document))
    parts.when(document, "report.plan.judged", lambda: _judged(document))
    parts.when(document, "report.changes", lambda: _changes_of_plan(document))
    parts.abbreviations(document, "report.plan.abbreviations")
    parts.each(document, "theme in report.themes if theme.actions", lambda: _theme_of_plan(document))
    parts.history(document, WIDE_HISTORY)
    return parts.finished(document)


def _changes_of_plan(document: Document) -> None:
    parts.changes_heading(document)

    def theme() -> None:
        parts.heading(document, "{{ theme.title }}", 2)
        _sentences(document, "theme.sentences")

    parts.when(
        document,
        "report.plan.changes",
        lambda: parts.each(document, "theme in report.plan.changes", theme),
        lambda: parts.paragraph(document, "Nothing has changed in the actions."),
    )


def _counts(document: Document, first: str, rows: str, total: str = "") -> None:
    """How many actions stand how, a row for each of `rows`, with a column for each state."""

    def counts(row: str) -> tuple[str, ...]:
        loop = f"{{%tc for count in {row}.counts %}}"
        return (f"{{{{ {row}.name }}}}", f"{{{{ {row}.total }}}}", loop, "{{ count }}", "{%tc endfor %}")

    filled = [
        (f"{{%tr for row in {rows} %}}",),
        counts("row"),
        ("{%tr endfor %}",),
        *([counts(total)] if total else []),
    ]
    columns = ((first, COUNTS[0][1]), *COUNTS[1:])
    numbers = ("Actions", "{{ state }}")
    table = parts.table(document, columns, filled, numbers=numbers, together=True, style="Best Value Compact")
    if total:
        parts.make_total(table.rows[4])
    parts.repeat_column(table, 2, "state in report.plan.states", WIDE)


def _sources(document: Document) -> None:
    parts.heading(document, "Where the actions come from")
    _counts(document, "Source", "report.plan.by_source")


def _judged(document: Document) -> None:
    """What the council's own judgement means, and how many actions hold each of its levels."""
    parts.heading(document, "The authority’s own judgement")
    about = "Beside the state that is worked out from dates and status, the authority judges its actions as follows."
    parts.paragraph(document, about).paragraph_format.keep_with_next = True
    level = ("{{ chip(level) }}\t{{ level.name }}", "{{ level.meaning }}", "{{ level.count }}", "{{ level.share }}")
    rows = (("{%tr for level in report.plan.judged %}",), level, ("{%tr endfor %}",))
    parts.table(document, JUDGED, rows, numbers=("Actions", "Share"), together=True, style="Best Value Key")
    parts.note_beneath(document, "report.plan.judged_note")


def _theme_of_plan(document: Document) -> None:
    parts.heading(document, "{{ theme.title }}", new_page=True)
    parts.each(document, "timeline in theme.timelines", lambda: parts.picture(document, "timeline"))
    parts.when(document, "report.plan.told_below", lambda: _told_below(document), lambda: _in_columns(document))


def _in_columns(document: Document) -> None:
    """Actions with a column for each fact: where no more is told of them than eight columns hold."""
    action = (
        "{{ anchor(action) }}{{ action.ref }}~~{% if action.criteria %}\n{{ action.criteria }}{% endif %}~~",
        "{{ action.opportunity }}",
        "{{ action.text }}~~{% for detail in action.details %}\n{{ detail.name }}: {{ detail.words }}{% endfor %}~~",
        "{{ action.owner }}",
        "{{ action.due }}~~{% for date in action.revised %}\nrevised to {{ date }}{% endfor %}"
        "{% if action.start %}\nfrom {{ action.start }}{% endif %}~~",
        "{{ action.status }}{% if action.progress %}, {{ action.progress }}{% endif %}"
        "{% if action.overdue %}\n**Overdue**{% endif %}",
        "{{ action.update }}",
        "{{ action.success_measure }}",
    )
    parts.table(document, ACTIONS, (("{%tr for action in theme.actions %}",), action, ("{%tr endfor %}",)))


def _told_below(document: Document) -> None:
    """Actions with all that is told of them below their words."""
    milestone = (
        "• {{ milestone.due }}{% if milestone.done %}, done {{ milestone.done }}{% endif %}"
        "**{% if milestone.overdue %}, overdue{% endif %}**: {{ milestone.text }}"
    )
    action = (
        "{{ anchor(action) }}{{ action.ref }}~~{% if action.criteria %}\n{{ action.criteria }}{% endif %}~~",
        (
            "{{ action.text }}",
            *_more("Opportunity", "action.opportunity"),
            "{%p if action.milestones %}", "~~Milestones:~~",
            "{%p for milestone in action.milestones %}", milestone, "{%p endfor %}", "{%p endif %}",
            *_more("Latest update", "action.update"),
            *_more("Success measure", "action.success_measure"),
            "{%p for detail in action.details %}", "~~{{ detail.name }}:~~ {{ detail.words }}", "{%p endfor %}",
            *_more("Source", "action.arises_from"),
            *_more("Evidence", "action.evidence"),
        ),
        "{{ action.owner }}~~{% if action.accountable %}\nAccountable: {{ action.accountable }}{% endif %}"
        "{% if action.portfolio_holder %}\nPortfolio holder: {{ action.portfolio_holder }}{% endif %}~~",
        "{{ action.due }}~~{% for date in action.revised %}\nrevised to {{ date }}{% endfor %}"
        "{% if action.start %}\nfrom {{ action.start }}{% endif %}"
        "{% if action.reason_for_new_date %}\nReason: {{ action.reason_for_new_date }}{% endif %}"
        "{% if action.new_date_agreed_by %}\nAgreed by: {{ action.new_date_agreed_by }}{% endif %}~~",
        (
            "{{ action.status }}{% if action.progress %}, {{ action.progress }}{% endif %}"
            "{% if action.overdue %}\n**{{ action.state }}**{% elif action.state %}~~\n{{ action.state }}~~{% endif %}",
            "{%p if action.judged %}",
            "{{ chip(action.judged) }} {{ action.judged.name }}",
            "{%p endif %}",
        ),
    )  # fmt: skip
    parts.table(document, TOLD_BELOW, (("{%tr for action in theme.actions %}",), action, ("{%tr endfor %}",)))


def _more(name: str, words: str) -> tuple[str, ...]:
    """A paragraph below an action's words, if there is anything to say."""
    return (f"{{%p if {words} %}}", f"~~{name}:~~ {{{{ {words} }}}}", "{%p endif %}")


def make_evidence_index() -> Document:
    """The evidence that is public, by theme."""
    document = parts.new_document(wide=True)
    parts.masthead(document, "Evidence index", "report.details")
    parts.paragraph(document, "{{ report.evidence.summary }}", "Lead")
    parts.when(document, "report.evidence.long", lambda: _long_index(document))

    def group() -> None:
        parts.heading(document, "{{ group.title }}")
        parts.when(document, "group.summary", summary)
        evidence = (
            "**{{ row.code }}**~~{% if row.name %}\n{{ row.name }}{% endif %}~~",
            "{{ row.ref }}",
            "{{ row.title }}~~{% if row.site %} ({{ row.site }}){% endif %}~~",
            "{%tc for fact in row.facts %}", "{{ fact.value }}", "{%tc endfor %}",
        )  # fmt: skip
        rows = (("{%tr for row in group.rows %}",), evidence, ("{%tr endfor %}",))
        table = parts.table(document, EVIDENCE, rows, style="Best Value Key")
        parts.repeat_column(table, 3, "column in report.evidence.columns", WIDE)

    def summary() -> None:
        parts.paragraph(document, "{{ group.summary }}").paragraph_format.keep_with_next = True

    parts.each(document, "group in report.evidence.groups", group)
    parts.abbreviations(document, "report.evidence.abbreviations")
    parts.history(document, WIDE_HISTORY)
    return parts.finished(document)


def _long_index(document: Document) -> None:
    """What stands before a long index: its contents, and what there is for each theme."""
    parts.contents(document, 2)
    parts.heading(document, "Evidence by theme")
    groups = "group in report.evidence.groups if group.summary"
    parts.each(document, groups, lambda: parts.bold_first(document, "{{ group.title }}", "{{ group.summary }}"))


def make_overview() -> Document:
    """All themes together."""
    document = parts.new_document(wide=True)
    parts.masthead(document, "Overview", "report.details")
    parts.contents(document, 3)
    parts.heading(document, "What the ratings show")
    _sentences(document, "report.overview.sentences")

    def heatmap() -> None:
        parts.heading(document, "All themes", new_page=True)
        parts.picture(document, "report.overview.heatmap")

    parts.when(document, "report.overview.heatmap.bands", heatmap)
    _by_level(document)
    parts.when(document, "report.overview.movements", lambda: _movements(document))
    parts.when(document, "report.changes", lambda: _changes_by_theme(document))

    def theme() -> None:
        parts.heading(document, "{{ theme.title }}", 2)
        parts.paragraph(document, "{{ theme.summary }}").paragraph_format.keep_with_next = True
        parts.table(document, WIDE_RATINGS, (("{%tr for cell in theme.heatmap.cells %}",), CELL, ("{%tr endfor %}",)))

    def ratings() -> None:
        parts.heading(document, "The ratings", new_page=True)
        parts.each(document, "theme in report.themes if theme.heatmap.cells", theme)

    parts.when(document, "report.overview.heatmap.bands", ratings)
    parts.abbreviations(document, "report.overview.abbreviations")
    parts.history(document, WIDE_HISTORY)
    return parts.finished(document)


def _changes_by_theme(document: Document) -> None:
    parts.changes_heading(document)
    parts.changes_by_theme(document)


def _by_level(document: Document) -> None:
    """Counts by theme, a column for each level."""
    parts.heading(document, "Ratings by theme", new_page=True)

    def key() -> None:
        parts.paragraph(document, "{{ report.overview.marks_key }}").paragraph_format.keep_with_next = True

    parts.when(document, "report.overview.marks_key", key)

    def counts(row: str) -> tuple[str, ...]:
        loop = f"{{%tc for count in {row}.counts %}}"
        return (f"{{{{ {row}.name }}}}", loop, "{{ count }}", "{%tc endfor %}", f"{{{{ {row}.total }}}}")

    rows = (
        ("{%tr for row in report.overview.by_theme %}",),
        counts("row"),
        ("{%tr endfor %}",),
        counts("report.overview.total"),
        counts("report.overview.shares"),
    )
    numbers = ("{{ level.name }}", "Total")
    table = parts.table(document, BY_LEVEL, rows, numbers=numbers, together=True, style="Best Value Compact")
    parts.make_total(table.rows[4])
    parts.repeat_column(table, 1, "level in report.overview.levels", WIDE)
    parts.note_beneath(document, "report.overview.shares_note")


def _movements(document: Document) -> None:
    parts.heading(document, "Movement since last time")
    figures = ("name", "improved", "unchanged", "worsened", "first", "withdrawn")
    row, total = (
        tuple(f"{{{{ {of}.{name} }}}}" for name in figures) for of in ("row", "report.overview.movement_total")
    )
    rows = (("{%tr for row in report.overview.movements %}",), row, ("{%tr endfor %}",), total)
    numbers = [name for name, _ in MOVEMENTS[1:]]
    table = parts.table(document, MOVEMENTS, rows, numbers=numbers, together=True, style="Best Value Compact")
    parts.make_total(table.rows[4])


def make_part_b() -> Document:
    """What is not for publication: the exempt rows by theme, and why they are exempt."""
    document = parts.new_document(wide=False)
    parts.mark_header(document, "{{ report.running_marking }}")
    parts.masthead(document, "Part B: not for publication", "report.details")
    marking = parts.paragraph(document, "", "Lead")
    marking.add_run("{{ report.marking }}").bold = True
    marking.paragraph_format.space_before = Mm(5)
    parts.when(document, "report.long", lambda: parts.contents(document, 2, UPRIGHT))
    parts.heading(document, "What this is")
    parts.paragraph(document, "{{ report.summary }}", "Lead")
    parts.paragraph(document, "{{ report.part_a.said }}")
    of_part_a = "The fingerprint of Part A: {{ report.part_a.fingerprint }}"

    def fingerprint() -> None:
        parts.paragraph(document, of_part_a, "Table Text").paragraph_format.space_after = Mm(3)

    parts.when(document, "report.part_a.fingerprint", fingerprint)
    parts.paragraph(
        document,
        "This document is for those who may see exempt information at this meeting, and for nobody else. Do not copy"
        " it, pass it on or put it on the web.",
    )
    parts.heading(document, "Why it is exempt")
    paragraph = tuple(f"{{{{ paragraph.{name} }}}}" for name in ("number", "words", "rows"))
    rows = (("{%tr for paragraph in report.paragraphs %}",), paragraph, ("{%tr endfor %}",))
    parts.table(document, PARAGRAPHS, rows, numbers=("Rows",), together=True)
    test = parts.paragraph(
        document,
        "Such information is exempt if, and so long as, in all the circumstances of the case, the public interest in"
        " maintaining the exemption outweighs the public interest in disclosing the information (paragraph 10 of"
        " Schedule 12A). The reason that is given for each row stands beside it.",
    )
    test.paragraph_format.space_before = Mm(4)
    parts.heading(document, "In all, and in Part A")
    count = tuple(f"{{{{ count.{name} }}}}" for name in ("name", "in_all", "in_part_a"))
    rows = (("{%tr for count in report.counts %}",), count, ("{%tr endfor %}",))
    parts.table(document, PARTS, rows, numbers=("In all", "In Part A"), together=True, style="Best Value Compact")
    parts.each(document, "theme in report.themes", lambda: _exempt_theme(document))
    parts.abbreviations(document, "report.abbreviations")
    parts.history(document, HISTORY)
    return parts.finished(document)


def _exempt_theme(document: Document) -> None:
    parts.heading(document, "{{ theme.title }}")
    row = (
        "{{ row.kind }}{% if row.name %} {{ row.name }}{% endif %}",
        "{{ row.text }}~~{% for fact in row.facts %}\n{{ fact.name }}: {{ fact.words }}{% endfor %}"
        "{% for public in row.goes_with %}\nIt goes with, in Part A: {{ public }}{% endfor %}~~",
        "{{ row.exempt_under }}: {% if row.reason %}{{ row.reason }}{% else %}no reason is given.{% endif %}",
    )
    parts.table(document, EXEMPT_ROWS, (("{%tr for row in theme.rows %}",), row, ("{%tr endfor %}",)))


_UPRIGHT_TABLES: tuple[parts.Columns, ...] = (RATINGS, LEVELS, PARAGRAPHS, PARTS, EXEMPT_ROWS)
_WIDE_TABLES: tuple[parts.Columns, ...] = (WIDE_RATINGS, MOVEMENTS, ACTIONS, JUDGED, TOLD_BELOW)
for _tables, _width in ((_UPRIGHT_TABLES, UPRIGHT), (_WIDE_TABLES, WIDE)):
    assert all(sum(width for _, width in columns) == _width for columns in _tables)

_DOCUMENTS = {
    "self-assessment": make_self_assessment,
    "action-plan": make_action_plan,
    "overview": make_overview,
    "covering-report": make_covering_report,
    "part-b": make_part_b,
    "evidence-index": make_evidence_index,
}


def word_templates() -> dict[str, bytes]:
    """Return the Word templates by the names of their files; the same bytes each time."""
    return {f"{name}.docx": _as_file(make()) for name, make in _DOCUMENTS.items()}


def _as_file(document: Document) -> bytes:
    package = io.BytesIO()
    document.save(package)
    return with_fixed_times(package.getvalue())
