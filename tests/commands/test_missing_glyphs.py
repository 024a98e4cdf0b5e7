"""Characters that no font of this machine has, and fonts that it lacks: found before anything is drawn."""

import json
import shutil
from collections.abc import Collection
from pathlib import Path

import pytest
from matplotlib import font_manager

from bvdocs.checks import find_missing_glyphs
from bvdocs.core.errors import EnvironmentLacksError
from bvdocs.core.fonts import Fonts, named_characters, package_for, packages_of, rare_characters
from bvdocs.render.pdf import installed_fonts
from bvdocs.render.pdf.installed_fonts import has_one_of, without_font
from bvdocs.render.pdf.layout import render_pdf
from bvdocs.templating import check_templates
from tests.support.package_edits import holding
from tests.support.program import run
from tests.support.project import TEMPLATES
from tests.support.template_edits import replaced
from tests.support.workbooks import Book

RUNES = "ᚠᚢ"
# What a machine without any further fonts prints.
PLAIN = Fonts(lambda asked: {each for each in asked if each > "\u2fff" or each in RUNES}, lambda _: True)


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    return shutil.copytree(TEMPLATES, tmp_path / "templates")


@pytest.fixture
def few_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine whose fonts have no runes, and no face but Arial's."""
    monkeypatch.setattr(installed_fonts, "without_font", PLAIN.without)
    monkeypatch.setattr(installed_fonts, "has_one_of", lambda faces: "Liberation Sans" in faces)


@pytest.mark.usefixtures("few_fonts")
def test_check_names_the_cell_the_character_and_what_to_do(tmp_path: Path) -> None:
    workbook = holding({"Narrative!C2": f"Greetings: {RUNES}."}).write(tmp_path)
    done = run("check", workbook, "--templates", TEMPLATES, "--output", tmp_path)
    assert done.exit_code == 1
    assert (
        "E130 Narrative!C2: 'Greetings: ᚠᚢ.' holds what no font of this machine can print: ᚠ (U+16A0, runic letter fehu"
        " feoh fe f), ᚢ (U+16A2, runic letter uruz ur u)."
    ) in done.output
    assert "fonts-noto-core" in done.output


@pytest.mark.usefixtures("few_fonts")
def test_report_says_so_before_anything_is_drawn(tmp_path: Path) -> None:
    workbook = holding({"Actions!F2": f"Head of {RUNES}"}).write(tmp_path)
    done = run("report", workbook, "--templates", TEMPLATES, "--output", tmp_path, "--json")
    assert done.exit_code == 1
    assert "Drawing" not in done.output
    assert not (tmp_path / "current").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    "place",
    ["Report!B2", "Report!B3", "Scale!A2", "Scale!B2", "Scale!D2", "Themes!B2", "Criteria!A2", "Criteria!C2",
     "Narrative!C2", "Actions!A2", "Actions!E2", "Actions!F2", "Actions!L2"],
)  # fmt: skip
def test_wherever_it_is_printed(place: str, tmp_path: Path) -> None:
    assessment = holding({place: RUNES}).read(tmp_path)
    assert [str(each.where) for each in find_missing_glyphs(assessment, PLAIN)] == [place]


@pytest.mark.parametrize("place", ["Criteria!G2", "Narrative!E2"])
def test_what_is_not_printed_needs_no_font(place: str, tmp_path: Path) -> None:
    assert list(find_missing_glyphs(holding({place: RUNES}).read(tmp_path), PLAIN)) == []


def test_nor_does_an_exempt_row(tmp_path: Path) -> None:
    book = holding({"Narrative!C2": f"A secret: {RUNES}.", "Narrative!F2": "yes"})
    assert list(find_missing_glyphs(book.read(tmp_path), PLAIN)) == []


def test_the_fonts_are_asked_only_of_what_not_every_font_has(tmp_path: Path) -> None:
    def ask(_: Collection[str]) -> Collection[str]:
        raise AssertionError

    plain = holding({"Narrative!C2": "Café, Tŷ Gŵyr, Łódź: “so” – ‘and’ so… • €5\u00a0m, 20\u00a0°C ½ × ™"})
    assert list(find_missing_glyphs(plain.read(tmp_path), Fonts(ask, lambda _: True))) == []
    assert rare_characters("✓ Café") == {"✓"}


