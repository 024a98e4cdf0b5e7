"""A person who edits a Word document of bvdocs: words, looks, bullets and cells of the plan, tracked or plain.

What is done in the document is done to the facts too, so that a test knows what is to come back. Written on plain XML
and on nothing of the program, as `tests/support/redlining.py` is.
"""

import io
import random
import zipfile
from copy import deepcopy
from dataclasses import dataclass, field, replace

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WORDS = """
members budget review progress quarterly independent residents audit recruitment training evidence priorities savings
delivery partners standards scrutiny forecast reserves procurement
""".split()  # noqa: SIM905 - a list of twenty lines says no more
Element = etree._Element
# A text in stretches of one look: words, bold, italic.
Pieces = tuple[tuple[str, bool, bool], ...]


@dataclass(frozen=True)
class Bullet:
    """A bullet as its person knows it; a new one has no row."""

    section: str
    pieces: Pieces
    codes: str
    row: int = 0

    @property
    def text(self) -> str:
        return "".join(words for words, _, _ in self.pieces)

    @property
    def said(self) -> tuple[str, Pieces, str]:
        return self.section, self.pieces, self.codes


@dataclass
class Person:
    """Somebody at work on a document; `author` signs what is tracked."""

    content: bytes
    random: random.Random
    author: str = "A Director"
    tracked: bool = False
    did: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        with zipfile.ZipFile(io.BytesIO(self.content)) as package:
            self._parts = {name: package.read(name) for name in package.namelist()}
        self.root = etree.fromstring(self._parts["word/document.xml"])
        self._number = 9000

    def saved(self) -> bytes:
        """The document as it is now."""
        self._parts["word/document.xml"] = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8")
        raw = io.BytesIO()
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in self._parts.items():
                package.writestr(name, content)
        return raw.getvalue()

    def words(self, number: int) -> str:
        """So many words as a person types them."""
        return " ".join(self.random.choice(_WORDS) for _ in range(number))

    def paragraph(self, text: str) -> Element:
        """The paragraph of the body that says this just so."""
        return next(each for each in self.root.iter(f"{W}p") if said(each) == text)

    def write(self, paragraph: Element, bullet: Bullet) -> None:
        """Write over what a paragraph says; tracked, what is not as it was stays as deleted."""
        new = bullet.text + (f" ({bullet.codes})" if bullet.codes else "")
        pieces = [*bullet.pieces, *([(f" ({bullet.codes})", False, False)] if bullet.codes else [])]
        plain = not any(bold or italic for _, bold, italic in pieces)
        old = said(paragraph)
        kept = 0
        if self.tracked and plain:
            while kept < min(len(old), len(new)) and old[kept] == new[kept]:
                kept += 1
            pieces = [(new[kept:], False, False)]
        self._cut(paragraph, kept)
        if self.tracked:
            inserted = self.mark("ins")
            inserted.extend(_run(*piece) for piece in pieces)
            paragraph.append(inserted)
        else:
            paragraph.extend(_run(*piece) for piece in pieces)

    def _cut(self, paragraph: Element, kept: int) -> None:
        """Delete what a paragraph says behind its first letters."""
        place = 0
        for text in list(paragraph.iter(f"{W}t")):
            run = parent_of(text)
            words = text.text or ""
            stays = max(kept - place, 0)
            place += len(words)
            if stays >= len(words):
                continue
            if self.tracked:
                gone = deepcopy(run)
                for child in [each for each in gone if each.tag != f"{W}rPr"]:
                    gone.remove(child)
                deleted = etree.SubElement(gone, f"{W}delText")
                deleted.text = words[stays:]
                deleted.set(SPACE, "preserve")
                mark = self.mark("del")
                mark.append(gone)
                run.addnext(mark)
            text.text = words[:stays]
            text.set(SPACE, "preserve")

    def add(self, beside: Element, bullet: Bullet, *, before: bool = False) -> Element:
        """Write a new bullet before or behind another."""
        made = etree.Element(f"{W}p")
        formatting = beside.find(f"{W}pPr")
        if formatting is not None:
            made.append(deepcopy(formatting))
            for mark in made.iter(f"{W}ins", f"{W}del"):
                detach(mark)
        if before:
            beside.addprevious(made)
        else:
            beside.addnext(made)
        if self.tracked:
            self.mark_end(made, "ins")
        self.write(made, bullet)
        return made

    def remove(self, paragraph: Element) -> None:
        """Delete a bullet."""
        if self.tracked:
            self._cut(paragraph, 0)
            self.mark_end(paragraph, "del")
        else:
            detach(paragraph)

    def mark_end(self, paragraph: Element, kind: str) -> None:
        """Track that the end of a paragraph was inserted or deleted."""
        formatting = paragraph.find(f"{W}pPr")
        if formatting is None:
            formatting = etree.Element(f"{W}pPr")
            paragraph.insert(0, formatting)
        look = formatting.find(f"{W}rPr")
        if look is None:
            look = etree.SubElement(formatting, f"{W}rPr")
        look.insert(0, self.mark(kind))

    def mark(self, kind: str) -> Element:
        """Return what Word puts around what was inserted or deleted."""
        self._number += 1
        given = {"id": str(self._number), "author": self.author, "date": "2025-10-01T09:00:00Z"}
        return etree.Element(f"{W}{kind}", {f"{W}{name}": value for name, value in given.items()})

    def make_noise(self) -> None:
        """Do what Word does at each save: split runs, note sessions, mark spelling."""
        for run in list(self.root.iter(f"{W}r")):
            texts = run.findall(f"{W}t")
            if (
                len(run.findall("*")) - len(run.findall(f"{W}rPr")) != 1
                or len(texts) != 1
                or self.random.random() < 0.6
            ):
                continue
            words = texts[0].text or ""
            if len(words) < 4:
                continue
            place = self.random.randrange(1, len(words))
            rest = deepcopy(run)
            other = next(rest.iter(f"{W}t"))
            texts[0].text, other.text = words[:place], words[place:]
            for each in (texts[0], other):
                each.set(SPACE, "preserve")
            rest.set(f"{W}rsidR", "00AB12CD")
            run.addnext(rest)
            if parent_of(run).tag == f"{W}p":
                run.addnext(etree.Element(f"{W}proofErr", {f"{W}type": "spellStart"}))


