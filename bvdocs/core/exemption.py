"""Whether a row is for publication (Local Government Act 1972, Schedule 12A)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Exemption:
    """Whether a row is exempt, and by which paragraphs of Part 1 of Schedule 12A, Local Government Act 1972."""

    is_exempt: bool
    paragraphs: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return self.is_exempt

    def __str__(self) -> str:
        return ", ".join(map(str, self.paragraphs)) if self.paragraphs else "yes" if self else "no"


EXEMPT, NOT_EXEMPT = Exemption(is_exempt=True), Exemption(is_exempt=False)