@pytest.mark.usefixtures("few_fonts")
@pytest.mark.parametrize("option", ["--note", "--by"])
def test_what_a_version_is_issued_with_is_printed_too(option: str, tmp_path: Path) -> None:
    done = run("issue", tmp_path / "none.xlsx", option, f"For {RUNES}")
    assert done.exit_code == 2
    assert "no font of this machine can print ᚠ (U+16A0" in done.output


# fontconfig answers as WeasyPrint prints.
@pytest.mark.parametrize("character", "न漢ᚠ→✓\u2028\x92\u0378😀ŵ\U000f0000")
def test_the_answer_is_what_weasyprint_finds(character: str) -> None:
    lacking = character in without_font([character])
    try:
        render_pdf(f"<html lang=en><title>Test</title><body><p>a {character} b</p>")
        printed = True
    except EnvironmentLacksError:
        printed = False
    assert lacking is not printed


def test_this_machine_has_the_faces_that_it_has() -> None:
    assert has_one_of(["No Such Face", "liberation sans"])
    assert not has_one_of(["No Such Face"])
    assert without_font([]) == set()


def test_without_fontconfig_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installed_fonts, "_fontconfig", lambda: None)
    assert without_font(RUNES) == set()
    assert has_one_of(["No Such Face"])


def test_many_characters_are_named_as_far_as_anybody_reads() -> None:
    assert named_characters("abcdefg").endswith("e (U+0065, latin small letter e), and 2 more")
    assert named_characters("\u2028") == "(U+2028, line separator)"


@pytest.mark.parametrize(
    ("character", "package"),
    [("न", "fonts-noto-core"), ("漢", "fonts-noto-cjk"), ("かな", "fonts-noto-cjk"), ("😀", "fonts-noto-color-emoji")],
)
def test_a_package_is_named_by_the_script(character: str, package: str) -> None:
    assert package_for(character) == package


# Templates.


def test_a_character_of_a_page_s_own_words_is_found_with_its_line(templates: Path) -> None:
    line = replaced(templates, "action-plan.html", '<h2 id="summary">Summary</h2>', f'<h2 id="summary">{RUNES}</h2>')
    (finding,) = check_templates(templates, fonts=PLAIN)
    assert (finding.code, finding.sheet, finding.cell) == ("E456", "action-plan.html", f"line {line}")
    assert "ᚠ (U+16A0" in finding.message


def test_one_in_a_comment_is_not_printed(templates: Path) -> None:
    replaced(templates, "action-plan.html", "{% block body %}", f"{{% block body %}}<!-- {RUNES} -->{{# {RUNES} #}}")
    assert list(check_templates(templates, fonts=PLAIN)) == []


def test_a_character_of_the_brand_s_name_is_found(templates: Path) -> None:
    (templates / "brand.toml").write_text(f'name = "{RUNES}"\n', encoding="utf-8")
    (finding,) = check_templates(templates, fonts=PLAIN)
    assert (finding.code, finding.sheet) == ("E456", "brand.toml")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("font", "package"),
    [
        ("Calibri", "fonts-crosextra-carlito"),
        ("Cambria", "fonts-crosextra-caladea"),
        ("Courier New", "fonts-liberation"),
    ],
)
@pytest.mark.usefixtures("few_fonts")
def test_check_names_the_package_of_the_brand_s_font(font: str, package: str, templates: Path, tmp_path: Path) -> None:
    (templates / "brand.toml").write_text(f'font = "{font}"\n')
    done = run("check", holding({}).write(tmp_path), "--templates", templates, "--output", tmp_path, "--json")
    assert done.exit_code == 3
    (finding,) = [each for each in json.loads(done.stdout)["findings"] if each["code"] == "E457"]
    assert "which the brand names" in finding["message"]
    assert package in finding["hint"]


