"""Rules on a Word file: a register of small functions, and what they find in it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from tests.support.word_package import Package

Rule = Callable[[Package], Iterator[tuple[str, str]]]


class Fault(NamedTuple):
    """What is wrong in a Word file: the rule, the place, and what is there."""

    rule: str
    where: str
    what: str


class Rules(dict[str, Rule]):
    """Rules by name."""

    def add(self, function: Rule) -> Rule:
        """Register a rule under the name of its function."""
        self[function.__name__.replace("_", "-")] = function
        return function

    def faults(self, content: bytes) -> list[Fault]:
        """Everything that the rules find in the Word file."""
        package = Package(content)
        return [Fault(name, where, what) for name, check in self.items() for where, what in check(package)]
