"""The brand file: what ships is what the program falls back on, and a file at fault is told of all of it at once."""

import io
import re
from dataclasses import asdict, fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bvdocs.core.brand import DARK_GROUND, Brand, Colours
from bvdocs.core.colours import TEXT_CONTRAST, WHITE, contrast
from bvdocs.core.errors import TemplateError
from bvdocs.core.publishing import published
from bvdocs.render.page import PageRenderer
from bvdocs.templating.brand_file import read_brand
from bvdocs.view import ReportView, build_view
from tests.support.project import TEMPLATES
from tests.support.template_edits import found, the_finding
from tests.support.workbooks import Book


def picture(kind: str, size: tuple[int, int] = (30, 10), mode: str = "RGB") -> bytes:
    """A file with a plain picture in it."""
    content = io.BytesIO()
    Image.new(mode, size).save(content, kind)
    return content.getvalue()


PNG, JPEG, CMYK = picture("PNG", mode="RGBA"), picture("JPEG"), picture("JPEG", mode="CMYK")

ANY_COLOUR = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def brand_of(folder: Path, text: str) -> Brand:
    """What reading a brand file gives."""
    (folder / "brand.toml").write_text(text, encoding="utf-8")
    return read_brand(folder)


def said_of(folder: Path, text: str) -> str:
    """What is said of a brand file at fault."""
    with pytest.raises(TemplateError) as fault:
        brand_of(folder, text)
    return fault.value.message


def view_with(folder: Path, brand: Brand) -> ReportView:
    return build_view(published(Book().read(folder)), brand)


def test_the_brand_that_ships_is_the_one_without_a_file() -> None:
    assert read_brand(TEMPLATES) == Brand()


def test_the_brand_file_that_ships_names_every_setting_and_every_colour() -> None:
    text = (TEMPLATES / "brand.toml").read_text()
    settings = set(re.findall(r"^(\w+) = ", text, re.MULTILINE))
    assert settings == {each.name for each in (*fields(Brand), *fields(Colours))} - {"colours"}


def test_an_empty_brand_file_is_the_brand_that_ships(tmp_path: Path) -> None:
    assert brand_of(tmp_path, "") == Brand()


