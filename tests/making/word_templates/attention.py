"""What needs attention, as a part of any Word template."""

from docx.document import Document

from tests.making.word_templates import parts

# Of the width of the text, in hundredths.
_REFERENCE, _OWNER, _DATE = 9, 18, 14
_ATTENTION = "report.attention"
_REASON = (
    "~~{% if line.reason %}\n{% if line.reason_name %}{{ line.reason_name }}: {% endif %}{{ line.reason }}{% endif %}~~"
)
_MOVED = (
    "~~{% if line.by %}\n{{ line.by }}{% endif %}{% if line.agreed_by %}\nagreed by {{ line.agreed_by }}{% endif %}~~"
)
_SINCE = "{% if line.since %}\n**{{ line.since }}**{% endif %}"


def attention(document: Document, width: int, *, linked: bool) -> None:
    """The summary and a table for each kind, so many millimetres wide; `linked` where the action plan follows."""
    ref = "{{ link(line) }}" if linked else "{{ line.ref }}"
    parts.heading(document, "What needs attention")
    parts.paragraph(document, f"{{{{ {_ATTENTION}.summary }}}}", "Lead")
    heads = ("Reference", "Action", "Owner")
    for name, title, columns, cells in (
        (
            "overdue",
            "Overdue",
            (*heads, "Due", "Overdue by"),
            (
                ref,
                f"{{{{ line.name }}}}{_REASON}",
                "{{ line.owner }}",
                "{{ line.due }}",
                f"{{{{ line.late }}}}{_SINCE}",
            ),
        ),
        (
            "moved",
            f"{{{{ {_ATTENTION}.moved_heading }}}}",
            (*heads, "Was due", "Now due"),
            (
                ref,
                f"{{{{ line.name }}}}{_REASON}",
                "{{ line.owner }}",
                "{{ line.before }}",
                f"{{{{ line.now }}}}{_MOVED}",
            ),
        ),
        (
            "soon",
            f"{{{{ {_ATTENTION}.soon_heading }}}}",
            (*heads, "Due", "Status"),
            (ref, "{{ line.name }}", "{{ line.owner }}", "{{ line.due }}", "{{ line.status }}"),
        ),
        (
            "worsened",
            "Ratings that worsened since last time",
            ("Code", "Characteristic", "Theme", "Last time", "Now"),
            ("{{ line.code }}", "{{ line.name }}", "{{ line.theme }}", "{{ line.before }}", "{{ line.now }}"),
        ),
    ):
        _when_any(document, name, title, columns, cells, width)


def _when_any(
    document: Document, name: str, title: str, columns: tuple[str, ...], cells: tuple[str, ...], width: int
) -> None:
    """A heading and a table of the lines of one kind, where there are any."""

    def lines() -> None:
        parts.heading(document, title, 2)
        rows = ((f"{{%tr for line in {_ATTENTION}.{name} %}}",), cells, ("{%tr endfor %}",))
        widths = tuple(zip(columns, _widths(width), strict=True))
        parts.table(document, widths, rows, style="Best Value Compact")

    parts.when(document, f"{_ATTENTION}.{name}", lines)


def _widths(width: int) -> tuple[int, ...]:
    """The width of each column in whole millimetres: the second has what the others leave."""
    reference, owner, day = (width * share // 100 for share in (_REFERENCE, _OWNER, _DATE))
    return reference, width - reference - owner - 2 * day, owner, day, day
