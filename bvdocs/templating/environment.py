"""The Jinja environment that Word and page templates are filled in, and what can go wrong while they are.

Undefined names stop the build, values are escaped, and a template cannot reach beyond the view.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import is_dataclass
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bvdocs.core.errors import TemplateError
from bvdocs.view.origins import ORIGINS

_HINT = "Correct the template, or take the one that came with bvdocs again."


class _Undefined(jinja2.StrictUndefined):
    """A name that turns out not to exist while a template is filled in."""

    @property
    def _undefined_message(self) -> str:
        if self._undefined_obj is None:
            return f"what '{self._undefined_name}' is asked of is empty here; ask first with {{% if … %}}"
        return f"there is no name '{self._undefined_name}'"


# The code of texts that were compiled, and whether each is plain.
Compiled = dict[str, tuple[CodeType, bool]]


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """An environment that notes which facts of which views are asked for; `asked` has them by the view's name.

    They are all that a document hangs on if its template is `plain`: if it does nothing but name facts, ask whether
    they are there, repeat over them, and place them. Others may compare whole views, or take in another file. Those of
    one folder may share what is `compiled`.
    """

    def __init__(self, *given: Any, **settings: Any) -> None:
        """Take the settings of Jinja's own environment."""
        super().__init__(*given, **settings)
        self.asked: dict[str, set[str]] = {}
        self.plain = True
        self.compiled: Compiled = {}

    def from_string(self, source: str | nodes.Template, *given: Any, **named: Any) -> jinja2.Template:
        """Return the template of a text, as Jinja does, compiled once: that of a self-assessment is for each theme."""
        if not isinstance(source, str) or given or named:
            return super().from_string(source, *given, **named)
        before, self.plain = self.plain, True
        if source not in self.compiled:
            self.compiled[source] = self.compile(source), self.plain
        code, plain = self.compiled[source]
        self.plain = before and plain
        return self.template_class.from_code(self, code, self.make_globals(None))

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        self.plain = self.plain and _is_plain(tree)
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what a part of something is, as Jinja does."""
        self.note(obj, attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return what an item of something is, as Jinja does."""
        if isinstance(argument, str):
            self.note(obj, argument)
        return super().getitem(obj, argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Say whether a template may have a part of something: never the cells that a view knows."""
        return attr != ORIGINS and super().is_safe_attribute(obj, attr, value)

    def note(self, obj: Any, *names: str) -> None:
        """Note that these parts of a view are asked for."""
        if is_dataclass(obj):
            self.asked.setdefault(type(obj).__name__, set()).update(names)


# What a plain template is made of.
_PLAIN = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem,
    nodes.For, nodes.If, nodes.Not, nodes.And, nodes.Or, nodes.CondExpr,
)  # fmt: skip
_PLAIN_FILTERS = {"length", "count", "first", "last", "default", "d"}
_PLAIN_TESTS = {"defined", "undefined", "none"}
# They note what they ask of a view.
_PLAIN_CALLS = {"anchor", "chip", "link", "logo", "picture"}


def _is_plain(tree: nodes.Template) -> bool:
    return all(map(_is_plain_node, tree.find_all(nodes.Node)))


def _is_plain_node(node: nodes.Node) -> bool:
    match node:
        case nodes.Call():
            return isinstance(node.node, nodes.Name) and node.node.name in _PLAIN_CALLS
        case nodes.Filter():
            return node.name in _PLAIN_FILTERS
        case nodes.Test():
            return node.name in _PLAIN_TESTS
        case nodes.Compare():
            # No view is a number or a text: it is not looked into.
            sides = [node.expr, *(each.expr for each in node.ops)]
            return any(isinstance(each, nodes.Const) for each in sides) and len(sides) == 2
        case nodes.Operand():
            return node.op not in ("in", "notin")
    return isinstance(node, _PLAIN)


def make_environment(
    folder: Path, finalize: Callable[[object], object], kind: type[TemplateEnvironment] = TemplateEnvironment
) -> TemplateEnvironment:
    """Return an environment for the templates in `folder`; `finalize` turns a value into what is printed."""
    return kind(
        loader=jinja2.FileSystemLoader(folder),
        undefined=_Undefined,
        autoescape=True,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@contextmanager
def template_faults(path: Path, *of_library: type[Exception]) -> Iterator[None]:
    """Turn whatever goes wrong while the template at `path` is filled in into one TemplateError with its file.

    `of_library` are the errors of the library that makes the document. What a template's text alone can tell has been
    found by `check_templates` before.
    """
    try:
        yield
    except jinja2.TemplateError as fault:
        raise TemplateError(f"{path}: {fault.message}", _HINT) from fault
    except of_library as fault:
        raise TemplateError(f"{path}: the template cannot be filled: {fault}.", _HINT) from fault
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError) as fault:
        raise TemplateError(f"{path}: a tag cannot be worked out: {fault}", _HINT) from fault
