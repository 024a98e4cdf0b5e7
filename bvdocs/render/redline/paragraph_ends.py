"""Decides which ends of paragraphs are marked as deleted or inserted, so that every program joins what it should.

A paragraph whose end is taken away runs on into the next one. The end that is left gives its format to both, says the
standard (ECMA-376, part 1, 17.13.5.15), and Word does so; other programs keep the format of the first, as when a user
joins the two with a key. So that no style depends on this, the ends are marked so that both are the same.
"""

from collections.abc import Iterator
from dataclasses import replace

from bvdocs.render.redline.revision_marks import Revision
from bvdocs.render.redline.steps import Step
from bvdocs.render.redline.wordml import Element, format_of


def with_marked_ends(steps: list[Step]) -> list[Step]:
    """Return the steps with what became of each paragraph's end.

    No end is marked that programs cannot take away. That of the last paragraph of a body or cell is one. That of a
    paragraph before a table is another: Word takes it away with its words, LibreOffice leaves an empty paragraph.
    """
    done: list[Step] = []
    paragraphs: list[Step] = []
    for step in _with_last_end(steps):
        if step.block.is_table:
            done += [*_in_a_row(paragraphs), step]
            paragraphs = []
        else:
            paragraphs.append(step)
    return done + _in_a_row(paragraphs)


def _with_last_end(steps: list[Step]) -> list[Step]:
    """Return the steps so that the last is of a paragraph in both documents, if a table came or went before it."""
    head, tail = _split_behind_last_pair(steps)
    if not any(step.block.is_table for step in tail):
        return steps
    deleted = [step for step in tail if step.older]
    inserted = [step for step in tail if step.newer]
    if deleted and inserted:
        return [*head, *_sharing_the_last(deleted, inserted, tail)]
    if not head:
        return steps
    pair = head.pop()
    if deleted:
        return [*head, Step(pair.older, None), *tail[:-1], Step(tail[-1].older, pair.newer)]
    return [*head, Step(None, pair.newer), *tail[:-1], Step(pair.older, tail[-1].newer)]


def _split_behind_last_pair(steps: list[Step]) -> tuple[list[Step], list[Step]]:
    end = 1 + max((place for place, step in enumerate(steps) if not step.revision), default=-1)
    return steps[:end], steps[end:]


def _sharing_the_last(deleted: list[Step], inserted: list[Step], tail: list[Step]) -> list[Step]:
    """Return the steps so that the last deleted and the last inserted paragraph are one, which says other words."""
    rest = [step for step in tail if step is not deleted[-1] and step is not inserted[-1]]
    return [*rest, Step(deleted[-1].older, inserted[-1].newer)]


def _in_a_row(steps: list[Step]) -> list[Step]:
    """Return the steps of paragraphs that no table stands between, with their ends."""
    done: list[Step] = []
    for before, changed, behind in _stretches(steps):
        before, changed = _marked(before, changed, behind) if changed else (before, changed)
        done += [*([before] if before else []), *changed]
    return done


def _stretches(steps: list[Step]) -> Iterator[tuple[Step | None, list[Step], Step | None]]:
    """Yield what came or went, with the paragraph before it and the one behind it that are in both documents."""
    before: Step | None = None
    changed: list[Step] = []
    for step in steps:
        if step.revision:
            changed.append(step)
        else:
            yield before, changed, step
            before, changed = step, []
    yield before, changed, None


def _marked(before: Step | None, changed: list[Step], behind: Step | None) -> tuple[Step | None, list[Step]]:
    """Return the steps so that paragraphs which came or went have their ends marked, or the paragraph before them."""
    deleted = [step for step in changed if step.older]
    inserted = [step for step in changed if step.newer]
    own_ends = [replace(step, end=step.revision) for step in changed]
    if behind and _joins_alike(deleted, inserted, behind):
        return before, own_ends
    one_kind_at_the_end = not behind and not (deleted and inserted)
    if before and (one_kind_at_the_end or _fits_behind(before, deleted)):
        return _end_before(before, deleted, inserted)
    if not behind and deleted and inserted:
        last = _sharing_the_last(deleted, inserted, changed)
        return before, [*(replace(step, end=step.revision) for step in last[:-1]), last[-1]]
    return before, _remembering(deleted, inserted, behind) if behind and inserted else own_ends


def _joins_alike(deleted: list[Step], inserted: list[Step], behind: Step) -> bool:
    """Say whether what is left has the format of the first and of the last paragraph that is joined to it."""
    came = not inserted or _format(inserted[0]) == format_of(_older(behind))
    went = not deleted or _format(deleted[0]) == (_format(inserted[0]) if inserted else format_of(_newer(behind)))
    return came and went


def _fits_behind(before: Step, deleted: list[Step]) -> bool:
    """Say whether the end of the paragraph before may be marked and nothing then is shown in a format not its own."""
    return not deleted or _format(deleted[-1]) == format_of(_newer(before))


def _end_before(before: Step, deleted: list[Step], inserted: list[Step]) -> tuple[Step, list[Step]]:
    """Mark the end of the paragraph before what came or went; the last end then is the one that was always there.

    Where paragraphs went and others came, the end of the last that went is the one that came.
    """
    shown: list[Step] = []
    left: Element = _older(before)
    if deleted:
        left = _older(deleted[-1])
        last = replace(deleted[-1], end=Revision.INSERTED if inserted else None, takes=_newer(before))
        shown += [*(replace(step, end=Revision.DELETED) for step in deleted[:-1]), last]
    if inserted:
        last = replace(inserted[-1], remembers=left)
        shown += [*(replace(step, end=Revision.INSERTED) for step in inserted[:-1]), last]
    return replace(before, end=Revision.DELETED if deleted else Revision.INSERTED), shown


def _remembering(deleted: list[Step], inserted: list[Step], behind: Step) -> list[Step]:
    """Mark the ends of what came and went, and have the first of each end up in the format of what it is joined to."""
    went, came = ([replace(step, end=step.revision) for step in steps] for steps in (deleted, inserted))
    came[0] = replace(came[0], remembers=_older(behind))
    if went:
        went[0] = replace(went[0], takes=_newer(inserted[0]))
    return [*went, *came]


def _older(step: Step) -> Element:
    assert step.older  # noqa: S101 - asked of what the older document has
    return step.older.element


def _newer(step: Step) -> Element:
    assert step.newer  # noqa: S101 - asked of what the newer document has
    return step.newer.element


def _format(step: Step) -> str:
    return format_of(step.block.element)