def parent_of(element: Element) -> Element:
    """What an element stands in."""
    parent = element.getparent()
    assert parent is not None
    return parent


def detach(element: Element) -> None:
    """Take an element out of where it stands."""
    parent_of(element).remove(element)


def said(paragraph: Element) -> str:
    """What a paragraph says, with line breaks."""
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join(
        each.text or "" if each.tag == f"{W}t" else signs[each.tag]
        for each in paragraph.iter(f"{W}t", *signs)
        if parent_of(each).tag == f"{W}r"
    )


def _run(words: str, bold: bool, italic: bool) -> Element:
    run = etree.Element(f"{W}r")
    if bold or italic:
        look = etree.SubElement(run, f"{W}rPr")
        for name in ["b"] * bold + ["i"] * italic:
            etree.SubElement(look, f"{W}{name}")
    text = etree.SubElement(run, f"{W}t")
    text.text = words
    text.set(SPACE, "preserve")
    return run


def edit_bullets(person: Person, bullets: list[Bullet], codes: list[str]) -> list[Bullet]:
    """Edit some bullets of a document, no two beside each other; return what they say then, in order."""
    found: list[Bullet] = []
    elements = {each: person.paragraph(printed(each)) for each in bullets}
    place = 0
    while place < len(bullets):
        bullet = bullets[place]
        following = bullets[place + 1] if place + 1 < len(bullets) else None
        kind = person.random.choice(
            ["", "", "change", "more", "bold", "italic", "codes", "add", "remove", "split", "join", "move"]
        )
        edit = globals().get(f"_{kind}")
        done = edit(person, elements, bullet, following, bullets, codes) if edit else None
        if done is None:
            found.append(bullet)
            place += 1
            continue
        person.did.append(f"{kind} row {bullet.row}")
        now, taken = done
        found += now
        place += taken
        # What is beside it stays as it is: else nobody could say which of the two it was.
        if place < len(bullets):
            found.append(bullets[place])
            place += 1
    return found


