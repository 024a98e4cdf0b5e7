"""Links of cells: those of formulas, those through a service, and those that a reader cannot or must not follow."""

import re
from base64 import urlsafe_b64encode
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink

from bvdocs.core.addresses import as_uri
from bvdocs.core.link_services import redirected
from bvdocs.core.rich_text import RichText, Run
from bvdocs.workbook.reading.reader import Reading, read_workbook
from tests.support.package_edits import holding, read_package, rewrite_part
from tests.support.program import run
from tests.support.workbooks import Book, only_finding

NARRATIVE_PART = "xl/worksheets/sheet5.xml"
WORDS = "See here."
GUIDANCE = "https://www.gov.uk/guidance"
SAFE_LINK = (
    "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.gov.uk%2Fguidance"
    "&data=05%7C02%7Cjo.example%40council.gov.uk%7C1a2b3c&reserved=0"
)


def linking(target: str | None, location: str | None = None, cell: str = "Narrative!C2") -> Book:
    """A workbook of which one cell has a link."""

    def edit(book: Workbook) -> None:
        sheet, _, place = cell.partition("!")
        if sheet == "Narrative":
            book[sheet][place] = WORDS
        book[sheet][place].hyperlink = Hyperlink(ref=place, target=target, location=location)

    return Book(edit=edit)


def reading_formula(folder: Path, formula: str, words: str = WORDS, attributes: str = "") -> Reading:
    """What is read of a workbook whose first bullet is this formula, computed."""
    path = holding({"Narrative!C2": "=1+1"}).write(folder)
    escaped = formula.replace("&", "&amp;").replace("<", "&lt;")
    new = f'<c r="C2" t="str"><f{attributes}>{escaped}</f><v>{words}</v></c>'
    return read_workbook(rewrite_part(path, NARRATIVE_PART, '<c r="C2"><f>1+1</f><v></v></c>', new))


# Formulas


@pytest.mark.slow
@pytest.mark.parametrize(
    ("formula", "address"),
    [
        (f'HYPERLINK("{GUIDANCE}","See here.")', GUIDANCE),
        (f'hyperlink( "{GUIDANCE}" , "See here." )', GUIDANCE),
        (f'HYPERLINK("{GUIDANCE}")', GUIDANCE),
        (f'HYPERLINK("{GUIDANCE}",)', GUIDANCE),
        (f'+HYPERLINK("{GUIDANCE}",A1&" (new)")', GUIDANCE),
        (f'HYPERLINK("{GUIDANCE}",IF(A1=1,"See","Look")&" here.")', GUIDANCE),
        ('HYPERLINK("https://www.gov.uk/" & "guidance" & "?a=1&b=2","See here.")', f"{GUIDANCE}?a=1&b=2"),
        (
            'HYPERLINK("https://example.org/?q=""best"" value","(see) ""here""")',
            "https://example.org/?q=%22best%22%20value",
        ),
        ('HYPERLINK("mailto:clerk@example.org?subject=Plan","Clerk")', "mailto:clerk@example.org?subject=Plan"),
    ],
)
def test_the_address_of_a_formula_is_the_link_of_its_words(tmp_path: Path, formula: str, address: str) -> None:
    reading = reading_formula(tmp_path, formula)
    assert reading.assessment.bullets[0].text == RichText((Run(WORDS, link=address),))
    assert reading.findings == ()


@pytest.mark.parametrize(
    "formula",
    [
        'HYPERLINK(A1,"See here.")',
        'HYPERLINK("https://example.org/"&A1,"See here.")',
        'IF(A1=1,HYPERLINK("https://example.org/","See here."),"")',
        'HYPERLINK("https://example.org/a","See ")&HYPERLINK("https://example.org/b","here.")',
        'HYPERLINK(CONCATENATE("https://example.org/","a"),"See here.")',
    ],
)
def test_a_formula_whose_address_is_not_written_in_it_is_told(tmp_path: Path, formula: str) -> None:
    reading = reading_formula(tmp_path, formula)
    (finding,) = reading.findings
    assert (finding.code, str(finding.where)) == ("W126", "Narrative!C2")
    assert reading.assessment.bullets[0].text == RichText((Run(WORDS),))


