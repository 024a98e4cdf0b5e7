"""The parts that a value has by its type, and the words for a part that does not exist."""

from typing import Any, get_args, get_origin

from jinja2 import nodes

from bvdocs.core.quoting import nearest
from bvdocs.templating.names.catalogue import Function, choices, is_view, names_of
from bvdocs.templating.names.scope import LOOP_NAMES, Loop, Macro, Module

SEE_REFERENCE = "Correct it; docs/template-reference.md lists every name."
_SAME_LIST = {"list", "sort", "reverse", "unique", "select", "reject", "selectattr", "rejectattr"}
_ONE_OF = {"first", "last", "random", "min", "max"}
# How many known names are listed where none is near.
_LISTED = 8


def is_list(hint: Any) -> bool:
    return get_origin(hint) is tuple


def each_of(hint: Any) -> Any:
    """Return what a loop over it gives."""
    parts = get_args(hint) if is_list(hint) else ()
    return parts[0] if parts and (parts[1:] == (...,) or len(set(parts)) == 1) else Any


def meant(name: str, known: list[str], before: str = "") -> str:
    """Return the nearest known name as the end of a sentence; if none is near, the first of those that are known."""
    if near := nearest(name, known):
        return f"; did you mean '{before}{near}'?"
    return f"; known here: {', '.join(known[:_LISTED])}{' …' if len(known) > _LISTED else ''}."


def written(node: nodes.Node) -> str:
    """Return an expression as an author writes it, as far as it is names and places; else ''."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{around}.{node.attr}" if (around := written(node.node)) else ""
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return f"{around}[{node.arg.value!r}]" if (around := written(node.node)) else ""
    return ""


def part_of(of: Any, name: str) -> tuple[Any, list[str]]:
    """Return what a part of something is, None if there is none; and the parts that there are, if they can be known."""
    if isinstance(of, Loop):
        return (of.each if name in ("previtem", "nextitem") else Any) if name in LOOP_NAMES else None, list(LOOP_NAMES)
    if isinstance(of, Module):
        names = dict(of.names)
        return names.get(name), list(names)
    if isinstance(of, (Macro, Function)) or of is Any:
        return Any, []
    known: list[str] = []
    for part in choices(of):
        if is_view(part):
            known += names_of(part)
            if name in names_of(part):
                return names_of(part)[name], known
        elif hasattr(get_origin(part) or part, name) and not name.startswith("_"):
            return Any, known
    return None, known


def no_part(name: str, around: str, of: Any, known: list[str]) -> str:
    whole = f" in '{around}.{name}'" if around else ""
    if is_list(of):
        return f"'{around}' is a list, and has no '{name}' of its own." if around else f"a list has no '{name}'."
    if not known:
        return f"'{around}' has no parts, so there is no '{name}' in it." if around else f"there is no '{name}' here."
    return f"there is no name '{name}'{whole}{meant(name, known, f'{around}.' if around else '')}"


def hint_for(around: str, of: Any) -> str:
    if is_list(of) and around:
        return f"Repeat over it: {{% for each in {around} %}} … {{% endfor %}}, and name the parts of each."
    views = [each.__name__ for each in choices(of) if is_view(each)]
    return f"{SEE_REFERENCE[:-1]}, those of this place under {' and '.join(views)}." if views else SEE_REFERENCE


def filtered(node: nodes.Filter, of: Any) -> Any:
    """Return what a filter makes of something."""
    name = node.name
    if name in _SAME_LIST and is_list(of):
        return of
    if name in _ONE_OF:
        return each_of(of)
    return tuple[of, ...] if name in ("batch", "slice") and is_list(of) else Any


def instead_of_printing(hint: Any) -> str:
    """Return what to do in place of printing something of this type; '' if it can be printed."""
    if isinstance(hint, Function):
        return f"Write {hint.name}{'() with brackets' if hint.name == 'logo' else '(…), with what it is of'}."
    if isinstance(hint, (Macro, Module, Loop)):
        return "Write its name with brackets, or name a part of it."
    if is_list(hint):
        return "Repeat over it with {% for each in … %} and {% endfor %}, and print each."
    if hint is bytes or any(is_view(part) for part in choices(hint)):
        return f"Name the part that is meant; {SEE_REFERENCE.partition('; ')[2]}"
    return ""