def test_every_setting_is_read(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(PNG)
    colours = Colours("#7a0019", "#111111", "#333333", "#00437a", "#cccccc", "#eeeeee")
    lines = "\n".join(f'{name} = "{value}"' for name, value in asdict(colours).items())
    text = 'name = "Dinas a Sir Caerdydd"\nlogo = "logo.png"\nlogo_width = 32.5\nfont = "Times New Roman"\n[colours]\n'
    expected = Brand("Dinas a Sir Caerdydd", brand_of(tmp_path, text).logo, 32.5, "Times New Roman", colours)
    assert brand_of(tmp_path, text + lines) == expected


@pytest.mark.parametrize(
    ("name", "content"),
    [("logo.png", PNG), ("logo.jpg", JPEG), ("pictures/Our logo.jpeg", JPEG)],
)
def test_a_logo_is_a_png_or_a_jpeg_in_the_folder_and_becomes_a_plain_png(
    tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(content)
    with Image.open(io.BytesIO(brand_of(tmp_path, f'logo = "{name}"').logo)) as logo:
        assert (logo.format, logo.size) == ("PNG", (30, 10))
        assert logo.mode in ("RGB", "RGBA")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (PNG[:-30], "the logo 'logo.png' cannot be read: "),
        (JPEG[: len(JPEG) // 2], "the logo 'logo.png' cannot be read: "),
        (picture("GIF", mode="P"), "the logo 'logo.png' is neither a PNG nor a JPEG"),
        (CMYK, "the logo 'logo.png' is in the colours of printing inks (CMYK); save it in RGB"),
        (
            picture("PNG", (4101, 9)),
            "the logo 'logo.png' has more dots than any printer shows; save it with up to 4,100 each way",
        ),
        (picture("PNG", (20, 2000)), "the logo 'logo.png' would be 4000 mm tall; up to 60 have room above the title"),
    ],
)
def test_a_logo_that_cannot_be_printed_is_said(
    tmp_path: Path, content: bytes, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # WeasyPrint sets it for all of its process, which in earnest is another one.
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", False)
    (tmp_path / "logo.png").write_bytes(content)
    with pytest.raises(TemplateError, match=re.escape(said)):
        brand_of(tmp_path, 'logo = "logo.png"')


def test_a_file_saved_by_windows_is_read(tmp_path: Path) -> None:
    (tmp_path / "brand.toml").write_bytes(b'\xef\xbb\xbfname = "Fish & Chips Council"\r\nfont = "Arial"\r\n')
    assert read_brand(tmp_path).name == "Fish & Chips Council"


def test_space_around_a_name_is_not_part_of_it(tmp_path: Path) -> None:
    brand = brand_of(tmp_path, 'name = "  "\nfont = " Arial "')
    assert (brand.name, brand.font) == ("", "Arial")


def test_a_colour_may_be_written_in_capitals(tmp_path: Path) -> None:
    assert brand_of(tmp_path, '[colours]\nbrand = "#7A0019"').colours.brand == "#7a0019"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('fnot = "Arial"', "there is no setting 'fnot'; did you mean 'font'?"),
        ('motto = "Forward"', "there is no setting 'motto'"),
        ("name = 5", "name is 5; it is expected to be such as"),
        (r'name = "Two\nlines"', r"name is 'Two\nlines'"),
        (r'name = "A bell\u0007"', r"name is 'A bell\x07'"),
        (r'name = "A tab\tin it"', "name is"),
        (r'name = "Apart\u2028"', "name is"),
        (r'name = "\uF0B7 Council"', "name is"),
        ("font = true", "font is True"),
        ('font = ""', "font is ''"),
        ('font = " "', "font is ' '"),
        ("font = 'Arial\"; color: red'", "font is"),
        ("font = 'Arial}'", "font is"),
        ('font = "O\'Face"', "font is"),
        ("font = 'A<b>'", "font is"),
        (r'font = "Ar\nial"', "font is"),
        ('font = ["Arial"]', "font is ['Arial']"),
        ('logo_width = "40"', "logo_width is '40'; it is expected to be millimetres, up to 170"),
        ("logo_width = true", "logo_width is True"),
        ("logo_width = 0", "logo_width is 0"),
        ("logo_width = -1", "logo_width is -1"),
        ("logo_width = 170.1", "logo_width is 170.1"),
        ("logo_width = nan", "logo_width is nan"),
        ("logo_width = inf", "logo_width is inf"),
        ('logo = "none.png"', "the logo 'none.png' cannot be read: No such file or directory"),
        ('logo = "."', "the logo '.' cannot be read: Is a directory"),
        ('logo = "brand.toml"', "the logo 'brand.toml' is neither a PNG nor a JPEG"),
        ('logo = "../logo.png"', "logo is '../logo.png'; it is expected to be such as \"logo.png\""),
        ('logo = "/logo.png"', "logo is '/logo.png'"),
        (r'logo = "a\u0000b"', r"logo is 'a\x00b'"),
        ("logo = 5", "logo is 5"),
        ("logo = false", "logo is False"),
        ("logo = []", "logo is []"),
        ('colours = "red"', "colours is expected to be a part of its own, '[colours]'"),
        ('[colours]\nbrnad = "#000000"', "there is no colour 'brnad'; did you mean 'brand'?"),
        ('[colours]\nquiet = "#dfe"', "the colour quiet is '#dfe'; '#rrggbb' is expected"),
        ('[colours]\nline = "red"', "the colour line is 'red'"),
        ('[colours]\nline = "#c9d3d7;"', "the colour line is"),
        ('[colours]\nline = "#c9d3d7\\n"', "the colour line is"),
        ('[colours]\nline = "#c9d3d٧"', "the colour line is"),
        ("[colours]\nline = 123456", "the colour line is '123456'"),
        ("[colours]\nline = { r = 1 }", "the colour line is"),
        ('[colours]\nbrand = "#ffdf62"', "the colour brand (#ffdf62) stands out on white by 1.3 : 1 only"),
        ('[colours]\nmuted = "#777777"', "stands out on white by 4.4 : 1 only; what is read needs 4.5 : 1"),
        ('[colours]\nquiet = "#334455"', "stands out on quiet (#334455) by"),
        ("name = ", "line 1: 'name =' cannot be read: name has no value."),
        ("name = 'a'\nname = 'b'", "line 2: 'name = 'b'' cannot be read: it is set twice."),
        ("name = 'a'\nfont = Arial", "line 2: 'font = Arial' cannot be read: its value has no quotation marks."),
        ("font = “Arial”", "'font = “Arial”' cannot be read: its quotation marks are curly."),
        ('font = "Arial', "cannot be read: a quotation mark is missing, or one too many."),
        ('font: "Arial"', "cannot be read: it has no '=' between its name and its value."),
        ("[colours]\nink = #000000", "line 2: 'ink = #000000' cannot be read: its value has no quotation marks."),
        ("[colours]\n[colours]", "line 2: '[colours]' cannot be read: it is set twice."),
    ],
)
def test_what_is_wrong_is_said_with_the_name_of_the_file(tmp_path: Path, text: str, said: str) -> None:
    message = said_of(tmp_path, text)
    assert message.startswith(f"{tmp_path / 'brand.toml'}: ")
    assert said in message
    assert "?." not in message


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    message = said_of(
        tmp_path,
        'nam = "x"\nfont = 5\nlogo = "gone.png"\nlogo_width = 0\n'
        '[colours]\ninc = "#000000"\nink = "black"\nlink = "#ffffff"\nmuted = "#eeeeee"',
    )
    for said in ("'nam'", "font is 5", "'gone.png'", "logo_width is 0", "'inc'", "ink is 'black'", "link (", "muted ("):
        assert said in message


def test_a_missing_file_is_said_and_one_in_another_encoding(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"brand\.toml: the brand file cannot be read: No such file or directory\."):
        read_brand(tmp_path)
    (tmp_path / "brand.toml").write_bytes('name = "Café"'.encode("cp1252"))
    with pytest.raises(TemplateError, match=r"brand\.toml: the brand file is not plain text in UTF-8\. Save it"):
        read_brand(tmp_path)


@pytest.mark.slow
@given(st.text(max_size=12))
def test_a_colour_that_gets_through_is_rrggbb(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.getbasetemp()
    written = "".join(f"\\U{ord(letter):08x}" for letter in text if not "\ud800" <= letter <= "\udfff")
    try:
        colours = brand_of(folder, f'[colours]\nline = "{written}"').colours
    except TemplateError:
        return
    assert re.fullmatch("#[0-9a-f]{6}", colours.line)


@given(st.text(min_size=1, max_size=8))
def test_a_name_that_gets_through_breaks_no_line_and_no_document(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.getbasetemp()
    written = "".join(f"\\U{ord(letter):08x}" for letter in text if not "\ud800" <= letter <= "\udfff")
    try:
        name = brand_of(folder, f'name = "{written}"').name
    except TemplateError:
        return
    assert len(name.splitlines()) <= 1
    assert name == name.strip()
    assert not re.search("[\x00-\x1f\x7f-\x9f\ufffe\uffff]", name)


@given(ANY_COLOUR)
def test_the_brand_s_colours_in_the_dark_can_be_read_whatever_they_are_in_the_light(colour: str) -> None:
    colours = Colours(brand=colour, link=colour)
    assert contrast(colours.brand_in_the_dark, DARK_GROUND) >= 7
    assert contrast(colours.link_in_the_dark, DARK_GROUND) >= 7


def test_the_colours_that_ship_can_be_read_on_white_and_on_quiet_grounds() -> None:
    colours = Colours()
    for ground in (WHITE, colours.quiet):
        for each in (colours.brand, colours.ink, colours.muted, colours.link):
            assert contrast(each, ground) >= TEXT_CONTRAST


@pytest.mark.parametrize(
    ("font", "faces"),
    [
        ("Arial", ("Liberation Sans", "Arimo", "Arial")),
        ("Times New Roman", ("Liberation Serif", "Tinos", "Times New Roman")),
        ("Calibri", ("Carlito", "Calibri")),
        ("Gill Sans", ("Gill Sans",)),
    ],
)
def test_a_free_face_of_the_same_measures_comes_before_the_one_named(font: str, faces: tuple[str, ...]) -> None:
    assert Brand(font=font).faces == faces


def test_the_dark_ground_is_that_of_the_style_sheet() -> None:
    style = (TEMPLATES / "screen.css").read_text()
    assert re.findall("prefers-color-scheme: dark.*?--ground: (#[0-9a-f]{6})", style, re.DOTALL) == [DARK_GROUND]


def test_the_brand_s_name_is_the_authority_in_every_part_of_the_view(tmp_path: Path) -> None:
    whole = view_with(tmp_path, Brand(name="Testing City Council"))
    assert (whole.authority, whole.author) == ("Testing City Council",) * 2
    details = [whole.details, *(theme.details for theme in whole.themes)]
    assert [each[0].value for each in details] == ["Testing City Council"] * 3
    assert "Testing District Council" not in repr(whole)


def test_without_a_name_of_the_brand_the_authority_is_the_workbook_s(tmp_path: Path) -> None:
    assert view_with(tmp_path, Brand()).authority == "Testing District Council"


def test_a_line_break_in_the_authority_is_a_space_at_the_head_of_a_document(tmp_path: Path) -> None:
    assert view_with(tmp_path, Brand(name="Testing\nCouncil")).authority == "Testing Council"


def cut(text: str, before: str, after: str) -> str:
    return text.partition(before)[2].partition(after)[0]


def plan_page(folder: Path, brand: Brand) -> str:
    """The action plan of a small workbook as a page, without its pictures."""
    book = Book()
    book.actions = []
    report = build_view(published(book.read(folder)), brand)
    return PageRenderer(TEMPLATES, {}, brand).render("action-plan.html", report)


def test_the_page_carries_the_brand_s_colours_and_faces(tmp_path: Path) -> None:
    colours = Colours("#7a0019", "#111111", "#333333", "#00437a", "#cccccc", "#eeeeee")
    style = cut(plan_page(tmp_path, Brand(font="Times New Roman", colours=colours)), ":root {", "}")
    said = dict(re.findall(r"--([\w-]+): (.*?);", style))
    assert said["font"] == '"Liberation Serif", "Tinos", "Times New Roman"'
    assert {name: said[name] for name in asdict(colours)} == asdict(colours)
    assert said["brand-in-the-dark"] == colours.brand_in_the_dark
    assert said["link-in-the-dark"] == colours.link_in_the_dark


def test_a_logo_stands_in_the_page_with_the_authority_as_its_text(tmp_path: Path) -> None:
    page = plan_page(tmp_path, Brand(name='The "Best" Council', logo=PNG, logo_width=32.5))
    tag = cut(page, '<img class="logo" ', ">")
    assert 'src="data:image/png;base64,' in tag
    assert 'alt="The &#34;Best&#34; Council"' in tag
    assert "width: 32.5mm" in tag


def test_without_a_logo_the_page_has_no_room_for_one(tmp_path: Path) -> None:
    assert '<img class="logo"' not in plan_page(tmp_path, Brand())


def test_each_fault_of_the_brand_is_said_with_its_line(folder: Path) -> None:
    (folder / "brand.toml").write_text('nam = "x"\n\nfont = 5\n[colours]\nink = "black"\n')
    assert found(folder) == [("E423", "brand.toml", f"line {line}") for line in (1, 3, 5)]
    (folder / "brand.toml").write_text('name = ""\nfont = Arial\n')
    finding = the_finding(folder, "E423")
    assert str(finding) == "E423 brand.toml, line 2: 'font = Arial' cannot be read: its value has no quotation marks."
