"""Files attached to e-mails, however deep, and what kind each file is by what it holds."""

import io
import zipfile
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from docx import Document
from openpyxl import Workbook

from bvdocs.returns.kinds import Kind, kind_of_file
from bvdocs.returns.mail import Mail, is_mail, read_mail

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def workbook() -> bytes:
    stream = io.BytesIO()
    Workbook().save(stream)
    return stream.getvalue()


def document() -> bytes:
    stream = io.BytesIO()
    Document().save(stream)
    return stream.getvalue()


def packed(name: str, content: bytes = b"x") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(name, content)
    return stream.getvalue()


def mail(*files: tuple[str, bytes], words: str = "Here it is.") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.gov.uk", "b@example.gov.uk", "Re: your actions"
    message.set_content(words)
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message


def sent(message: EmailMessage) -> bytes:
    return message.as_bytes(policy=SMTP)


def said_in(content: bytes) -> Mail:
    found = read_mail(content)
    assert found is not None
    return found


def test_what_is_attached_comes_out_as_it_went_in() -> None:
    content = workbook()
    assert said_in(sent(mail(("update é.xlsx", content), ("notes.docx", b"\0\r\n\n\xff")))).files == (
        ("update é.xlsx", content),
        ("notes.docx", b"\0\r\n\n\xff"),
    )


def test_what_is_attached_to_an_attached_mail_comes_out_too() -> None:
    inner = mail(("inner.xlsx", b"PK inner"))
    forwarded = mail(words="See below.")
    forwarded.add_attachment(inner)
    as_file = mail(("their mail.eml", sent(forwarded)))
    assert said_in(sent(forwarded)).files == (("inner.xlsx", b"PK inner"),)
    assert said_in(sent(as_file)).files == (("inner.xlsx", b"PK inner"),)


def test_pictures_within_the_words_are_no_attachments() -> None:
    message = mail()
    message.add_alternative("<p>Hello <img src='cid:logo'></p>", subtype="html")
    html = message.get_body(("html",))
    assert html is not None
    html.add_related(b"\x89PNG", "image", "png", cid="<logo>", filename="logo.png")
    assert said_in(sent(message)).files == ()


@pytest.mark.parametrize("name", ["../../up.xlsx", r"C:\Users\me\up.xlsx", "folder/up.xlsx"])
def test_a_name_leads_into_no_folder(name: str) -> None:
    assert [each.name for each in said_in(sent(mail((name, b"x")))).files] == ["up.xlsx"]


def test_a_mail_is_known_by_its_head() -> None:
    message = sent(mail())
    assert is_mail(message)
    assert is_mail(message.replace(b"\r\n", b"\n"))
    assert is_mail(b"From someone@example.gov.uk Mon Nov 25 10:00:00 2025\r\n" + message)
    assert not is_mail(b"Dear all,\n\nFrom: the Head of Finance\n")
    assert not is_mail(b"Subject: only this\n\nWords")
    assert not is_mail(b"")


def test_mails_within_mails_end() -> None:
    message = mail(("deepest.xlsx", b"PK"))
    for _ in range(40):
        outer = mail()
        outer.add_attachment(message)
        message = outer
    assert said_in(sent(message)).files == ()


