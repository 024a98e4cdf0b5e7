"""The published theme as its plain text: headings, a heatmap of codes, bullets whose sections it does not name."""

from tests.making import sample_text
from tests.making.sample import HEADING

_HEATMAP = ("L001 L002 L003 L004 L005 L006", "L007 L008 L009 L0010 L0011 L0012")
NEXT_STEPS = (
    "Next Steps Identified in Action Plan:",
    "Through self-assessment, we identified seven key actions to implement to improve service delivery, laid out in"
    " page 6-9 of the action plan.",
)
_AFTER_DESCRIPTION = (sample_text.STRENGTHS, sample_text.AREAS_FOR_IMPROVEMENT, sample_text.OPPORTUNITIES)


def published_text() -> str:
    """Return the text: a blank line behind each heading and between the two lists."""
    description = [f"  • {text} " for text, _ in sample_text.DESCRIPTION]
    rest = [f"  • {text}" for section in _AFTER_DESCRIPTION for text, _ in section]
    blocks = (
        ("Best Value Duty",),
        ("Theme 2: Leadership",),
        ("Self-Assessment Heatmap", *_HEATMAP),
        (HEADING,),
        description,
        rest,
        NEXT_STEPS[:1],
        NEXT_STEPS[1:],
    )
    return "\n\n".join("\n".join(block) for block in blocks)