def printed(bullet: Bullet) -> str:
    """What the paragraph of a bullet says."""
    return bullet.text + (f" ({bullet.codes})" if bullet.codes else "")


Done = tuple[list[Bullet], int] | None
Elements = dict[Bullet, Element]
Bullets = list[Bullet]


def _plain(words: str) -> Pieces:
    return ((words, False, False),)


def _change(
    person: Person, elements: Elements, bullet: Bullet, _next: Bullet | None, _all: Bullets, _codes: object
) -> Done:
    words = bullet.text.split(" ")
    words[person.random.randrange(len(words))] = person.words(person.random.randint(1, 2))
    new = replace(bullet, pieces=_plain(" ".join(words)))
    if new.text == bullet.text:
        return None
    person.write(elements[bullet], new)
    return [new], 1


def _more(
    person: Person, elements: Elements, bullet: Bullet, _next: Bullet | None, _all: Bullets, _codes: object
) -> Done:
    new = replace(bullet, pieces=_plain(f"{bullet.text} The {person.words(3)}."))
    person.write(elements[bullet], new)
    return [new], 1


def _bold(
    person: Person,
    elements: Elements,
    bullet: Bullet,
    _next: Bullet | None,
    _all: Bullets,
    _codes: object,
    *,
    italic: bool = False,
) -> Done:
    words = bullet.text.split(" ")
    if len(words) < 3:
        return None
    at = person.random.randrange(1, len(words) - 1)
    look = (not italic, italic)
    pieces = (
        (" ".join(words[:at]) + " ", False, False),
        (words[at], *look),
        (" " + " ".join(words[at + 1 :]), False, False),
    )
    new = replace(bullet, pieces=pieces)
    person.write(elements[bullet], new)
    return [new], 1


def _italic(*given: object) -> Done:
    return _bold(*given, italic=True)  # type: ignore[arg-type]


def _codes(
    person: Person, elements: Elements, bullet: Bullet, _next: Bullet | None, _all: Bullets, codes: list[str]
) -> Done:
    new = replace(bullet, codes=person.random.choice(["", codes[0], ", ".join(codes[:2])]))
    if new == bullet:
        return None
    person.write(elements[bullet], new)
    return [new], 1


def _add(
    person: Person, elements: Elements, bullet: Bullet, _next: Bullet | None, _all: Bullets, codes: list[str]
) -> Done:
    new = Bullet(bullet.section, _plain(f"The {person.words(6)}."), person.random.choice(["", codes[0]]))
    before = person.random.random() < 0.3
    person.add(elements[bullet], new, before=before)
    return ([new, bullet] if before else [bullet, new]), 1


def _remove(
    person: Person, elements: Elements, bullet: Bullet, _next: Bullet | None, _all: Bullets, _codes: object
) -> Done:
    person.remove(elements[bullet])
    return [], 1


def _split(
    person: Person, elements: Elements, bullet: Bullet, _next: Bullet | None, _all: Bullets, _codes: object
) -> Done:
    words = bullet.text.split(" ")
    if len(words) < 6:
        return None
    at = person.random.randint(3, len(words) - 3)
    first = replace(bullet, pieces=_plain(" ".join(words[:at])), codes="", row=0)
    second = replace(bullet, pieces=_plain(" ".join(words[at:])), row=0)
    person.add(elements[bullet], first, before=True)
    person.write(elements[bullet], second)
    return [first, second], 1


def _join(
    person: Person, elements: Elements, bullet: Bullet, following: Bullet | None, _all: Bullets, _codes: object
) -> Done:
    if following is None or following.section != bullet.section:
        return None
    both = replace(following, pieces=_plain(f"{bullet.text} {following.text}"), row=0)
    person.remove(elements[bullet])
    person.write(elements[following], both)
    return [both], 2


def _move(
    person: Person, elements: Elements, bullet: Bullet, following: Bullet | None, every: Bullets, _codes: object
) -> Done:
    others = [each for each in every if each.section != bullet.section]
    if not others or len(bullet.text.split()) < 4:
        return None
    target = person.random.choice(others)
    if elements[target].getparent() is None or "moved" in elements[target].attrib:
        return None
    now = replace(bullet, section=target.section)
    person.remove(elements[bullet])
    person.add(elements[target], now)
    return [now], 1