def test_a_formula_that_was_filled_down_links_each_of_its_cells(tmp_path: Path) -> None:
    path = holding({"Narrative!C2": "=1+1", "Narrative!C3": "=1+1"}).write(tmp_path)
    link = f'HYPERLINK("{GUIDANCE}","See here.")'
    for cell, formula in (("C2", f'<f t="shared" ref="C2:C3" si="0">{link}</f>'), ("C3", '<f t="shared" si="0"/>')):
        old = f'<c r="{cell}"><f>1+1</f><v></v></c>'
        rewrite_part(path, NARRATIVE_PART, old, f'<c r="{cell}" t="str">{formula}<v>{WORDS}</v></c>')
    assert [each.text.runs[0].link for each in read_workbook(path).assessment.bullets] == [GUIDANCE] * 2


def test_a_link_of_a_formula_that_was_never_computed_is_an_error(tmp_path: Path) -> None:
    path = holding({"Narrative!C2": f'=HYPERLINK("{GUIDANCE}","See here.")'}).write(tmp_path)
    assert [finding.code for finding in read_workbook(path).findings] == ["E102"]


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ('HYPERLINK("http://intranet/plan","See here.")', "W115"),
        (r'HYPERLINK("\\server\share\plan.docx","See here.")', "W115"),
        ('HYPERLINK("#Criteria!A1","See here.")', "N125"),
        (f'HYPERLINK("{SAFE_LINK}","See here.")', "W124"),
    ],
)
def test_the_address_of_a_formula_is_judged_like_any_other(tmp_path: Path, formula: str, code: str) -> None:
    assert [finding.code for finding in reading_formula(tmp_path, formula).findings] == [code]


# Services that a link goes through


def test_a_safe_link_is_put_right_and_names_whom_it_named(tmp_path: Path) -> None:
    book = linking(SAFE_LINK)
    finding = only_finding(tmp_path, book)
    assert str(finding) == (
        "W124 Narrative!C2: the link goes through Microsoft's Safe Links and names jo.example@council.gov.uk;"
        f" it is printed as a link to '{GUIDANCE}'."
    )
    assert book.read(tmp_path).bullets[0].text.runs[0].link == GUIDANCE
    assert [code for code, _ in book.found(tmp_path)] == ["W124"]


_RUNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def proofpoint_3(address: str) -> str:
    """An address as Proofpoint's third form has it: a star for each odd character, two and a letter for several."""
    odd = re.compile("[^A-Za-z0-9/:._-]+")
    stars = odd.sub(lambda run: "*" if len(run[0]) == 1 else f"**{_RUNS[len(run[0]) - 2]}", address)
    starred = urlsafe_b64encode("".join(odd.findall(address)).encode()).decode().rstrip("=")
    return f"https://urldefense.com/v3/__{stars}__;{starred}!!CV!AB$"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("https://gbr01.safelinks.protection.outlook.com/ap/w-59584e83/?url=https%3A%2F%2Fa.org%2Fb", "https://a.org/b"),
        (
            "https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html"
            "?url=https%3A%2F%2Fa.org%2Fb&locale=en-gb",
            "https://a.org/b",
        ),
        ("https://www.google.com/url?q=https://a.org/b%3Fc%3D1&sa=D&usg=1", "https://a.org/b?c=1"),
        ("https://www.google.co.uk/url?sa=t&url=https%3A%2F%2Fa.org%2F", "https://a.org/"),
        ("https://urldefense.proofpoint.com/v2/url?u=https-3A__a.org_b-2Dc_-3Fd-3D1&d=DwMF&r=x", "https://a.org/b-c/?d=1"),
        ("https://urldefense.proofpoint.com/v1/url?u=https://a.org/b&k=x", "https://a.org/b"),
        ("https://urldefense.com/v3/__https://a.org/b__;!!CV!AB$", "https://a.org/b"),
        ("https://urldefense.com/v3/__https:/a.org/b?c=1*d__;Iw!!CV!AB$", "https://a.org/b?c=1#d"),
        ("https://urldefense.us/v3/__https://a.org/*a=1**B__;Pz09PQ!!CV!AB$", "https://a.org/?a=1==="),
        ("https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fa.org%2fb&c=E,1", "https://a.org/b"),
        ("https://clicktime.symantec.com/3abc?u=https%3A%2F%2Fa.org%2Fb", "https://a.org/b"),
        (f"https://eur01.safelinks.protection.outlook.com/?url={quote(proofpoint_3('https://a.org/b?c'), safe='')}",
         "https://a.org/b?c"),
        ("https://eur01.safelinks.protection.outlook.com/?url=mailto%3Ac%40example.org", "mailto:c@example.org"),
    ],
)  # fmt: skip
def test_a_link_through_a_service_is_put_right(tmp_path: Path, link: str, address: str) -> None:
    book = linking(link)
    assert book.read(tmp_path).bullets[0].text.runs[0].link == address
    assert only_finding(tmp_path, book).code == "W124"


