"""The rules on what identifies a person or opens a door, in text that will be public."""

import re
from collections.abc import Callable, Iterable, Iterator

from bvdocs.checks.person_names import titled_names
from bvdocs.checks.printed_text import Passage, printed_passages
from bvdocs.checks.registry import Problem, public_check
from bvdocs.core.addresses import addresses_in_words, email_addresses, key_in
from bvdocs.core.columns import Kind
from bvdocs.core.link_services import why_private
from bvdocs.core.model import Action, Assessment, Bullet
from bvdocs.core.quoting import quoted
from bvdocs.core.rich_text import RichText
from bvdocs.core.schema import ACTIONS, NARRATIVE

# Enough digits to be worth the library's time, with what may stand between them.
_MAYBE_PHONE = re.compile(r"(?:\+|\(?0)\d?(?:[\d \u00a0()./-]){7,}\d")
# The library takes no mobile number that was never given out, as the invented ones of examples are.
_MOBILE = re.compile(r"(?:\+44 ?|\b0)7\d{3} ?\d{3} ?\d{3}\b")
# Two letters, six figures and a letter; the letters that are never given are left out (HMRC, NIM39110).
_NATIONAL_INSURANCE = re.compile(
    r"\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:[\s-]?\d\d){3}[\s-]?[A-D]\b"
    r"|\b(?!bg|gb|kn|nk|nt|tn|zz)[a-ceghj-pr-tw-z][a-ceghj-npr-tw-z]\d{6}[a-d]\b"
)
_ASK_THERE = "Delete it; where readers can ask is said by 'Contact' in the Report sheet."


def _problems(
    assessment: Assessment, what: str, find: Callable[[str], Iterable[str]], hint: str, *, in_contact: bool
) -> Iterator[Problem]:
    """Yield a problem for each text in which `find` finds something; in the Contact field only if `in_contact`."""
    contact = () if in_contact else assessment.report.cells.get("Contact", ())
    for passage in (*printed_passages(assessment), *_link_passages(assessment)):
        found = [quoted(each) for each in dict.fromkeys(find(passage.text))]
        if found and passage.where not in contact:
            yield passage.problem(f"{what} would be published: {', '.join(found)}.", hint)


def _link_passages(assessment: Assessment) -> Iterator[Passage]:
    """Yield the addresses that texts link to and do not show, 'mailto:' and 'tel:' among them."""
    rows: tuple[Bullet | Action, ...] = (*assessment.bullets, *assessment.actions)
    for row in rows:
        for column in (NARRATIVE if isinstance(row, Bullet) else ACTIONS).columns:
            text = getattr(row, column.attribute) if column.kind is Kind.RICH else RichText()
            for link in dict.fromkeys(run.link for run in text.runs if run.link and run.link not in text.plain):
                yield Passage(row.source.at(column.name), link)


@public_check("W371", "An e-mail address stands in a text that will be public, other than the Contact.")
def email_address(assessment: Assessment) -> Iterator[Problem]:
    return _problems(assessment, "the e-mail address", email_addresses, _ASK_THERE, in_contact=False)


@public_check("W372", "A phone number stands in a text that will be public, other than the Contact.")
def phone_number(assessment: Assessment) -> Iterator[Problem]:
    return _problems(assessment, "the phone number", _phone_numbers, _ASK_THERE, in_contact=False)


def _phone_numbers(text: str) -> Iterable[str]:
    """Return the phone numbers in a text, as they are written."""
    if not _MAYBE_PHONE.search(text):
        return ()
    from phonenumbers import PhoneNumberMatcher

    numbers = (str(found.raw_string) for found in PhoneNumberMatcher(text, "GB"))
    # '01/2024/00012' is a reference.
    return (*(number for number in numbers if "/" not in number), *_MOBILE.findall(text))


@public_check("W373", "A National Insurance number stands in a text that will be public.")
def national_insurance_number(assessment: Assessment) -> Iterator[Problem]:
    hint = "Delete it, at once, in every copy."
    what = "the National Insurance number"
    return _problems(assessment, what, _NATIONAL_INSURANCE.findall, hint, in_contact=True)


@public_check("W374", "A person's title and name stand in a text that will be public.")
def named_person(assessment: Assessment) -> Iterator[Problem]:
    hint = "Name the post in place of the person, unless the person is meant to be named."
    return _problems(assessment, "a person's name", titled_names, hint, in_contact=True)


@public_check("W375", "An address in a text leads to a place that only the council reaches, or through a mail filter.")
def private_address(assessment: Assessment) -> Iterator[Problem]:
    for passage in printed_passages(assessment):
        for address in dict.fromkeys(addresses_in_words(passage.text)):
            why = _why_private(address)
            if why:
                yield passage.problem(
                    f"the address {quoted(address)} would be published, but {why}.",
                    "Take it out, or write the address that anybody can open.",
                )


def _why_private(address: str) -> str:
    """Return why an address or a path that is written out should not be, as a clause; '' if nothing speaks for it."""
    whole = address if "\\" in address or ":/" in address else f"https://{address}"
    return why_private(whole)


@public_check("W376", "An address carries what looks like a key or a password.")
def key_in_address(assessment: Assessment) -> Iterator[Problem]:
    for passage in (*printed_passages(assessment), *_link_passages(assessment)):
        name = key_in(passage.text)
        if name:
            yield passage.problem(
                f"an address would be published with what looks like a key, '{name}'.",
                "Give the address without it; and ask for a new key, for this one has been passed on.",
            )
