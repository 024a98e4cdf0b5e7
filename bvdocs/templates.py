"""Where the templates are."""

from pathlib import Path

from bvdocs.errors import TemplateError

_BESIDE_THE_OFFICER = Path("templates")
# In the installed package, and in a checkout of the project.
_SHIPPED = (Path(__file__).parent / "templates", Path(__file__).parent.parent / "templates")


def find_templates(wanted: Path | None) -> Path:
    """The folder asked for; else `templates` where the officer is; else the one that ships with bvdocs.

    A folder where the officer is counts only if it holds our style sheet: many things are called templates.
    """
    if wanted:
        if wanted.is_dir():
            return wanted
        raise TemplateError(
            f"{wanted}: there is no such folder of templates.",
            "Check its name, or leave --templates out to use those that come with bvdocs.",
        )
    return next(folder for folder in (_BESIDE_THE_OFFICER, *_SHIPPED) if (folder / "style.css").is_file())
