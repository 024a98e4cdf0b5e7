"""England's bank holidays, as the library `holidays` works them out."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path


@cache
def english_bank_holidays() -> Mapping[date, str]:
    """Return the name of each bank holiday by its date; `get` works out any year."""
    import holidays

    # The library's package of countries imports some 280 modules, a quarter of the time of `bvdocs check`, to get
    # at this one. A test holds that both ways give the same days.
    source = Path(holidays.__file__).parent / "countries" / "united_kingdom.py"
    spec = spec_from_file_location("bvdocs_holidays_of_the_united_kingdom", source)
    if spec is None or spec.loader is None or not source.exists():
        return holidays.country_holidays("GB", subdiv="ENG")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    days: Mapping[date, str] = module.UnitedKingdom(subdiv="ENG")
    return days
