"""The headings of Word tables have the colour that the table's style gives them, whichever a council picks."""

import io
from collections.abc import Iterator, Mapping
from typing import Any

import docx
from docx.oxml.ns import qn

THEME_COLOUR = qn("w:themeColor")


def _heads(document: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each paragraph of a heading row, with the style of its table."""
    for table in document.tables:
        for row in table.rows:
            if row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None:
                for cell in row.cells:
                    yield from ((paragraph, table.style) for paragraph in cell.paragraphs)


def _own_colours(paragraph: Any) -> list[str]:
    """Return the colours that a paragraph has from its runs and its styles: they would beat a table style's."""
    looks = [run._r.find(qn("w:rPr")) for run in paragraph.runs]
    style = paragraph.style
    while style is not None:
        looks.append(style.element.find(qn("w:rPr")))
        style = style.base_style
    return [colour.get(qn("w:val")) for look in looks if look is not None for colour in look.findall(qn("w:color"))]


def test_headings_of_tables_leave_their_colour_to_the_style_of_the_table(seven_documents: Mapping[str, bytes]) -> None:
    seen = 0
    for name in (name for name in seven_documents if name.endswith(".docx")):
        document = docx.Document(io.BytesIO(seven_documents[name]))
        for paragraph, style in _heads(document):
            seen += 1
            assert _own_colours(paragraph) == [], (name, paragraph.text)
            first_row = style.element.find(
                f"{qn('w:tblStylePr')}[@{qn('w:type')}='firstRow']/{qn('w:rPr')}/{qn('w:color')}"
            )
            assert first_row.get(THEME_COLOUR) == "text2"
        defaults = document.styles.element.find(
            f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:color')}"
        )
        assert defaults.get(THEME_COLOUR) == "text1"
    assert seen > 50