@pytest.mark.parametrize(
    ("content", "kind", "why"),
    [
        (workbook(), Kind.WORKBOOK, ""),
        (document(), Kind.WORD, ""),
        (sent(mail()), Kind.MAIL, ""),
        (b'{"format": "bvdocs asked, format 1"}', Kind.RECORD, ""),
        (b"", Kind.OTHER, "is empty"),
        (b"PK\x03\x04 cut off", Kind.OTHER, "is cut off or damaged"),
        (packed("update.xlsx"), Kind.OTHER, "is a zip file, which is not opened"),
        (packed("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), Kind.OTHER, "(.ods)"),
        (packed("xl/workbook.bin"), Kind.OTHER, "(.xlsb)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Kind.OTHER, "has a password"),
        (OLE + "__properties_version1.0".encode("utf-16-le"), Kind.OTHER, "(.msg)"),
        (OLE + "WordDocument".encode("utf-16-le"), Kind.OTHER, "(.doc)"),
        (OLE + "Workbook".encode("utf-16-le"), Kind.OTHER, "(.xls)"),
        (b"%PDF-1.7\n", Kind.OTHER, "is a PDF"),
        (b"\x78\x9f\x3e\x22\0", Kind.OTHER, "winmail.dat"),
        (b"Dear all, no news.", Kind.OTHER, "is neither an update sheet, nor a Word document, nor an e-mail"),
        (OLE, Kind.OTHER, "is neither"),
    ],
)
def test_a_file_is_known_by_what_it_holds(content: bytes, kind: Kind, why: str) -> None:
    found = kind_of_file(content)
    assert found.kind is kind
    assert why in found.why
    # What nothing reads is told with what to do.
    assert bool(found.instead) is (kind is Kind.OTHER)


def test_the_words_of_a_reply_are_read_once_and_none_that_it_quotes() -> None:
    reply = mail(("update.xlsx", b"PK"), words="See attached,\nbut L-A3 will slip.\n\n> Please update your actions.")
    assert said_in(sent(reply)).words == "See attached,\nbut L-A3 will slip."
    assert said_in(sent(reply)).sender == "a@example.gov.uk"
    both = mail(words="It will slip.")
    both.add_alternative("<style>p {}</style><p>It will <b>slip</b>.</p>", subtype="html")
    assert said_in(sent(both)).words == "It will slip."
    page = mail()
    page.set_content(
        "<title>Re</title><style>p {}</style><p>It will\n<b>slip</b>.</p><p>To May &amp; on.</p>", subtype="html"
    )
    assert said_in(sent(page)).words == "It will slip.\nTo May & on."


def test_what_is_attached_within_one_of_several_forms_comes_out() -> None:
    """Apple Mail puts what is attached beside the page, and both into one of the forms."""
    both = mail(words="It will slip.")
    both.add_alternative("<p>It will slip.</p>", subtype="html")
    page = both.get_body(("html",))
    assert isinstance(page, EmailMessage)
    page.make_mixed()
    page.add_attachment(b"PK", maintype="application", subtype="octet-stream", filename="update.xlsx")
    assert said_in(sent(both))[1:] == ("It will slip.", (("update.xlsx", b"PK"),))


def test_a_draft_that_was_never_sent_says_nothing() -> None:
    draft = mail(("update.xlsx", b"PK"), words="Please update your actions.")
    draft["X-Unsent"] = "1"
    assert said_in(sent(draft)).words == ""


@pytest.mark.parametrize(
    "damaged",
    [
        b"application/octet-stream; name*0*=utf-8''up%20; name*utf-8=date.xlsx",
        b"application/octet-stream; name*=",
        b"application/octet-stream; name*x*=utf-8''a",
    ],
)
def test_a_damaged_head_hides_no_attachment(damaged: bytes) -> None:
    whole = sent(mail(("update.xlsx", b"PK")))
    assert whole.count(b"application/octet-stream") == 1
    (file,) = said_in(whole.replace(b"application/octet-stream", damaged)).files
    assert file.content == b"PK"


@pytest.mark.parametrize("damaged", [b'text/plain; charset="\0"', b"text/plain; name*x*=a; name*0*=b"])
def test_a_mail_that_nobody_can_read_says_so(damaged: bytes) -> None:
    whole = sent(mail()).replace(b"text/plain", damaged)
    found = read_mail(whole)
    assert found is None or found.files == () or found.files[0].content == b"Here it is."


def test_a_head_that_is_damaged_is_one_of_an_email_all_the_same() -> None:
    assert is_mail(b"From: a@example.gov.uk\r\nSubject: Re\r\nContent-Type: text/plain; name*\r\n\r\nHello")