@settings(max_examples=60)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), max_size=30))
def test_any_address_comes_back_from_the_services(rest: str) -> None:
    address = f"https://example.org/{quote(rest)}"
    safe = f"https://eur01.safelinks.protection.outlook.com/?url={quote(address, safe='')}&data=05"
    google = f"https://www.google.com/url?q={quote(address, safe='')}&sa=D"
    assert [found and found.address for found in map(redirected, (safe, google))] == [address] * 2


@settings(max_examples=60)
@given(st.text("abc019/:._-?=&#+,;~$!()", max_size=40))
def test_any_address_comes_back_from_the_third_form_of_proofpoint(rest: str) -> None:
    address = f"https://example.org/a{rest.replace('__', '')}z"
    found = redirected(proofpoint_3(address))
    assert found is not None
    assert found.address == address


@pytest.mark.parametrize(
    ("link", "service"),
    [
        ("https://protect-eu.mimecast.com/s/abcd1234?domain=gov.uk", "Mimecast"),
        ("https://url.uk.m.mimecastprotect.com/s/abcd1234?domain=gov.uk", "Mimecast"),
        ("https://eur01.safelinks.protection.outlook.com/?data=05", "Safe Links"),
        ("https://urldefense.com/v3/__https://a.org", "Proofpoint"),
    ],
)
def test_a_link_whose_address_only_the_service_knows_is_left_out(tmp_path: Path, link: str, service: str) -> None:
    book = linking(link)
    finding = only_finding(tmp_path, book)
    assert finding.code == "W115"
    assert service in finding.message
    assert book.read(tmp_path).bullets[0].text == RichText((Run(WORDS),))


def test_what_is_behind_a_service_is_judged_too(tmp_path: Path) -> None:
    book = linking("https://eur01.safelinks.protection.outlook.com/?url=http%3A%2F%2Fintranet%2Fplan")
    finding = only_finding(tmp_path, book)
    assert finding.code == "W115"
    assert "'http://intranet/plan'" in finding.message


@pytest.mark.slow
@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("https://www.gov.uk/a plan (new).pdf", "https://www.gov.uk/a%20plan%20(new).pdf"),
        ("https://www.gov.uk/plan%20one?q=100%&r=[1]", "https://www.gov.uk/plan%20one?q=100%25&r=%5B1%5D"),
        ("https://www.gov.uk/plan#a#b", "https://www.gov.uk/plan#a%23b"),
        ("https://www.gov.uk/straße", "https://www.gov.uk/stra%C3%9Fe"),
        ("https://www.münchen.de/a", "https://www.xn--mnchen-3ya.de/a"),
        ("https://www.gov.uk/a\\b|c", "https://www.gov.uk/a%5Cb%7Cc"),
        ("mailto:clerk@example.org?subject=The plan", "mailto:clerk@example.org?subject=The%20plan"),
        ("mailto:Clerk <clerk@example.org>", "mailto:Clerk%20%3Cclerk@example.org%3E"),
    ],
)
def test_what_may_not_stand_in_an_address_is_encoded(tmp_path: Path, target: str, address: str) -> None:
    book = linking(target)
    assert book.read(tmp_path).bullets[0].text.runs[0].link == address
    assert "W115" not in [code for code, _ in book.found(tmp_path)]


