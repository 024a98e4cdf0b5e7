"""The type of an expression of a template, by the views' types, and the names in it that do not exist.

Where a type cannot be known, nothing is said.
"""

from collections.abc import Callable, Container
from dataclasses import dataclass, field
from typing import Any, get_args

from jinja2 import nodes

from bvdocs.core.findings import Rule
from bvdocs.core.quoting import did_you_mean
from bvdocs.core.rich_text import RichText
from bvdocs.templating import rules
from bvdocs.templating.names.catalogue import (
    EVERYWHERE,
    Function,
    choices,
    has_picture,
    if_there,
    is_view,
    names_of,
    stem,
)
from bvdocs.templating.names.scope import Macro, Scope
from bvdocs.templating.names.types import (
    SEE_REFERENCE,
    each_of,
    filtered,
    hint_for,
    is_list,
    meant,
    no_part,
    part_of,
    written,
)

_OF_EACH = {"selectattr", "rejectattr", "groupby"}  # the name of a part comes first
_ACTIONS = "Each of theme.actions has one"
# By the name of a function: what it makes, of which names of a view, and which views have these.
_MADE_OF = {
    "chip": (
        "the mark",
        {"mark", "ink", "fill"},
        "Each of theme.levels, and each cell and each entry of the key of a heatmap, has one.",
    ),
    "anchor": ("the place", {"anchor", "ref"}, f"{_ACTIONS}."),
    "link": ("a link", {"anchor", "ref"}, f"{_ACTIONS}, and each of overdue, moved and soon of report.attention."),
}

Say = Callable[[Rule, int, str, str], None]


