"""What identifies a person, in text that will be public."""

import re
from collections.abc import Callable, Iterator

from bvdocs.checks.passages import CONTACT, Passage, printed
from bvdocs.checks.people import titled_name
from bvdocs.checks.prose import quoted
from bvdocs.checks.registry import Trouble, public_check
from bvdocs.model import Assessment

_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
# Enough digits to be worth the library's time, with what may stand between them.
_MAYBE_PHONE = re.compile(r"(?:\+|\(?0)\d?(?:[\d \u00a0()./-]){7,}\d")
# The library takes no mobile number that was never given out, as the invented ones of examples are.
_MOBILE = re.compile(r"(?:\+44 ?|\b0)7\d{3} ?\d{3} ?\d{3}\b")
# Two letters, six figures and a letter; the letters that are never given are left out (HMRC, NIM39110).
_NATIONAL_INSURANCE = re.compile(
    r"\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:[\s-]?\d\d){3}[\s-]?[A-D]\b"
    r"|\b(?!bg|gb|kn|nk|nt|tn|zz)[a-ceghj-pr-tw-z][a-ceghj-npr-tw-z]\d{6}[a-d]\b"
)


def _found(
    assessment: Assessment, what: str, find: Callable[[str], str], hint: str, *, in_contact: bool
) -> Iterator[Trouble]:
    """A trouble for each text in which `find` finds something; the Contact field may be meant to hold it."""
    contact = () if in_contact else assessment.report.cells.get(CONTACT, ())
    for passage in printed(assessment):
        words = find(passage.text)
        if words and passage.where not in contact:
            yield _trouble(passage, what, words, hint)


def _trouble(passage: Passage, what: str, words: str, hint: str) -> Trouble:
    return Trouble(passage.where, f"{what} would be published: {quoted(words)}.", hint)


@public_check("W371")
def email_address(assessment: Assessment) -> Iterator[Trouble]:
    """An e-mail address stands in a text that will be public, other than the Contact."""
    hint = "Delete it; where readers can ask is said by 'Contact' in the Report sheet."
    return _found(assessment, "the e-mail address", _first(_EMAIL), hint, in_contact=False)


def _first(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def find(text: str) -> str:
        match = pattern.search(text)
        return match[0] if match else ""

    return find


@public_check("W372")
def phone_number(assessment: Assessment) -> Iterator[Trouble]:
    """A phone number stands in a text that will be public, other than the Contact."""
    hint = "Delete it; where readers can ask is said by 'Contact' in the Report sheet."
    return _found(assessment, "the phone number", _phone_number, hint, in_contact=False)


def _phone_number(text: str) -> str:
    if not _MAYBE_PHONE.search(text):
        return ""
    from phonenumbers import PhoneNumberMatcher

    numbers = (str(found.raw_string) for found in PhoneNumberMatcher(text, "GB"))
    # '01/2024/00012' is a reference.
    return next((number for number in numbers if "/" not in number), "") or _first(_MOBILE)(text)


@public_check("W373")
def national_insurance_number(assessment: Assessment) -> Iterator[Trouble]:
    """A National Insurance number stands in a text that will be public."""
    hint = "Delete it, at once, in every copy."
    return _found(assessment, "the National Insurance number", _first(_NATIONAL_INSURANCE), hint, in_contact=True)


@public_check("W374")
def named_person(assessment: Assessment) -> Iterator[Trouble]:
    """A person's title and name stand in a text that will be public."""
    hint = "Name the post in place of the person, unless the person is meant to be named."
    return _found(assessment, "a person's name", titled_name, hint, in_contact=True)