def test_doctor_looks_for_the_brand_s_font(templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (templates / "brand.toml").write_text('font = "Cambria"\n')
    monkeypatch.setattr("bvdocs.render.figures.fonts._known_face", lambda _: "")
    monkeypatch.setattr(shutil, "which", lambda name: name if name == "apt-get" else None)
    done = run("doctor", "--templates", templates)
    assert done.exit_code == 3
    assert "MISSING  Font with Cambria's measures (Caladea or Cambria)" in done.output
    assert "fonts-crosextra-caladea" in done.output
    monkeypatch.setattr(shutil, "which", lambda name: name if name == "dnf" else None)
    assert "google-crosextra-caladea-fonts" in run("doctor", "--templates", templates).output


def test_doctor_knows_no_package_of_a_font_of_the_council_s_own(
    templates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (templates / "brand.toml").write_text('font = "Our Own Sans"\n')
    done = run("doctor", "--templates", templates)
    assert done.exit_code == 3
    assert "MISSING  Font Our Own Sans" in done.output
    assert packages_of(["Our Own Sans"]) is None
    assert "make setup" not in done.output
    assert "Font Our Own Sans is missing, or cannot be drawn. Have it installed" in done.output
    assert "or name another in brand.toml." in done.output


@pytest.mark.slow
@pytest.mark.parametrize("font", ["liberation sans", "LIBERATION SANS", "arial"])
def test_all_know_a_face_whatever_its_capitals_are(font: str, templates: Path, tmp_path: Path) -> None:
    (templates / "brand.toml").write_text(f'font = "{font}"\n')
    given = (Book().write(tmp_path), "--templates", templates, "--output", tmp_path)
    assert run("check", *given).exit_code == 0
    assert run("report", *given, "--format", "html").exit_code == 0
    assert "MISSING" not in run("doctor", "--templates", templates).output


def test_a_package_is_known_whatever_the_capitals_are() -> None:
    assert packages_of(["LIBERATION SANS"]) == packages_of(["Liberation Sans"]) is not None


@pytest.fixture
def bitmap_font(monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a font that is installed, and that no picture can be drawn with."""
    monkeypatch.setattr(installed_fonts, "has_one_of", lambda _: True)
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: ["/fonts/NoSuchEmoji.ttf"])

    def refuse(_: str) -> None:
        raise NotImplementedError("Non-scalable fonts are not supported")

    monkeypatch.setattr(font_manager.fontManager, "addfont", refuse)
    return "No Such Emoji"


@pytest.mark.slow
@pytest.mark.parametrize("command", ["check", "report", "issue"])
def test_a_font_that_no_picture_can_be_drawn_with_is_found_before_anything_is_drawn(
    command: str, bitmap_font: str, templates: Path, tmp_path: Path
) -> None:
    (templates / "brand.toml").write_text(f'font = "{bitmap_font}"\n')
    done = run(command, Book().write(tmp_path), "--templates", templates, "--output", tmp_path / "out")
    assert done.exit_code == 3
    assert "E457 brand.toml: this machine has no font No Such Emoji, which the brand names, or none that" in done.output
    assert "Have it installed, as a TrueType or OpenType font that can be scaled" in done.output
    assert "Drawing" not in done.output


def test_doctor_says_so_too(bitmap_font: str, templates: Path) -> None:
    (templates / "brand.toml").write_text(f'font = "{bitmap_font}"\n')
    done = run("doctor", "--templates", templates)
    assert done.exit_code == 3
    assert "Font No Such Emoji is missing, or cannot be drawn." in done.output


def test_a_font_that_pictures_bring_along_and_pages_lack_is_found_too(templates: Path, tmp_path: Path) -> None:
    (templates / "brand.toml").write_text('font = "STIXGeneral"\n')  # one of matplotlib's own
    done = run("check", Book().write(tmp_path), "--templates", templates, "--output", tmp_path)
    assert (done.exit_code, "E457" in done.output) == (3, True)
    assert "MISSING  Font STIXGeneral" in run("doctor", "--templates", templates).output
