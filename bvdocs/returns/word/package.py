"""The parts of a Word file that came back, and how they lead to each other."""

import zipfile

from lxml import etree

from bvdocs.core.office_files import UnsoundPackageError, unpacked
from bvdocs.core.wordml import W
from bvdocs.returns.word.looks import Element, Styles

_MAIN = "officeDocument"
# The namespace of the other form in which Word can write its files (ISO/IEC 29500-1, as against -4).
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_AROUND = {"header": "header", "footer": "footer", "footnotes": "footnote", "endnotes": "endnote"}
# The kind of a relationship's target, the target, and whether that is outside the file.
Relation = tuple[str, str, bool]


class NotWordError(Exception):
    """A file is no Word document that can be read: `message` completes 'it …'."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Package:
    """The parts of a Word file that are read."""

    def __init__(self, content: bytes) -> None:
        try:
            self._parts = unpacked(content)
        except zipfile.BadZipFile as fault:
            raise NotWordError(_no_word_file(content)) from fault
        except UnsoundPackageError as fault:
            raise NotWordError(fault.message) from fault
        self._of_package = self.relations_of("")
        self.path = next((target for kind, target, _ in self._of_package.values() if kind == _MAIN), "")
        main = self._xml(self.path)
        if main is not None and main.tag == f"{_STRICT}document":
            raise NotWordError("is saved as 'Strict Open XML Document'")
        if main is None or main.tag != f"{W}document":
            raise NotWordError("is not a Word document (.docx)")
        self.main = main
        self.relations = self.relations_of(self.path)
        self.styles = Styles(self._of_kind("styles"))
        self.comments = self._of_kind("comments")
        kinds = {target: _AROUND[kind] for kind, target, _ in self.relations.values() if kind in _AROUND}
        # Headers, footers and notes: what each is, and its root.
        self.around = {
            path: (kind, root) for path, kind in sorted(kinds.items()) if (root := self._xml(path)) is not None
        }

    def _of_kind(self, kind: str) -> Element | None:
        """Return the part that the document has of a kind; None if it has none."""
        return next((self._xml(target) for each, target, _ in self.relations.values() if each == kind), None)

    def properties(self) -> dict[str, str]:
        """Return the file's properties, by their names without a namespace."""
        found: dict[str, str] = {}
        for kind, target, _ in self._of_package.values():
            if kind == "core-properties" and (root := self._xml(target)) is not None:
                found |= {etree.QName(each).localname: each.text or "" for each in root if isinstance(each.tag, str)}
        return found

    def relations_of(self, path: str) -> dict[str, tuple[str, str, bool]]:
        """Return the kind, the target and whether that is outside, of each relationship of a part by its id."""
        folder, _, name = path.rpartition("/")
        root = self._xml(f"{folder}/_rels/{name}.rels".lstrip("/"))
        found = {}
        for each in () if root is None else root:
            outside, target = each.get("TargetMode") == "External", each.get("Target", "")
            if not outside:
                target = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
            found[each.get("Id", "")] = (each.get("Type", "").rpartition("/")[2], target, outside)
        return found

    def _xml(self, path: str) -> Element | None:
        content = self._parts.get(path)
        if not content:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as fault:
            raise NotWordError(f"is damaged ({path})") from fault


def _no_word_file(content: bytes) -> str:
    """Return what is wrong with a file that is no package: by its first bytes an older one, or one with a password."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return "has a password, or is in the old form (.doc)"
    return "is not a Word document (.docx)"
