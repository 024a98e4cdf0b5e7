"""What needs attention, as a part of any Word template."""

from docx.document import Document

from tests.making.word_templates import parts

# In millimetres, so that the heading and a date stay in one line; and of the width of the text, in hundredths.
_REFERENCE, _DATE = 23, 35
_OWNER, _LATE = 19, 13
_ATTENTION = "report.attention"
_WHY = "{% if line.reason_name %}{{ line.reason_name }}: {% endif %}{{ line.reason }}"
_AGREED = "{% if line.agreed_by %} (agreed by {{ line.agreed_by }}){% endif %}"
_REASON = f"~~{{% if line.reason %}}\n{_WHY}{{% endif %}}~~"
_REASON_MOVED = f"~~{{% if line.reason %}}\n{_WHY}{_AGREED}{{% endif %}}~~"
_MOVED = "~~{% if line.by %}\n{{ line.by }}{% endif %}~~"
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
                f"{{{{ line.name }}}}{_REASON_MOVED}",
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
        widths = tuple(zip(columns, _widths(width, of_days=name == "moved"), strict=True))
        parts.table(document, widths, rows, style="Best Value Compact")

    parts.when(document, f"{_ATTENTION}.{name}", lines)


def _widths(width: int, *, of_days: bool) -> tuple[int, ...]:
    """The width of each column in whole millimetres: the second has what the others leave; the last may be a date."""
    owner, late = (width * share // 100 for share in (_OWNER, _LATE))
    others = (owner, _DATE, _DATE if of_days else late)
    return _REFERENCE, width - _REFERENCE - sum(others), *others
