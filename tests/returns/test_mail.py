"""Files attached to e-mails, however deep, and what kind each file is by what it holds."""

import io
import zipfile
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from docx import Document
from openpyxl import Workbook

from bvdocs.returns.kinds import Kind, kind_of_file
from bvdocs.returns.mail import attachments_of, is_mail, words_of

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


def test_what_is_attached_comes_out_as_it_went_in() -> None:
    content = workbook()
    assert attachments_of(sent(mail(("update é.xlsx", content), ("notes.docx", b"\0\r\n\n\xff")))) == (
        ("update é.xlsx", content),
        ("notes.docx", b"\0\r\n\n\xff"),
    )


def test_what_is_attached_to_an_attached_mail_comes_out_too() -> None:
    inner = mail(("inner.xlsx", b"PK inner"))
    forwarded = mail(words="See below.")
    forwarded.add_attachment(inner)
    as_file = mail(("their mail.eml", sent(forwarded)))
    assert attachments_of(sent(forwarded)) == (("inner.xlsx", b"PK inner"),)
    assert attachments_of(sent(as_file)) == (("inner.xlsx", b"PK inner"),)


def test_pictures_within_the_words_are_no_attachments() -> None:
    message = mail()
    message.add_alternative("<p>Hello <img src='cid:logo'></p>", subtype="html")
    html = message.get_body(("html",))
    assert html is not None
    html.add_related(b"\x89PNG", "image", "png", cid="<logo>", filename="logo.png")
    assert attachments_of(sent(message)) == ()


@pytest.mark.parametrize("name", ["../../up.xlsx", r"C:\Users\me\up.xlsx", "folder/up.xlsx"])
def test_a_name_leads_into_no_folder(name: str) -> None:
    assert [each.name for each in attachments_of(sent(mail((name, b"x"))))] == ["up.xlsx"]


def test_a_mail_is_known_by_its_head() -> None:
    message = sent(mail())
    assert is_mail(message)
    assert is_mail(message.replace(b"\r\n", b"\n"))
    assert is_mail(b"From someone@example.gov.uk Mon Nov 25 10:00:00 2025\r\n" + message)
    assert not is_mail(b"Dear all,\n\nFrom: the Head of Finance\n")
    assert not is_mail(b"Subject: only this\n\nWords")
    assert not is_mail(b"")


def test_the_words_of_a_mail_and_of_those_within_it_are_told_without_what_they_quote() -> None:
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "a@example.gov.uk", "Re: Please update"
    inner.set_content("L-A3 is complete too.\n> Please open the attached sheet.\n")
    inner.add_attachment(b"PK", maintype="application", subtype="octet-stream", filename="update.xlsx")
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "b@example.gov.uk", "FW: Re: Please update"
    outer.set_content("<style>p {color: red}</style><p>See&nbsp;below, R&amp;D</p>", subtype="html")
    outer.add_attachment(inner)
    assert words_of(outer.as_bytes()) == "See below, R&D L-A3 is complete too."
    message = mail(("update.xlsx", b"PK"))
    for _ in range(40):
        around = mail()
        around.add_attachment(message)
        message = around
    assert isinstance(words_of(message.as_bytes()), str)


def test_mails_within_mails_end() -> None:
    message = mail(("deepest.xlsx", b"PK"))
    for _ in range(40):
        outer = mail()
        outer.add_attachment(message)
        message = outer
    assert attachments_of(sent(message)) == ()


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
