"""Where the templates are."""

from pathlib import Path

from bvdocs.errors import TemplateError

_BESIDE_THE_OFFICER = Path("templates")
# In the installed package, and in a checkout of the project.
_SHIPPED = (Path(__file__).parent / "templates", Path(__file__).parent.parent / "templates")


def find_templates(wanted: Path | None) -> Path:
    """The folder asked for; else `templates` where the officer is; else the one that ships with bvdocs."""
    for folder in (wanted,) if wanted else (_BESIDE_THE_OFFICER, *_SHIPPED):
        if folder.is_dir():
            return folder
    raise TemplateError(
        f"{wanted or _BESIDE_THE_OFFICER}: there is no such folder of templates.",
        "Check its name, or leave --templates out to use those that come with bvdocs.",
    )