_MAY_STAND = r"(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9a-fA-F]{2})*"
_URI = re.compile(rf"https://example\.org/{_MAY_STAND}(?:#{_MAY_STAND})?", re.ASCII)


@settings(max_examples=200)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20))
def test_any_whole_address_becomes_a_uri_once(rest: str) -> None:
    made = as_uri(f"https://example.org/{rest}")
    assert _URI.fullmatch(made), made
    assert as_uri(made) == made


# Who can open them


@pytest.mark.slow
@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("http://intranet/plan", "network"),
        ("http://INTRANET/plan", "network"),
        ("http://localhost:8000/", "network"),
        ("https://files.local/plan", "network"),
        ("https://files.council.internal/plan", "network"),
        ("https://files.council.lan./plan", "network"),
        ("https://dc01.corp/plan", "network"),
        ("https://intranet.council.gov.uk/plan", "network"),
        ("http://10.0.0.7/plan", "network"),
        ("http://172.16.5.4/plan", "network"),
        ("http://192.168.1.1/", "network"),
        ("http://127.0.0.1/", "network"),
        ("http://169.254.1.1/", "network"),
        ("http://100.64.0.1/", "network"),
        ("http://10.1/", "network"),
        ("http://0x7f.1/", "network"),
        ("http://2130706433/", "network"),
        ("http://[::1]/", "network"),
        ("http://[fe80::1%25eth0]/", "network"),
        ("http://[fd00::1]/", "network"),
        ("http://[::ffff:10.0.0.1]/", "network"),
        ("https://council.sharepoint.com/sites/plan", "sign in"),
        ("https://council-my.sharepoint.com/personal/jo", "sign in"),
        ("https://teams.microsoft.com/l/channel/19", "sign in"),
        ("https://outlook.office.com/mail/id/1", "sign in"),
        ("https://jo:secret@example.org/", "user name"),
        ("https://jo@example.org/", "user name"),
        ("https:///plan", "not a whole"),
        ("https:\\\\example.org", "not a whole"),
        ("http:/example.org", "not a whole"),
        ("http:example.org", "not a whole"),
        ("https://", "not a whole"),
        ("https://www..gov.uk/", "not a whole"),
        ("https://www.gov.uk,/plan", "not a whole"),
        ("https://www.gov.uk:plan/", "not a whole"),
        ("https://www.gov.uk:99999/", "not a whole"),
        (f"https://www.{'a' * 64}.uk/", "not a whole"),
        ("https://https://www.gov.uk/", "begins with 'https:' twice"),
        ("http://https//www.gov.uk/", "begins with an address twice"),
        ("mailto:mailto:clerk@example.org", "begins with 'mailto:' twice"),
        ("mailto:", "no e-mail address"),
        ("mailto:clerk", "no e-mail address"),
        ("mailto:?subject=Plan", "no e-mail address"),
        ("mailto:clerk@example.org;the web team", "no e-mail address"),
        ("http://[::1/", "not a whole"),
        ("https://exa mple.org/", "not a whole"),
        ("plan.docx", "cannot follow"),
        ("file:///C:/plan.docx", "cannot follow"),
        (r"\\server\share", "cannot follow"),
        ("C:\\Users\\jo", "cannot follow"),
        ("javascript:alert(1)", "cannot follow"),
        ("ftp://example.org/", "cannot follow"),
    ],
)
def test_a_link_that_not_everybody_can_open_is_left_out_and_says_why(tmp_path: Path, target: str, why: str) -> None:
    book = linking(target)
    finding = only_finding(tmp_path, book)
    assert (finding.code, str(finding.where)) == ("W115", "Narrative!C2")
    assert why in finding.message
    assert "secret" not in finding.message
    assert book.read(tmp_path).bullets[0].text == RichText((Run(WORDS),))


