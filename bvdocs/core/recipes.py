"""What is recorded of how each file was made, and the files that stand as they were made: none is made again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bvdocs.core.json_text import as_text, as_whole_number

# Of each view, by its name, the facts in it that a Word template asked for.
Asked = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Recipes:
    """How files were made, by their names: `of_files` has a hash of all that went into each.

    `asked` is what was asked for while a Word template was filled in, and `anchors` the page of each anchor of the
    action plan's PDF, which other documents refer to: so its recipe is there even where that PDF itself is not wanted.
    """

    of_files: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, Asked] = field(default_factory=dict)
    anchors: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StandingFiles:
    """The files that stand as they were made, with the number of pages of the PDFs, and how they were made."""

    files: Mapping[str, bytes]
    pages: Mapping[str, int]
    recipes: Recipes

    def made_by(self, recipe: str, name: str) -> bytes | None:
        """Return the file of that name, if it stands and was made by this very recipe."""
        return self.files.get(name) if self.recipes.of_files.get(name) == recipe else None


NOTHING_STANDS = StandingFiles({}, {}, Recipes())


def recipes_as_json(recipes: Recipes) -> dict[str, Any]:
    """Return the recipes as JSON holds them."""
    asked = {
        name: {view: list(facts) for view, facts in sorted(of_file.items())}
        for name, of_file in sorted(recipes.asked.items())
    }
    return {"of_files": dict(sorted(recipes.of_files.items())), "asked": asked, "anchors": dict(recipes.anchors)}


def recipes_from_json(read: Any) -> Recipes:
    """Return the recipes that were read; raise KeyError, TypeError, AttributeError or ValueError if they are none."""
    return Recipes(
        {name: as_text(recipe) for name, recipe in read["of_files"].items()},
        {
            name: {view: tuple(map(as_text, facts)) for view, facts in of_file.items()}
            for name, of_file in read["asked"].items()
        },
        {name: as_whole_number(page) for name, page in read["anchors"].items()},
    )
