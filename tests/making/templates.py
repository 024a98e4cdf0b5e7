"""Makes all of templates/, run by `make templates`: the Word templates, and copies of the pages in page_templates/.

A council edits the files in templates/ themselves; whoever changes those that ship changes what they are made from.
"""

import sys
from pathlib import Path

from bvdocs.templating.folder import read_templates
from tests.making.word_templates.documents import word_templates

# What is written by hand: page templates, style sheets, the brand file.
PAGES = Path(__file__).with_name("page_templates")


def template_files() -> dict[str, bytes]:
    """Return the files of templates/ by name."""
    return {**word_templates(), **read_templates(PAGES, of_part_b=True)}


if __name__ == "__main__":
    for name, content in template_files().items():
        (Path(sys.argv[1]) / name).write_bytes(content)
