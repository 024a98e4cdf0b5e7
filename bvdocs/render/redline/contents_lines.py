"""Takes the lines of a list of contents together while documents are compared, and sets them apart again.

Several headings stand on a line. One that comes or goes moves those behind it to other lines, which is no change of
theirs: so the whole list is compared as one paragraph, in which the ends of lines may come and go too.
"""

from itertools import pairwise

from bvdocs.core.wordml import W
from bvdocs.render.redline.revision_marks import Revision, RevisionMarker
from bvdocs.render.redline.wordml import LINK, PARAGRAPH, PARAGRAPH_FORMAT, RUN, TEXT, Element, new, remove, style_of

# What stands for the end of a line, with the format of that line in it; no document has a break of this type.
_SIGN, _TYPE = f"{W}br", "bvdocs-line"
_REVISIONS = {f"{W}{revision}": revision for revision in Revision}


def is_contents(paragraph: Element) -> bool:
    """Say whether a paragraph has no words but those of links within its document, as lines of contents have."""
    links = [link for link in paragraph.iterchildren(LINK) if link.get(f"{W}anchor")]
    beside = (text.text or "" for run in paragraph.iterchildren(RUN) for text in run.iterchildren(TEXT))
    return bool(links) and not "".join(beside).strip() and all(_is_plain(child) for child in paragraph)


def _is_plain(child: Element) -> bool:
    return child.tag in {PARAGRAPH_FORMAT, RUN, LINK, f"{W}bookmarkStart", f"{W}bookmarkEnd"}


def join_lines(root: Element) -> None:
    """Have each list of contents be one paragraph, with a sign at the end of each line but the last."""
    lines = [paragraph for paragraph in root.iter(PARAGRAPH) if is_contents(paragraph)]
    for line, following in pairwise(lines):
        if line.getnext() is not following or style_of(line) != style_of(following):
            continue
        sign, run = new("br", type=_TYPE), new("r")
        run.append(sign)
        formatting = line.find(PARAGRAPH_FORMAT)
        content = [child for child in line if child is not formatting]
        if formatting is not None:
            sign.append(formatting)
        place = 0 if following.find(PARAGRAPH_FORMAT) is None else 1
        following[place:place] = [*content, run]
        remove(line)


def is_line_end(node: Element) -> bool:
    """Say whether a run holds the sign of a line's end."""
    return any(sign.get(f"{W}type") == _TYPE for sign in node.iterchildren(_SIGN))


def split_lines(root: Element, marker: RevisionMarker) -> None:
    """Have each line be a paragraph again, whose end is marked if the sign of it came or went."""
    for run in [run for run in root.iter(RUN) if is_line_end(run)]:
        within = run.getparent()
        revision = None if within is None else _REVISIONS.get(str(within.tag))
        sign = run if revision is None or within is None else within
        paragraph = sign.getparent()
        if paragraph is None:
            continue
        line = new("p")
        line.extend(run[-1].findall(PARAGRAPH_FORMAT))
        line.extend([child for child in sign.itersiblings(preceding=True) if child.tag != PARAGRAPH_FORMAT][::-1])
        paragraph.addprevious(line)
        remove(sign)
        if revision:
            marker.mark_end(line, revision)
