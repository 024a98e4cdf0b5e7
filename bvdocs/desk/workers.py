"""A process of its own for a piece of work: watched, it tells how far it is, and may be ended at any time."""

import asyncio
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")


class Told(NamedTuple):
    """What a stage of the work says as it begins."""

    stage: str
    detail: str = ""


def _nobody(_told: Told) -> None:
    """Take what is told."""


async def run(function: Callable[..., T], *arguments: Any, tell: Callable[[Told], None] = _nobody) -> T:
    """Call `function(*arguments, tell=…)` in a process of its own, and return what it returns.

    The function can be imported by its name. Raise the BvdocsError that the work ended with. When the task is
    cancelled, the process is ended, with all that it has started.
    """
    return await asyncio.to_thread(function, *arguments, tell=lambda stage, detail="": tell(Told(stage, detail)))
