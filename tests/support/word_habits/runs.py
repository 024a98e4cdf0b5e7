"""Runs and paragraphs as Word saves them: split where one was edited, marked by the proofing tools, numbered."""

from copy import deepcopy
from typing import Any

from tests.support.word_habits.package import W14, SavedPackage, W, elements, words_of

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RSIDS = ("00A77B3E", "004D2C11", "00F15E90", "007E02AB")


def set_smart_quotes(package: SavedPackage) -> None:
    """Set quotation marks as Word does while one types, in a tag too."""
    prompt = "<w:p><w:r><w:t>{%p if report.title == “nothing”  or theme is defined and theme.name == ‘nobody’ %}"
    end = "<w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p>"
    before = package.body.find(f"{W}sectPr")
    for each in elements(f"{prompt}</w:t></w:r></w:p><w:p><w:r><w:t>Nothing</w:t></w:r></w:p>{end}"):
        before.addprevious(each)


def note_page_breaks(package: SavedPackage) -> None:
    """Note where pages broke when the file was last laid out: in each loop, and in the middle of a paragraph."""
    for paragraph in package.looped():
        run = next(each for each in paragraph.iter(f"{W}r") if "{{" in words_of(each))
        run.insert(1 if run.find(f"{W}rPr") is not None else 0, elements("<w:lastRenderedPageBreak/>")[0])


def split_runs(package: SavedPackage) -> None:
    """Split each run into up to three, as where it was edited at another time; a tag between its braces too."""
    for number, paragraph in enumerate(each for text in package.texts() for each in text.iter(f"{W}p")):
        for name in ("rsidR", "rsidRDefault", "rsidP"):
            paragraph.set(f"{W}{name}", _RSIDS[number % 3])
        for run in [each for each in paragraph.iter(f"{W}r") if next(each.iterancestors(f"{W}p")) is paragraph]:
            _split(run, number)
    for row in package.body.iter(f"{W}tr"):
        row.set(f"{W}rsidR", _RSIDS[0])
        row.set(f"{W}rsidTr", _RSIDS[1])


def _split(run: Any, number: int) -> None:
    pieces = [each for each in run if each.tag != f"{W}rPr"]
    tracked = run.find(f"{W}rPr/{W}rPrChange") is not None  # its number would be there three times
    if tracked or [each.tag for each in pieces] != [f"{W}t"] or len(pieces[0].text or "") < 3:
        run.set(f"{W}rsidRPr", _RSIDS[number % 4])
        return
    text = str(pieces[0].text)
    # Within the braces at the beginning and the end of a tag, or in the middle of a word.
    first, second = (1, len(text) - 1) if number % 2 else (len(text) // 3, 2 * len(text) // 3)
    for place, piece in enumerate((text[:first], text[first:second], text[second:])):
        part = deepcopy(run)
        (words,) = part.iter(f"{W}t")
        words.text = piece
        words.set(_XML_SPACE, "preserve")
        part.set(f"{W}rsidR" if place % 2 else f"{W}rsidRPr", _RSIDS[(number + place) % 4])
        run.addprevious(part)
    run.getparent().remove(run)


def note_proof_errors(package: SavedPackage) -> None:
    """Mark the second run of each paragraph as misspelt, and all of it as bad grammar; marks stand within tags too."""
    for paragraph in package.body.iter(f"{W}p"):
        runs = paragraph.findall(f"{W}r")
        if len(runs) > 1:
            begin, end = elements('<w:proofErr w:type="spellStart"/><w:proofErr w:type="spellEnd"/>')
            runs[1].addprevious(begin)
            runs[1].addnext(end)
        if runs:
            begin, end = elements('<w:proofErr w:type="gramStart"/><w:proofErr w:type="gramEnd"/>')
            runs[0].addprevious(begin)
            runs[-1].addnext(end)


def number_paragraphs(package: SavedPackage) -> None:
    """Give each paragraph, and each row, an identity of its own; comments have theirs."""
    for text in package.texts():
        for element in text.iter(f"{W}p", f"{W}tr"):
            if element.get(f"{W14}paraId") is None:
                element.set(f"{W14}paraId", package.hexadecimal())
                element.set(f"{W14}textId", "77777777")
