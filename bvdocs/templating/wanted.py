"""The templates of documents that are made of some workbooks alone, which a folder of older templates may lack."""

from collections.abc import Collection, Iterator
from pathlib import Path

from bvdocs.core.documents import DOCUMENTS
from bvdocs.core.findings import Finding
from bvdocs.core.model import Assessment
from bvdocs.core.places import TemplatePlace
from bvdocs.core.publishing import published
from bvdocs.templating import rules


def find_missing_templates(folder: Path, assessment: Assessment, formats: Collection[str]) -> Iterator[Finding]:
    """Yield each template that the folder lacks, of the documents that are made of this assessment alone.

    The assessment has its exempt rows: of these no document is made.
    """
    endings = ("docx", "html") if "word" in formats else ("html",)
    lacking = [
        (document, name)
        for document in DOCUMENTS
        if document.made_from
        for name in (f"{document.name}.{ending}" for ending in endings)
        if not (folder / name).is_file()
    ]
    facts = published(assessment) if lacking else assessment
    for document, name in lacking:
        if document.is_made_of(facts, document.made_from):
            message = f"the file is missing, and the workbook gives what the {document.title.lower()} is made from."
            yield rules.TEMPLATE_MISSING.at(TemplatePlace(name), message, rules.TAKE_IT_AGAIN)
