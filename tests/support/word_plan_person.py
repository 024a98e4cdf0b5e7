"""A person who edits the action plan in Word: what actions say, by whom, by when; milestones, updates, whole rows."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta

from lxml import etree

from bvdocs.core.english import date_words
from tests.support.word_person import SPACE, Element, Person, W, detach, parent_of, said

# By sheet, row and column, what a cell is to hold: in words, but for days and percentages.
Facts = dict[tuple[str, int, str], object]
_OWNERS = ("Head of Finance", "Director of Place", "Head of Law", "Assistant Director of Change", "Monitoring Officer")


class Plan:
    """The action plan that somebody edits: a row of it by an action's reference."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.chance = person.random
        self.facts: Facts = {}
        self.removed: list[int] = []

    def row(self, ref: str) -> Element:
        """The row that tells of an action, which stands behind those of other tables."""
        return [each for each in self.person.root.iter(f"{W}tr") if _first_words(each) == ref][-1]

    def replace(self, row: Element, old: str, new: str) -> None:
        """Write over words of a row; tracked, the old ones stay as deleted."""
        text = next(each for each in row.iter(f"{W}t") if old in (each.text or ""))
        before, _, behind = (text.text or "").partition(old)
        if not self.person.tracked:
            text.text = f"{before}{new}{behind}"
            text.set(SPACE, "preserve")
            return
        run = parent_of(text)
        children = [each for each in run if each.tag != f"{W}rPr"]
        place = children.index(text)
        look = run.find(f"{W}rPr")

        def part(*inner: Element) -> Element:
            made = etree.Element(f"{W}r")
            made.extend([*([] if look is None else [deepcopy(look)]), *inner])
            return made

        deleted, inserted = self.person.mark("del"), self.person.mark("ins")
        deleted.append(part(_text("delText", old)))
        inserted.append(part(_text("t", new)))
        for each in (
            part(*map(deepcopy, children[:place]), _text("t", before)),
            deleted,
            inserted,
            part(_text("t", behind), *map(deepcopy, children[place + 1 :])),
        ):
            run.addprevious(each)
        detach(run)

    def add_line(self, row: Element, column: int, words: str) -> None:
        """Write a paragraph more into a cell of a row."""
        last = row.findall(f"{W}tc")[column].findall(f"{W}p")[-1]
        made = etree.Element(f"{W}p")
        if (formatting := last.find(f"{W}pPr")) is not None:
            made.append(deepcopy(formatting))
        run = etree.SubElement(made, f"{W}r")
        run.append(_text("t", words))
        if self.person.tracked:
            mark = self.person.mark("ins")
            run.addprevious(mark)
            mark.append(run)
        last.addnext(made)

    def remove_row(self, row: Element) -> None:
        """Delete a row."""
        if self.person.tracked:
            properties = row.find(f"{W}trPr")
            if properties is None:
                properties = etree.Element(f"{W}trPr")
                row.insert(0, properties)
            properties.append(self.person.mark("del"))
        else:
            detach(row)


def _text(name: str, words: str) -> Element:
    made = etree.Element(f"{W}{name}")
    made.text = words
    made.set(SPACE, "preserve")
    return made


def _first_words(row: Element) -> str:
    return said(next(row.iter(f"{W}p"))).partition("\n")[0]


def edit_plan(
    plan: Plan, actions: list[tuple[int, dict[str, str]]], milestones: dict[str, list[tuple[int, dict[str, str]]]]
) -> None:
    """Edit some actions, given by their rows with what each prints, and milestones by the references of theirs."""
    for number, printed in actions:
        kinds = [each for each in EDITS if plan.chance.random() < 0.25]
        if "gone" in kinds and plan.chance.random() < 0.3:
            plan.remove_row(plan.row(printed["Ref"]))
            plan.removed.append(number)
            plan.person.did.append(f"gone row {number}")
            continue
        for kind in kinds:
            edit = EDITS[kind]
            if edit(plan, number, printed):
                plan.person.did.append(f"{kind} row {number}")
        for row, step in milestones.get(printed["Ref"], ()):
            if plan.chance.random() < 0.2:
                new = f"The {plan.person.words(3)} are done."
                plan.replace(plan.row(printed["Ref"]), step["Milestone"], new)
                plan.facts["Milestones", row, "Milestone"] = new
                plan.person.did.append(f"milestone row {row}")


Edit = Callable[[Plan, int, dict[str, str]], bool]


def _to(column: str, make: Callable[[Plan, str], tuple[str, object]]) -> Edit:
    """An edit that puts other words in place of those of a column: those written, and what the cell is to hold."""

    def edit(plan: Plan, number: int, printed: dict[str, str]) -> bool:
        old = printed.get(column, "")
        if not old:
            return False
        new, value = make(plan, old)
        if new == old:
            return False
        plan.replace(plan.row(printed["Ref"]), old, new)
        plan.facts["Actions", number, column] = value
        return True

    return edit


def _same(make: Callable[[Plan, str], str]) -> Callable[[Plan, str], tuple[str, object]]:
    def made(plan: Plan, old: str) -> tuple[str, object]:
        new = make(plan, old)
        return new, new

    return made


def _day(plan: Plan, old: str) -> tuple[str, object]:
    day = date(2026, 1, 1) + timedelta(days=plan.chance.randrange(400))
    if date_words(day) == old:
        return old, day
    return plan.chance.choice([date_words(day), f"{day:%d/%m/%Y}", f"{day.day} {day:%b} {day.year}"]), day


def _share(plan: Plan, _old: str) -> tuple[str, object]:
    share = plan.chance.randrange(1, 100)
    return f"{share}%", float(share)


def _one_word(plan: Plan, old: str) -> str:
    words = old.split(" ")
    words[plan.chance.randrange(len(words))] = plan.person.words(1)
    return " ".join(words)


def _update(plan: Plan, number: int, printed: dict[str, str]) -> bool:
    """Write an update where there was none."""
    if printed.get("Update"):
        return False
    new = f"The {plan.person.words(5)}."
    plan.add_line(plan.row(printed["Ref"]), 1, f"Latest update: {new}")
    plan.facts["Actions", number, "Update"] = new
    return True


EDITS: dict[str, Edit] = {
    "owner": _to("Owner", _same(lambda plan, _: plan.chance.choice(_OWNERS))),
    "due": _to("Due", _day),
    "status": _to("Status", _same(lambda plan, _: plan.chance.choice(["Complete", "Under way", "Not started"]))),
    "progress": _to("Progress", _share),
    "action": _to("Action", _same(_one_word)),
    "success": _to("Success measure", _same(lambda plan, _: f"All {plan.person.words(4)} are met.")),
    "update": _to("Update", _same(lambda plan, old: f"{old} The {plan.person.words(4)}.")),
    "source": _to("Source", _same(lambda plan, _: f"{plan.person.words(2)} review")),
    "new update": _update,
    "gone": lambda _plan, _number, _printed: False,
}
