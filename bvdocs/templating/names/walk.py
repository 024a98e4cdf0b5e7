"""Going through a template as it would be filled in, without filling it in: which names are known at each place."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from jinja2 import nodes

from bvdocs.core.documents import DOCUMENTS
from bvdocs.core.findings import Finding, Rule
from bvdocs.core.quoting import did_you_mean
from bvdocs.core.rich_text import RichText
from bvdocs.templating import rules
from bvdocs.templating.names.catalogue import Function, choices, if_there, is_view, stem
from bvdocs.templating.names.expressions import Expressions
from bvdocs.templating.names.scope import Loop, Macro, Module, Scope
from bvdocs.templating.names.types import each_of, instead_of_printing, is_list, meant, written
from bvdocs.templating.pages.library import Library
from bvdocs.templating.source import TemplateText
from bvdocs.templating.tags.check import check_outside_of_blocks

# Frames and macros within each other are gone into so often and no further.
_DEEPEST = 12
_COUNTABLE = (int, float, bool)
_NAME = re.compile(r"[A-Za-z_]\w*")


class NameChecker:
    """A checker of the names in one document's template and in all that it takes in.

    `known` is what the template may name at the top.
    """

    def __init__(self, library: Library, source: TemplateText, known: Mapping[str, Any]) -> None:
        self._library = library
        self._globals = Scope(dict.fromkeys(library.environment.globals, Any))
        self._top = self._globals.new_child(dict(known))
        self._source = source
        # Such a document is made only where there is what it is about.
        self._always_there = [each.name for each in DOCUMENTS if source.file.startswith(f"{each.name}.")]
        self._depth = 0
        self._included: list[TemplateText] = []
        self._frames: list[TemplateText] = []
        self._in_a_circle = False
        self._called_with: set[tuple[Any, ...]] = set()
        self._expressions: dict[str, Expressions] = {}
        self._blocks: dict[str, tuple[nodes.Block, TemplateText]] = {}
        self._filled: set[str] = set()
        self.findings: list[Finding] = []
        self.rich = False  # whether it prints text that may hold links

    def findings_of_names(self) -> list[Finding]:
        """Return everything that is wrong with names."""
        with suppress(RecursionError):  # of an expression that nobody can read, nothing is said
            self._template(self._source, self._top)
        return self.findings

    # What is found, and in which text

    def _say(self, rule: Rule, line: int, message: str, hint: str) -> None:
        self.findings.append(self._source.fault(rule, line, message, hint))

    def _type(self, node: nodes.Node | None, scope: Scope) -> Any:
        key = f"{self._source.file}, {self._source.part}"
        if key not in self._expressions:
            asked = {*_asked(self._library.tree(self._source)), *self._always_there}
            self._expressions[key] = Expressions(self._say, self._called, asked, self._source.is_word)
        return self._expressions[key].type_of(node, scope)

    def _within(self, source: TemplateText, body: list[nodes.Node], scope: Scope) -> None:
        """Go through statements of another text."""
        before, self._source = self._source, source
        self._depth += 1
        if self._depth <= _DEEPEST:
            self._body(body, scope)
        self._depth -= 1
        self._source = before

    # Whole files

    def _template(self, source: TemplateText, scope: Scope) -> None:
        """Go through a whole file, and the frame that it is put into."""
        self._source = source
        tree = self._library.tree(source)
        if tree is None:
            # What a file would give whose tags are at fault is not known; the faults are said elsewhere.
            for tag in source.scanned.tags:
                for name in _NAME.findall(tag.inside) if tag.opening == "{%" else ():
                    scope.setdefault(name, Any)
            return
        self._frames.append(source)
        frame = next((each for each in tree.body if isinstance(each, nodes.Extends)), None)
        parent = self._library.taken_in(frame.template, self._say_missing) if frame else None
        if frame is None or parent is None:
            self._body(tree.body, scope)
        elif parent not in self._frames:
            self._framed(source, tree, parent, scope)
        else:
            self._in_a_circle = True
            message = f"'{source.file}' is put into '{parent.file}', which in its turn is put into '{source.file}'."
            hint = "Take {% extends … %} out of the one that is the frame."
            self._say(rules.NOT_UNDERSTOOD, frame.lineno, message, hint)

    def _framed(self, source: TemplateText, tree: nodes.Template, parent: TemplateText, scope: Scope) -> None:
        """Go through a file whose blocks are put into a frame, the file `parent`."""
        blocks = list(tree.find_all(nodes.Block))
        for block in blocks:
            self._blocks.setdefault(block.name, (block, source))
        self._body(_unprinted(tree), scope)
        self._template(parent, scope)
        self._source = source
        if self._in_a_circle:
            return  # of what no frame prints, nothing can be said
        if self._library.tree(parent) is None:
            self._body([*blocks], self._top)
            return
        self.findings += check_outside_of_blocks(source, tree)
        nested = {each.name for each in blocks} - {each.name for each in tree.body if isinstance(each, nodes.Block)}
        for block in blocks:
            if block.name not in nested | self._filled:
                near = meant(block.name, sorted(self._filled))
                message = f"the frame has no block '{block.name}', so what is in it is never printed{near}"
                self._say(rules.UNKNOWN_BLOCK, block.lineno, message, "Correct the block's name.")

    def _say_missing(self, name: str, line: int) -> None:
        near = did_you_mean(name, self._library.page_names()) or "."
        hint = "Put it back, take the one that came with bvdocs, or correct its name."
        self._say(rules.PART_MISSING, line, f"there is no file '{name}' among the templates{near}", hint)

    # Statements

    def _body(self, body: list[nodes.Node], scope: Scope) -> None:
        for each in body:
            if isinstance(each, nodes.Macro):  # known before its place too, so that the order is no matter
                scope[each.name] = Macro(each, self._source, scope)
        for each in body:
            self._statement(each, scope)

    def _statement(self, node: nodes.Node, scope: Scope) -> None:  # noqa: C901 - a case for each kind
        match node:
            case nodes.Output():
                self._output(node, scope)
            case nodes.For():
                self._for(node, scope)
            case nodes.If():
                self._type(node.test, scope)
                self._body([*node.body, *node.elif_, *node.else_], scope)
            case nodes.Assign():
                self._bind(node.target, self._type(node.node, scope), scope)
            case nodes.Block():
                self._block(node, scope)
            case nodes.Include():
                self._include(node, scope)
            case nodes.Import():
                names = self._macros_of(node, scope)
                scope[node.target] = Any if names is None else Module(tuple(names.items()))
            case nodes.FromImport():
                self._from_import(node, scope)
            case nodes.Macro():  # gone into where it is called, with what it is called with
                for default in node.defaults:
                    self._type(default, scope)
            case nodes.Extends():
                pass  # seen to for the file as a whole
            case _:
                self._any_other(node, scope)

    def _any_other(self, node: nodes.Node, scope: Scope) -> None:
        """Go through a statement that templates hardly use; of the names that it gives nothing is known."""
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Stmt):
                self._statement(child, scope)
            elif getattr(child, "ctx", "load") != "load":
                self._bind(child, Any, scope)
            else:
                self._type(child, scope)

    def _output(self, node: nodes.Output, scope: Scope) -> None:
        for each in node.nodes:
            hint = self._type(each, scope)
            self.rich = self.rich or RichText in choices(hint)
            if instead := instead_of_printing(hint):
                kind = "a list" if is_list(hint) else "no text, but what texts are taken from"
                self._say(rules.NOT_PRINTABLE, each.lineno, f"'{written(each) or 'this'}' is {kind}.", instead)

    def _for(self, node: nodes.For, scope: Scope) -> None:
        over = self._type(node.iter, scope)
        if isinstance(over, Function) or over in _COUNTABLE or all(is_view(part) for part in choices(over)):
            message = f"'{written(node.iter) or 'this'}' is not a list, so nothing can be repeated for each of it."
            hint = "Name one of its parts that is a list; docs/template-reference.md says which are."
            self._say(rules.NOT_A_LIST, node.lineno, message, hint)
            over = Any
        within = scope.new_child({"loop": Loop(each_of(over))})
        self._bind(node.target, each_of(over), within)
        if node.test:
            self._type(node.test, within)
        self._body(node.body, within)
        self._body(node.else_, scope.new_child())

    def _bind(self, target: nodes.Node, hint: Any, scope: Scope) -> None:
        """Note the names that a loop or `{% set %}` gives."""
        if isinstance(target, nodes.Name):
            scope[target.name] = if_there(hint)
        for child in target.iter_child_nodes():
            self._bind(child, Any, scope)

    def _block(self, node: nodes.Block, scope: Scope) -> None:
        self._filled.add(node.name)
        block, source = self._blocks.get(node.name, (node, self._source))
        around = scope if node.scoped else self._top
        self._within(source, block.body, around.new_child(dict.fromkeys(("super", "self"), Any)))

    # What is taken in

    def _include(self, node: nodes.Include, scope: Scope) -> None:
        source = self._library.taken_in(node.template, None if node.ignore_missing else self._say_missing)
        tree = self._library.tree(source) if source else None
        if source and tree:
            self._taken_in(source, tree.body, (scope if node.with_context else self._globals).new_child())

    def _taken_in(self, source: TemplateText, body: list[nodes.Node], scope: Scope) -> None:
        """Go through the statements of another file; one that takes itself in is gone into once."""
        if source not in self._included:
            self._included.append(source)
            self._within(source, body, scope)
            self._included.pop()

    def _from_import(self, node: nodes.FromImport, scope: Scope) -> None:
        names = self._macros_of(node, scope)
        for each in node.names:
            name, alias = each if isinstance(each, tuple) else (each, each)
            if names is not None and name not in names:
                file = getattr(node.template, "value", "")
                message = f"there is no '{name}' in '{file}'{meant(name, list(names))}"
                self._say(rules.UNKNOWN_NAME, node.lineno, message, "Correct it, or take it out.")
            scope[alias] = (names or {}).get(name, Any)

    def _macros_of(self, node: nodes.Import | nodes.FromImport, scope: Scope) -> dict[str, Any] | None:
        """Return what a file offers to others; None where it cannot be known."""
        source = self._library.taken_in(node.template, self._say_missing)
        tree = self._library.tree(source) if source else None
        if source is None or tree is None:
            return None
        module = (scope if node.with_context else self._globals).new_child()
        self._taken_in(source, _unprinted(tree), module)
        return dict(module.maps[0])

    def _called(self, macro: Macro, node: nodes.Call, given: list[Any], named: dict[str, Any]) -> None:
        names = [each.name for each in macro.node.args]
        arguments = {**dict.fromkeys(names, Any), **dict(zip(names, given, strict=False)), **named}
        key = (macro, *sorted((name, repr(hint)) for name, hint in arguments.items()))
        if key in self._called_with or node.dyn_args or node.dyn_kwargs:
            return
        self._called_with.add(key)
        known = {**dict.fromkeys(("caller", "varargs", "kwargs"), Any), **arguments}
        self._within(macro.source, macro.node.body, macro.scope.new_child(known))


def _unprinted(tree: nodes.Template) -> list[nodes.Node]:
    """Return what a file says beside what is printed."""
    return [each for each in tree.body if not isinstance(each, (nodes.Output, nodes.Block))]


def _asked(tree: nodes.Template | None) -> Iterator[str]:
    """Yield the stems of the names by which some condition asks whether there is something."""
    for each in tree.find_all((nodes.If, nodes.CondExpr, nodes.For, nodes.And)) if tree else ():
        test = each.left if isinstance(each, nodes.And) else each.test  # type: ignore[attr-defined]
        for part in (test, *test.find_all((nodes.Name, nodes.Getattr))) if test else ():
            yield stem(written(part))
