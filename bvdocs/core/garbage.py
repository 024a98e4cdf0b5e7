"""How often Python looks for things that only refer to each other, which it cannot forget by counting."""

import gc

# By default 700. Reading, layout and filling make many things and few rings: a tenth of their time went into looking.
_THINGS_BEFORE_A_SEARCH = 200_000


def search_seldom() -> None:
    """Have this process look seldom; what is lost by it is some memory, for a while."""
    gc.set_threshold(_THINGS_BEFORE_A_SEARCH, 20, 100)
