"""Words of a Word template that nobody sees, and that would be published all the same."""

from collections.abc import Iterator
from typing import Any

from bvdocs.core.colours import BLACK, UNSEEN_CONTRAST, contrast
from bvdocs.core.enclosed import Enclosed
from bvdocs.core.findings import Finding, Rule
from bvdocs.core.quoting import quoted
from bvdocs.core.wordml import WORD_DRAWING, W
from bvdocs.templating import rules
from bvdocs.templating.word.file import WordFile, WordText
from bvdocs.templating.word.looks import Looks, is_marked
from bvdocs.templating.word.walk import Met, is_on, local_name

# Under a marker of Word's more is needed: dark words under a black one are meant to be unreadable, and are not gone.
_SEEN_UNDER_A_MARKER = 1.5
# In half-points, as Word says sizes: text under 3 points is a line to the eye.
_SMALLEST = 6
_PRINTS_NOTHING = Enclosed({r"\{%": r"%\}", r"\{#": r"#\}"})
_HOW_TO_FIND = (
    "In Word, select all and take 'Hidden' off under Home, Font; or have it removed: File, Info, Check for Issues, "
    "Inspect Document."
)
_HOW_TO_SHOW = "Give it another colour or size in Word, or delete it."


def check_unseen(file: WordFile) -> Iterator[Finding]:
    """Report hidden words, and those that cannot be seen for their colour or size, once for each paragraph."""
    styles = next((each.target for each in file.relations(file.main) if each.kind.endswith("/styles")), "")
    looks = Looks(file.xml(styles))
    for text in file.texts:
        unseen: dict[tuple[int, Rule, str], str] = {}
        on_pictures = _lies_on_a_picture(text, file)
        for met in text.met:
            found = _fault(met, looks, on_pictures=on_pictures)
            if found:
                rule, why, words = found
                place = met.number, rule, why
                unseen[place] = unseen.get(place, "") + words
        for (number, rule, why), words in unseen.items():
            said = _PRINTS_NOTHING.replaced(words, lambda _: "").strip()
            if said:
                hint = _HOW_TO_FIND if rule is rules.HIDDEN_TEXT else _HOW_TO_SHOW
                yield rule.at(file.place(text.part, number), f"{quoted(said)} {why}, but would be published.", hint)


def _fault(met: Met, looks: Looks, *, on_pictures: bool) -> tuple[Rule, str, str] | None:
    """Return the rule that an element breaks, why it is not seen, and its words."""
    element, around = met.element, met.around
    if element.tag != f"{W}r":
        return None
    words = _words(element)
    if not words.strip():
        return None
    run = looks.styled(element, around)
    if looks.is_hidden(run):
        return rules.HIDDEN_TEXT, "is hidden", words
    if _is_in_hidden(around):
        return rules.HIDDEN_TEXT, "is in a hidden row, picture or text box", words
    size = looks.of(run, "sz")
    written = "" if size is None else size.get(f"{W}val") or ""
    if written.isascii() and written.isdigit() and int(written) < _SMALLEST:
        return rules.UNSEEN_TEXT, f"is {int(written) / 2:g} points high, too small to be seen", words
    marked = is_marked(run)
    ink = looks.ink(run) or (BLACK if marked else "")  # Word chooses ink for shading, not for a marker's
    in_a_box = any(each.tag == f"{W}txbxContent" for each in around)
    ground = looks.ground(run) if ink and (marked or not (on_pictures or in_a_box)) else None
    if ground and contrast(ink, ground) < (_SEEN_UNDER_A_MARKER if marked else UNSEEN_CONTRAST):
        return rules.UNSEEN_TEXT, f"has the colour {ink} on {ground}, which cannot be seen", words
    return None


def _words(run: Any) -> str:
    return "".join(each.text or "" for each in run if each.tag == f"{W}t")


def _is_in_hidden(around: tuple[Any, ...]) -> bool:
    """Say whether one of the elements around is a row, a drawing or a shape that is hidden."""
    for each in around:
        if each.tag == f"{W}tr" and is_on(each.find(f"{W}trPr/{W}hidden")):
            return True
        drawing = each.find(f"{WORD_DRAWING}docPr") if each.tag.startswith(WORD_DRAWING) else None
        if drawing is not None and drawing.get("hidden") in ("1", "true"):
            return True
        if "visibility:hidden" in (each.get("style") or "").replace(" ", ""):
            return True
    return False


def _lies_on_a_picture(text: WordText, file: WordFile) -> bool:
    """Say whether a picture may lie behind the words: its colours are not known here, so theirs are not looked at."""
    behind = [each for each in file.texts if each is text or each.part.startswith(("header", "footer"))]
    return any(
        local_name(met.element) == "anchor" and met.element.get("behindDoc") in ("1", "true")
        for each in behind
        for met in each.met
    )
