"""The Jinja environment that Word and page templates are filled in, and what can go wrong while they are.

Undefined names stop the build, values are escaped, and a template cannot reach beyond the view.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bvdocs.core.errors import TemplateError

_HINT = "Correct the template, or take the one that came with bvdocs again."


class _Undefined(jinja2.StrictUndefined):
    """A name that turns out not to exist while a template is filled in."""

    @property
    def _undefined_message(self) -> str:
        if self._undefined_obj is None:
            return f"what '{self._undefined_name}' is asked of is empty here; ask first with {{% if … %}}"
        return f"there is no name '{self._undefined_name}'"


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """An environment that notes which facts of which views are asked for; `asked` has them by the view's name."""

    def __init__(self, *given: Any, **settings: Any) -> None:
        """Take the settings of Jinja's own environment."""
        super().__init__(*given, **settings)
        self.asked: dict[str, set[str]] = {}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what a part of something is, as Jinja does."""
        self.note(obj, attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return what an item of something is, as Jinja does: filters look up the parts of a view in this way."""
        if isinstance(argument, str):
            self.note(obj, argument)
        return super().getitem(obj, argument)

    def note(self, obj: Any, *names: str) -> None:
        """Note that these parts of a view are asked for."""
        if is_dataclass(obj):
            self.asked.setdefault(type(obj).__name__, set()).update(names)

    def taken_in(self) -> list[str]:
        """Return the names of the files that were taken in so far."""
        return sorted(name for _, name in self.cache.keys()) if self.cache is not None else []  # noqa: SIM118 - no dict


def make_environment(folder: Path, finalize: Callable[[object], object]) -> TemplateEnvironment:
    """Return an environment for the templates in `folder`; `finalize` turns a value into what is printed."""
    return TemplateEnvironment(
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