@pytest.mark.parametrize(
    "target",
    [
        "https://www.gov.uk/guidance",
        "HTTPS://WWW.GOV.UK/",
        "https://council.gov.uk:8443/plan",
        "https://www.localgov.uk/internal/local",
        "http://8.8.8.8/",
        "http://[2606:4700:4700::1111]/",
        "https://teams.microsoft.com/l/meetup-join/19%3ameeting",
        "https://www.google.com/search?q=best+value",
        "https://docs.google.com/document/d/1/edit",
        "https://mysharepoint.com.example.org/",
        "mailto:clerk@example.org?subject=The%20plan&body=Dear%20clerk",
    ],
)
def test_a_link_that_everybody_can_open_is_kept_as_it_is(tmp_path: Path, target: str) -> None:
    reading = read_workbook(linking(target).write(tmp_path))
    assert reading.assessment.bullets[0].text.runs[0].link == target
    assert reading.findings == ()


def test_a_link_is_rid_of_what_nobody_sees(tmp_path: Path) -> None:
    assert linking(f"\u200b {GUIDANCE}\u200b ").read(tmp_path).bullets[0].text.runs[0].link == GUIDANCE


def test_a_link_to_a_place_in_the_workbook_is_a_note(tmp_path: Path) -> None:
    book = linking(None, "Criteria!A1")
    finding = only_finding(tmp_path, book)
    assert str(finding) == "N125 Narrative!C2: the link to 'Criteria!A1', a place in the workbook, is left out."
    assert book.read(tmp_path).bullets[0].text == RichText((Run(WORDS),))


# Columns that print no links


def test_the_links_of_columns_that_print_none_are_one_note_a_sheet(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        for place in ("G2", "G3"):
            book["Criteria"][place].hyperlink = Hyperlink(ref=place, target=GUIDANCE)

    finding = only_finding(tmp_path, Book(edit=edit))
    assert str(finding) == "N028 Criteria!G2: 2 cells have links that are not printed, G2, G3."


def test_an_address_that_excel_made_a_link_of_is_shown_by_its_words(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["Report"].append(["Contact", "clerk@example.org"])
        book["Report"]["B6"].hyperlink = Hyperlink(ref="B6", target="mailto:clerk@example.org")
        book["Report"].append(["Note", "See www.example.org/plan"])
        book["Report"]["B7"].hyperlink = Hyperlink(ref="B7", target="www.example.org/plan/")

    assert Book(edit=edit).found(tmp_path) == []


# What is told of them


@pytest.mark.slow
@pytest.mark.parametrize("link", [SAFE_LINK, "http://intranet/plan", r"\\server\share\plan.docx"])
def test_what_is_told_of_a_link_that_is_not_printed_stays_out_of_public_files(tmp_path: Path, link: str) -> None:
    workbook = linking(link).write(tmp_path)
    result = run("report", str(workbook), "--output", str(tmp_path / "out"), "--theme", "1", "--format", "html")
    assert result.exit_code == 0, result.output
    public = (path for path in (tmp_path / "out").rglob("*") if path.is_file() and "source" not in path.parts)
    written = b"".join(path.read_bytes() for path in public)
    assert [secret for secret in (b"jo.example", b"safelinks", b"intranet", b"server") if secret in written] == []


@pytest.mark.slow
def test_a_link_of_a_formula_stands_in_word_file_and_page(tmp_path: Path) -> None:
    path = holding({"Narrative!C2": "=1+1"}).write(tmp_path)
    formula = f'<f>HYPERLINK("{GUIDANCE}?from=formula","See here.")</f>'
    rewrite_part(
        path, NARRATIVE_PART, '<c r="C2"><f>1+1</f><v></v></c>', f'<c r="C2" t="str">{formula}<v>{WORDS}</v></c>'
    )
    result = run("report", path, "--output", tmp_path / "out", "--theme", "1", "--format", "html", "--format", "word")
    assert result.exit_code == 0, result.output
    (page,) = (tmp_path / "out" / "current").glob("self-assessment*.html")
    (word,) = (tmp_path / "out" / "current").glob("self-assessment*.docx")
    assert f'<a href="{GUIDANCE}?from=formula">See here.</a>' in page.read_text(encoding="utf-8")
    assert f'Target="{GUIDANCE}?from=formula"'.encode() in read_package(word)["word/_rels/document.xml.rels"]
