"""Contrast as the Web Content Accessibility Guidelines define it, and colours chosen by it."""

BLACK = "#000000"
WHITE = "#ffffff"

# What text must reach on what it stands on (WCAG 2.2, success criterion 1.4.3).
TEXT_CONTRAST = 4.5
# Below this contrast text is as good as the colour that it stands on, as #f0f0f0 and yellow on white are.
UNSEEN_CONTRAST = 1.2
_STEPS = 20


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2, 'relative luminance')."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, 'contrast ratio')."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(fill: str) -> str:
    """Return black or white, whichever stands out more on the fill.

    One of the two always reaches 4.5 : 1 (WCAG 2.2, success criterion 1.4.3): the worst grey there
    is still gives 4.58 : 1 to both.
    """
    return max((BLACK, WHITE), key=lambda ink: contrast(ink, fill))


def lightened(colour: str, ground: str, ratio: float) -> str:
    """Return the colour with as much white as it takes to stand out on a dark ground by `ratio`; white at the most."""
    channels = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    mixtures = (
        "#" + "".join(f"{value + (255 - value) * step // _STEPS:02x}" for value in channels)
        for step in range(_STEPS + 1)
    )
    return next((each for each in mixtures if contrast(each, ground) >= ratio), WHITE)
