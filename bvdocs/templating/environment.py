"""The Jinja environment that Word and page templates are filled in, and faults in templates in words.

Undefined names stop the build, values are escaped, and a template cannot reach beyond the view.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from bvdocs.core.errors import TemplateError

# What a template may name at the top: the documents' data, and the function that places a picture.
TOP_NAMES = ("report", "theme", "brand", "picture", "logo", "chip", "contents", "style", "screen_style")


class _Undefined(StrictUndefined):
    """A name that does not exist, with the nearest that does."""

    @property
    def _undefined_message(self) -> str:
        name, owner = str(self._undefined_name), self._undefined_obj
        if owner is None:
            return f"what '{name}' is asked of is empty here; ask first with {{% if … %}}"
        known = [each for each in _names_of(owner) if each != name]
        near = get_close_matches(name, known, n=1)
        known_here = f". Known here: {', '.join(known)}." if known else "."
        return f"there is no name '{name}'" + (f"; did you mean '{near[0]}'?" if near else known_here)


def _names_of(owner: object) -> list[str]:
    """What may stand behind its full stop; or stand alone, if the name was not asked of anything."""
    if owner is missing:
        return list(TOP_NAMES)
    worked_out = [name for name, of in vars(type(owner)).items() if isinstance(of, property)]
    return [*(field.name for field in fields(owner)), *worked_out] if is_dataclass(owner) else []


def make_environment(folder: Path, finalize: Callable[[object], object]) -> ImmutableSandboxedEnvironment:
    """An environment for the templates in `folder`; `finalize` turns a value into what is printed."""
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folder),
        undefined=_Undefined,
        autoescape=True,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@contextmanager
def template_faults(path: Path) -> Iterator[None]:
    """Turn whatever Jinja finds wrong with the template at `path` into one TemplateError."""
    hint = "Correct the template, or take the one that came with bvdocs again."
    try:
        yield
    except TemplateNotFound as fault:
        raise TemplateError(f"{path.with_name(str(fault.name))}: the template is missing.", hint) from fault
    except TemplateSyntaxError as fault:
        # The lines of a Word file mean nothing to its author; docxtpl says so by giving those around.
        place = "" if hasattr(fault, "docx_context") else f", line {fault.lineno}"
        file = path.with_name(fault.name) if fault.name else path
        raise TemplateError(f"{file}{place}: {fault.message}", hint) from fault
    except UndefinedError as fault:
        raise TemplateError(f"{path}: {fault.message}", hint) from fault
    except SecurityError as fault:
        raise TemplateError(f"{path}: a template may not do this: {fault}", hint) from fault
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError) as fault:
        raise TemplateError(f"{path}: a tag cannot be worked out: {fault}", hint) from fault
