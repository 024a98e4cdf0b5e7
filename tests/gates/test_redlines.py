"""LibreOffice: with all changes of a redline accepted or rejected, it says there what the newer or older file says."""

import io
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from bvdocs.core.brand import Brand
from bvdocs.core.publishing import published
from bvdocs.render.picture import Picture
from bvdocs.render.redline import make_redline
from bvdocs.render.word.document import WordRenderer
from bvdocs.view import build_view
from bvdocs.workbook.reading.reader import read_workbook
from tests.cases.seven_themes import seven_theme_rows
from tests.cases.workbooks_that_moved import moved_workbooks
from tests.gates import office, require
from tests.gates.office_changes import ACCEPT, AS_IT_IS, REJECT, Shown, shown
from tests.gates.plugin import SAID
from tests.support.project import TEMPLATES
from tests.support.redlining import changes
from tests.support.workbook_writer import Rows, write_workbook

pytestmark = pytest.mark.slow

# The theme whose self-assessment is made: its sections lose their bullets in some cases.
THEME = 6
WHEN = datetime(2025, 9, 23, tzinfo=UTC)
# Where all text before a table went, LibreOffice leaves its last paragraph, empty; Word does not. Two of them are the
# lists of what needs attention, which come and go with the plan.
STRAY_EMPTIES = 20
# Two themes change places: their names are words that went in one entry and came in another.
WORDS_THAT_CHANGED_PLACES = 4
KINDS = ("links wrong", "entries told with the same words", "styles", "joined", "stray empties", "otherwise")


@pytest.fixture(autouse=True)
def _tool() -> None:
    require(office.found(), office.WHAT)


def word_files(rows: Rows, path: Path) -> dict[str, bytes]:
    """Return three Word files of a workbook, with a dot for each picture that no other workbook's files have."""
    write_workbook(path, rows)
    report = build_view(published(read_workbook(path).assessment), Brand())
    dot = io.BytesIO()
    Image.new("RGB", (1, 1), (len(path.name), 0, 0)).save(dot, "PNG")
    pictures: defaultdict[str, Picture] = defaultdict(lambda: Picture(b"<svg/>", 10, dot.getvalue))
    renderer = WordRenderer(TEMPLATES, pictures, Brand())
    theme = next(each for each in report.themes if each.number == THEME)
    wanted = {"action-plan.docx": None, "overview.docx": None, "self-assessment.docx": theme}
    return {name: renderer.render(name, report, "A title", of) for name, of in wanted.items()}


def differences(said: Shown, wanted: Shown) -> Counter[str]:
    """Count how what a redline comes to differs from the document that it should come to, by kind."""
    found: Counter[str] = Counter()
    found["links wrong"] = sum((Counter(said.links) - Counter(wanted.links)).values())
    texts, wanted_texts = ([text for _, text in each.paragraphs if text.strip()] for each in (said, wanted))
    found["stray empties"] = abs((len(said.paragraphs) - len(texts)) - (len(wanted.paragraphs) - len(wanted_texts)))
    strays = Counter(texts) - Counter(wanted_texts)
    pairs = {first + second for first, second in pairwise(wanted_texts)}
    found["joined"] = sum(text in pairs for text in strays.elements())
    found["otherwise"] = strays.total() - found["joined"] + (not strays and texts != wanted_texts)
    styled, wanted_styled = (Counter(each for each in side.paragraphs if each[1].strip()) for side in (said, wanted))
    found["styles"] = (styled - wanted_styled).total() - strays.total()
    return found


def told_with_the_same_words(redline: bytes) -> int:
    """Count the entries of the list of contents that are shown as deleted and as inserted."""
    told = {kind: Counter(filter(str.strip, texts)) for kind, texts in changes(redline, within="w:hyperlink").items()}
    return (told["del"] & told["ins"]).total()


def counted(pairs: Mapping[str, tuple[bytes, bytes, bytes]]) -> Counter[str]:
    """Return the differences of all redlines, accepted and rejected; `pairs` are older, newer and redline by name."""
    files: dict[str, tuple[bytes, str]] = {}
    for name, (older, newer, redline) in pairs.items():
        files |= {f"{name}, older": (older, AS_IT_IS), f"{name}, newer": (newer, AS_IT_IS)}
        files |= {f"{name}, rejected": (redline, REJECT), f"{name}, accepted": (redline, ACCEPT)}
    said = shown(files)
    found: Counter[str] = Counter(dict.fromkeys(KINDS, 0))
    for name, (_, _, redline) in pairs.items():
        found["links"] += len(said[f"{name}, older"].links) + len(said[f"{name}, newer"].links)
        found["entries told with the same words"] += told_with_the_same_words(redline)
        for result, wanted in (("rejected", "older"), ("accepted", "newer")):
            found += differences(said[f"{name}, {result}"], said[f"{name}, {wanted}"])
    return found


def test_a_redline_comes_to_either_document_in_libreoffice(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    packs = {name: word_files(rows, tmp_path / f"{name}.xlsx") for name, rows in moved_workbooks().items()}
    first = word_files(seven_theme_rows(), tmp_path / "first.xlsx")
    pairs = {}
    for change, pack in packs.items():
        for way, (older, newer) in {"": (first, pack), " undone": (pack, first)}.items():
            for name in newer:
                redline = make_redline(older[name], newer[name], "Example District Council", WHEN)
                pairs[f"{change}{way}, {name}"] = (older[name], newer[name], redline)
    found = counted(pairs)
    record_property(SAID, f"LibreOffice, redlines: {len(pairs)}, {found.pop('links')} links; {dict(found)}")
    assert len(pairs) == 2 * len(packs) * len(first)
    assert found.pop("stray empties") <= STRAY_EMPTIES
    assert found == dict.fromkeys(found, 0) | {"entries told with the same words": WORDS_THAT_CHANGED_PLACES}


def test_what_a_redline_may_come_to_instead_is_found_out() -> None:
    wanted = Shown((("Heading 1", "Aims"), ("Normal", "All is well."), ("Normal", "It ends.")), (("Aims", "Aims"),))
    wrong = {
        "links wrong": replace(wanted, links=(("Aims", None),)),
        "styles": replace(wanted, paragraphs=(("Normal", "Aims"), *wanted.paragraphs[1:])),
        "joined": replace(wanted, paragraphs=(wanted.paragraphs[0], ("Normal", "All is well.It ends."))),
        "stray empties": replace(wanted, paragraphs=(*wanted.paragraphs, ("Normal", " "))),
        "otherwise": replace(wanted, paragraphs=(*wanted.paragraphs[:2], ("Normal", "It goes on."))),
    }
    for kind, said in wrong.items():
        assert +differences(said, wanted) == Counter({kind: 1})
    assert +differences(wanted, wanted) == Counter()
