"""An e-mail as a file that Outlook opens ready to be sent: nothing is sent from here."""

from email.message import EmailMessage
from email.policy import SMTP

from bvdocs.core.hashing import hash_of
from bvdocs.view.asking import MailView

_SHEET = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def mail_draft(view: MailView, attachment: bytes) -> bytes:
    """Return the draft of an e-mail with an Excel file attached (RFC 5322); the same bytes for what is the same.

    By the field `X-Unsent` Outlook knows it for one that is yet to be sent. It has no date: the day it is sent counts.
    """
    mail = EmailMessage(policy=SMTP)
    if view.to:
        mail["To"] = ", ".join(view.to)
    mail["Subject"] = view.subject
    mail["X-Unsent"] = "1"
    mail.set_content(view.body, cte="quoted-printable")
    maintype, subtype = _SHEET
    mail.add_attachment(attachment, maintype=maintype, subtype=subtype, filename=view.attached)
    # Any other is made up by chance.
    mail.set_boundary(f"=_{hash_of(view.subject.encode() + view.body.encode() + attachment)[:32]}")
    return mail.as_bytes()
