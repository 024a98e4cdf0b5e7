"""The Jinja environment that Word and page templates are filled in, and faults in templates in words.

Undefined names stop the build, values are escaped, and a template cannot reach beyond the view.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bvdocs.errors import TemplateError

_NOT_NAMED = re.compile(r"No (filter|test) named '(.*)'")
# Which of the lines that docxtpl gives is at fault, if there are as many before it.
_LINE_OF_CONTEXT = 4
_KNOWN_WHY = "cannot be understood: "

# What a template may name at the top: the documents' data, and the function that places a picture.
TOP_NAMES = ("report", "theme", "brand", "picture", "logo", "chip", "contents", "style", "screen_style")


class _Undefined(StrictUndefined):
    """A name that does not exist, with the nearest that does."""

    @property
    def _undefined_message(self) -> str:
        name, owner = str(self._undefined_name), self._undefined_obj
        known = [field.name for field in fields(owner)] if is_dataclass(owner) else list(TOP_NAMES)
        near = get_close_matches(name, known, n=1)
        meant = f"; did you mean '{near[0]}'?" if near else f". Known here: {', '.join(known)}."
        return f"there is no name '{name}'{meant}"


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
        file = path.with_name(fault.name) if fault.name else path
        raise TemplateError(*_in_words(file, fault, hint)) from fault
    except UndefinedError as fault:
        raise TemplateError(f"{path}: {fault.message}", hint) from fault
    except SecurityError as fault:
        raise TemplateError(f"{path}: a template may not do this: {fault}", hint) from fault
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError) as fault:
        raise TemplateError(f"{path}: a tag cannot be worked out: {fault}", hint) from fault


def _in_words(file: Path, fault: TemplateSyntaxError, hint: str) -> tuple[str, str]:
    """What is wrong with a tag, and what to do, in the words of whoever writes templates."""
    from bvdocs.tagging.faults import first_fault
    from bvdocs.tagging.scan import scan
    from bvdocs.tagging.why import why

    around = [str(line) for line in getattr(fault, "docx_context", ())]  # docxtpl gives it: lines mean nothing in Word
    source = "\n".join(around) or fault.source or ""
    line = min(fault.lineno, _LINE_OF_CONTEXT) if around else fault.lineno
    place = "" if around else f", line {line}"
    if named := _NOT_NAMED.match(fault.message or ""):
        return f"{file}{place}: there is no {named[1]} '{named[2]}'.", hint
    first = None if around else first_fault(source)
    if first:
        return f"{file}, line {first.line}: {first.message}", first.hint
    told = [why(tag) for tag in scan(source, word=bool(around)).tags if tag.line == line]
    known = [each for each in told if _KNOWN_WHY in each[0]] or told[:1]
    if known:
        return f"{file}{place}: {known[0][0]}", known[0][1]
    return f"{file}{place}: {fault.message}.", hint
