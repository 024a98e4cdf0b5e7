"""What Word keeps beside the text: settings, styles as another language names them, headers of first and even pages."""

from copy import deepcopy
from typing import Any

from tests.support.word_habits.package import BODY, OFFICE, SETTINGS, STYLES, SavedPackage, W, elements, root

# What a German Word calls built-in styles: the letters that are not ASCII are left out of identities.
_GERMAN = {
    "Normal": "Standard", "Heading1": "berschrift1", "Heading2": "berschrift2", "Heading3": "berschrift3",
    "Heading1Char": "berschrift1Zchn", "Heading2Char": "berschrift2Zchn", "Heading3Char": "berschrift3Zchn",
    "Title": "Titel", "TitleChar": "TitelZchn", "Header": "Kopfzeile", "HeaderChar": "KopfzeileZchn",
    "Footer": "Fuzeile", "FooterChar": "FuzeileZchn", "ListBullet": "Aufzhlungszeichen", "ListNumber": "Listennummer",
    "DefaultParagraphFont": "Absatz-Standardschriftart", "TableNormal": "NormaleTabelle", "NoList": "KeineListe",
    "Strong": "Fett", "Emphasis": "Hervorhebung",
}  # fmt: skip
_NAMING = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "numStyleLink", "styleLink")
_RSIDS = (
    '<w:rsids><w:rsidRoot w:val="00A77B3E"/><w:rsid w:val="004D2C11"/><w:rsid w:val="007E02AB"/>'
    '<w:rsid w:val="00A77B3E"/><w:rsid w:val="00F15E90"/></w:rsids>'
)


def name_styles_in_german(package: SavedPackage) -> None:
    """Give styles the identities that a German Word gives them: the built-in names, such as 'heading 1', stay."""
    styles = package.tree(STYLES)
    for style in styles.iter(f"{W}style"):
        style.set(f"{W}styleId", _german(style.get(f"{W}styleId", "")))
    numbering = [package.tree(name) for name in package.parts() if name == "word/numbering.xml"]
    for each in (styles, *numbering, *package.texts()):
        for naming in each.iter(*(f"{W}{name}" for name in _NAMING)):
            naming.set(f"{W}val", _german(naming.get(f"{W}val", "")))


def _german(identity: str) -> str:
    return _GERMAN.get(identity, identity)


def write_settings(package: SavedPackage) -> None:
    """Write the settings, the web settings and the properties that Word adds, and when each style was edited."""
    package.declare(SETTINGS, "w15")
    settings = package.tree(SETTINGS)
    proof = '<w:proofState w:spelling="clean" w:grammar="clean"/>'
    _before(settings, ("defaultTabStop", "characterSpacingControl"), proof)
    _before(settings, ("mathPr", "themeFontLang"), _RSIDS)
    settings.extend(
        elements(
            '<w14:docId w14:val="2F6C1D5A"/><w15:chartTrackingRefBased/>'
            '<w15:docId w15:val="{0F6C1D5A-7B1E-4C2D-9A33-5D2E8F1B4C77}"/>'
        )
    )
    for style in package.tree(STYLES).iter(f"{W}style"):
        _before(style, ("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr"), '<w:rsid w:val="00A77B3E"/>')
    web = root("<w:webSettings><w:optimizeForBrowser/><w:allowPNG/></w:webSettings>")
    package.add_part("word/webSettings.xml", "webSettings", web)
    app = f"{OFFICE.replace('/relationships', '')}/extended-properties"
    inside = "<Template>Normal.dotm</Template><TotalTime>42</TotalTime><Application>Microsoft Office Word</Application>"
    properties = root(f'<Properties xmlns="{app}">{inside}<AppVersion>16.0000</AppVersion></Properties>')
    package.add_part("docProps/app.xml", "extended-properties", properties, owner="")


def _before(parent: Any, names: tuple[str, ...], xml: str) -> None:
    """Put what the XML says before the first child that has one of these names, else at the end."""
    place = next((each for each in parent if each.tag.rpartition("}")[2] in names), None)
    for each in elements(xml):
        parent.append(each) if place is None else place.addprevious(each)


def add_first_and_even_headers(package: SavedPackage) -> None:
    """Give the first page and even pages headers and footers of their own, with the words of the others."""
    section = package.body.find(f"{W}sectPr")
    for reference in list(section):
        kind = reference.tag.removeprefix(W).removesuffix("Reference")
        if kind not in ("header", "footer"):
            continue
        shared = package.tree(f"word/{kind}1.xml")
        for number, pages in ((2, "first"), (3, "even")):
            identity = package.add_part(f"word/{kind}{number}.xml", kind, deepcopy(shared), owner=BODY)
            (own,) = elements(f'<w:{kind}Reference w:type="{pages}" r:id="{identity}"/>')
            reference.addprevious(own)
    _before(section, ("textDirection", "bidi", "rtlGutter", "docGrid"), "<w:titlePg/>")
    _before(package.tree(SETTINGS), ("characterSpacingControl",), "<w:evenAndOddHeaders/>")
