"""The pack of a run, and the page that leads to all of its files: made of what was made, and nothing anew."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bvdocs.core.brand import Brand
from bvdocs.core.documents import INDEX, PACK
from bvdocs.core.limits import limited, of_document
from bvdocs.render.index_page import make_run_page
from bvdocs.render.pack import PackedDocument, make_pack, page_of_numbers
from bvdocs.render.recipes import RecipeFinder
from bvdocs.view import ReportView
from bvdocs.view.run_index import MadeDocument, build_run_index

if TYPE_CHECKING:
    from bvdocs.commands.documents import DocumentToMake, MadeFiles, MakingOptions
    from bvdocs.render.pdf.layout import Pdf

_TASK = of_document("the pack", "putting the documents together")


def with_pack(
    making: "MakingOptions", finder: RecipeFinder, brand: Brand, view: ReportView,
    documents: Sequence["DocumentToMake"], made: "MadeFiles",
) -> "MadeFiles":  # fmt: skip
    """Return what was made, with the pack of these documents, in their order, and the page that leads to all files.

    A pack stands if all that it is made of would be as it was.
    """
    making.tell("Putting the pack together")
    recipes = {each.file: made.recipes.of_files[f"{each.file}.pdf"] for each in documents}
    recipe = finder.pack(page_of_numbers(view, brand, ()), recipes)
    content, pages = making.standing.made_by(recipe, PACK), making.standing.pages.get(PACK, 0)
    stood = {PACK} if content is not None else set()
    if content is None:
        packed = [PackedDocument(each.file, each.title) for each in documents]
        pdfs = {each.file: made.files[f"{each.file}.pdf"] for each in documents}
        with limited(_TASK):
            pack = make_pack(view, brand, packed, pdfs, lambda page: _lay_out(making, page))
        content, pages = pack.content, pack.pages
    number_of_pages = made.pages | {PACK: pages}
    named = [MadeDocument(each.file, each.title, each.document.about) for each in documents]
    index = build_run_index(view, named, (*made.files, PACK), number_of_pages, making.name_of)
    page = make_run_page(index, making.templates, brand)
    if making.standing.files.get(INDEX) == page:
        stood.add(INDEX)
    return replace(
        made,
        files=dict(sorted({**made.files, PACK: content, INDEX: page}.items())),
        pages=number_of_pages,
        recipes=replace(made.recipes, of_files={**made.recipes.of_files, PACK: recipe}),
        stood=made.stood | stood,
    )


def _lay_out(making: "MakingOptions", page: str) -> "Pdf":
    return making.start_pdf(page, _TASK).result()