@dataclass(eq=False)
class Expressions:
    """A reader of the expressions of one text, in a Word template if `word` says so.

    `say` reports a fault in a line, `call` takes what a macro is called with, and `asked` are the names that
    conditions in the text ask for, by their stems.
    """

    say: Say
    call: Callable[[Macro, nodes.Call, list[Any], dict[str, Any]], None]
    asked: Container[str]
    word: bool
    guarded: set[str] = field(default_factory=set)

    def type_of(self, node: nodes.Node | None, scope: Scope) -> Any:  # noqa: C901 - a case for each kind
        """Return what the expression is, and report every name in it that does not exist."""
        match node:
            case None:
                return Any
            case nodes.Const():
                return type(node.value) if isinstance(node.value, (str, int, float, bool)) else Any
            case nodes.Name():
                return self._name(node, scope)
            case nodes.Getattr():
                return self._part(node, self.type_of(node.node, scope), node.attr)
            case nodes.Getitem():
                return self._item(node, scope)
            case nodes.Filter():
                return self._filter(node, scope)
            case nodes.Test():
                return self._test(node, scope)
            case nodes.Call():
                return self._call(node, scope)
            case nodes.CondExpr():
                self.type_of(node.test, scope)
                one, other = self.type_of(node.expr1, scope), self.type_of(node.expr2, scope)
                return one if one == other else Any
        for child in node.iter_child_nodes():
            self.type_of(child, scope)
        return bool if isinstance(node, (nodes.Not, nodes.Compare)) else Any

    def _name(self, node: nodes.Name, scope: Scope) -> Any:
        name = node.name
        if name in scope:
            return scope[name]
        if name in self.guarded or node.ctx != "load":
            return Any
        if name == "theme":
            why = ", for it is known in the templates of the self-assessment alone."
            hint = "Put it within {% for theme in report.themes %} and {% endfor %}."
        elif name in EVERYWHERE and "report" in scope:
            why = f": it is known in {'page' if self.word else 'Word'} templates alone."
            hint = SEE_REFERENCE
        elif name in EVERYWHERE:
            why = ", for the file was included without it."
            hint = "Write 'with context' at the end of the tag that includes it."
        else:
            why, hint = meant(name, scope.nearest_first()), SEE_REFERENCE
        self.say(rules.UNKNOWN_NAME, node.lineno, f"there is no name '{name}' here{why}", hint)
        return Any

    def _item(self, node: nodes.Getitem, scope: Scope) -> Any:
        of = self.type_of(node.node, scope)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._part(node, of, node.arg.value)
        self.type_of(node.arg, scope)
        return of if isinstance(node.arg, nodes.Slice) else each_of(of)

    def _part(self, node: nodes.Getattr | nodes.Getitem, of: Any, name: str) -> Any:
        """Return what a part of something is; report it if there is none, or if the whole may be nothing."""
        path = written(node)
        if path and path in self.guarded:
            return Any
        found, known = part_of(of, name)
        around = written(node.node)
        if found is None:
            self.say(rules.UNKNOWN_NAME, node.lineno, no_part(name, around, of, known), hint_for(around, of))
            return Any
        if around and type(None) in get_args(of) and stem(around) not in self.asked:
            message = f"'{around}' may be nothing, and '{path}' would then stop the report."
            hint = f"Ask first: {{% if {around} %}} … {{% endif %}}."
            self.say(rules.MAY_BE_NOTHING, node.lineno, message, hint)
        return found

    def _filter(self, node: nodes.Filter, scope: Scope) -> Any:
        name = node.name
        if name not in node.environment.filters:  # type: ignore[union-attr]
            near = did_you_mean(name, list(node.environment.filters)) or "."  # type: ignore[union-attr]
            message = f"there is no filter '{name}' that could stand behind '|'{near}"
            hint = "Correct it, or take it out with the '|' before it."
            self.say(rules.UNKNOWN_FILTER, node.lineno, message, hint)
        if name in ("default", "d") and node.node is not None:
            self._guard(node.node)
        of = self.type_of(node.node, scope) if node.node is not None else str
        for part in (*node.args, *node.kwargs):
            self.type_of(part, scope)
        self._parts_by_filter(node, of)
        return filtered(node, of)

    def _parts_by_filter(self, node: nodes.Filter, of: Any) -> None:
        """Look up the names of parts in `map(attribute='name')`, `selectattr('name')` and the like."""
        given: dict[str, nodes.Expr] = {str(pair.key): pair.value for pair in node.kwargs}
        named = [given["attribute"]] if "attribute" in given else node.args[:1] if node.name in _OF_EACH else []
        for each in named:
            if isinstance(each, nodes.Const) and isinstance(each.value, str) and "default" not in given:
                for path in each.value.split(",") if node.name == "sort" else (each.value,):
                    self._path(each, each_of(of), path)

    def _path(self, node: nodes.Node, of: Any, path: str) -> Any:
        for name in path.split("."):
            found, known = part_of(of, name) if not name.isdecimal() else (each_of(of), [])
            if found is None:
                self.say(rules.UNKNOWN_NAME, node.lineno, no_part(name, "", of, known), SEE_REFERENCE)
                return Any
            of = found
        return of

    def _test(self, node: nodes.Test, scope: Scope) -> Any:
        if node.name not in node.environment.tests:  # type: ignore[union-attr]
            known = [each for each in node.environment.tests if each.isalpha()]  # type: ignore[union-attr]
            near = did_you_mean(node.name, known) or "."
            self.say(rules.UNKNOWN_FILTER, node.lineno, f"there is no test 'is {node.name}'{near}", "Correct it.")
        if node.name in ("defined", "undefined"):
            self._guard(node.node)
        for child in node.iter_child_nodes():
            self.type_of(child, scope)
        return bool

    def _guard(self, node: nodes.Node) -> None:
        """Note what the author asks for, or gives something in place of: it may be missing."""
        if path := written(node):
            self.guarded.add(path)

    def _call(self, node: nodes.Call, scope: Scope) -> Any:
        of = self.type_of(node.node, scope)
        given = [if_there(self.type_of(each, scope)) for each in node.args]
        named = {each.key: if_there(self.type_of(each.value, scope)) for each in node.kwargs}
        for rest in (node.dyn_args, node.dyn_kwargs):
            if rest is not None:
                self.type_of(rest, scope)
        if isinstance(of, Macro):
            self.call(of, node, given, named)
            return str
        if isinstance(of, Function):
            self._function(of, node, given)
            return str
        if of is not Any and (is_view(of) or is_list(of) or of in (str, int, float, bool, RichText)):
            message = f"'{written(node.node)}' is followed by brackets, but there is nothing to do: it is a fact."
            self.say(rules.NOT_UNDERSTOOD, node.lineno, message, "Take the brackets out.")
        return Any

    def _function(self, of: Function, node: nodes.Call, given: list[Any]) -> None:
        if of.name == "logo" or not given or given[0] is Any:
            return
        if of.name == "picture":
            right, what = has_picture(given[0]), "a picture"
            hint = "theme.heatmap, theme.movement, each of theme.timelines, and report.overview.heatmap have one."
        else:
            what, made_of, hint = _MADE_OF[of.name]
            right = all(is_view(part) and names_of(part).keys() >= made_of for part in choices(given[0]))
        if not right:
            called = f"{of.name}({written(node.args[0]) or '…'})"
            self.say(rules.NO_PICTURE, node.lineno, f"'{called}' asks for {what} of something that has none.", hint)
