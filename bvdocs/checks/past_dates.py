"""The rule on dates that have passed, in sentences that speak of the future.

Whether it does is told by the verb that stands nearest before the date; where none does, as at the beginning of a
sentence, by the first after it; and by a deadline without any, as in 'Deliver it by March 2025'. A financial year
is from April to March, and spring to the end of May.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import zip_longest

from bvdocs.checks.plausible_time import PlausibleTime
from bvdocs.checks.printed_text import Passage, action_passages, main_passage, note_passages
from bvdocs.checks.prose import sentences
from bvdocs.checks.registry import Problem, public_check
from bvdocs.core.english import MONTHS
from bvdocs.core.model import Assessment
from bvdocs.core.quoting import quoted

_MONTH = "Sept|" + "|".join(f"{month[:3]}(?:{month[3:]})?" if len(month) > 3 else month for month in MONTHS)
# Each with its last month; winter belongs to two years.
_SEASONS = {"spring": 5, "summer": 8, "autumn": 11}
_SEASON = f"(?i:{'|'.join(_SEASONS)})"
_DATE = re.compile(
    rf"\b(?:(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?|the\s+(?={_SEASON}))?"
    rf"(?P<month>{_MONTH}|{_SEASON})\s+(?:of\s+)?(?P<year>20\d\d)\b"
    r"|\b(?P<numbers>\d{1,2}/\d{1,2}/(?:20)?\d\d|\d{1,2}\.\d{1,2}\.(?:20)?\d\d|(?:0?[1-9]|1[0-2])/20\d\d|20\d\d-\d\d-\d\d)\b"
    r"|\b(?P<first>(?:20)?\d\d)\s?[/–-]\s?(?P<second>(?:20)?\d\d)\b(?![/–-]\d)"
    rf"|\b(?P<bare_month>{'|'.join(MONTHS)})\b(?!\s+\d)"
    r"|\b(?P<bare_year>20\d\d)\b(?![/–-]\d)"
)
# What makes the time after it one in which something happens, and not a mere name such as 'the 2024/25 accounts'.
_WHEN = re.compile(
    r"\b(?:(?P<deadline>by|until|till|before|no\s+later\s+than|due|(?:expected|planned|scheduled)(?:\s+for)?|(?:deadline|review"
    r"|target(?:\s+date)?):)|in|on|during|within|between|from|to|at|likely)\s+"
    r"(?:(?:the\s+)?(?:end|start|beginning|middle|close|(?:first|second|third|fourth|last|final)\s+quarter|Q[1-4]|winter)"
    r"\s+(?:of\s+)?|\w+day,?\s+|early\s+|late\s+|mid[\s-]|about\s+|around\s+)?"
    r"(?:financial\s+year\s+)?$",
    re.IGNORECASE,
)
# 'in the 2024/25 financial year', 'at the July 2025 meeting': here the article makes it no mere name.
_OCCASION = re.compile(r"\s+(?:(?:financial|municipal|civic)\s+year|meeting)\b", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:to|until|and|-|–)\s+(?:the\s+end\s+of\s+)?", re.IGNORECASE)
_SINCE = r"following|since"
_PAST = (
    r"(?:was|were|had\s+been)\s+(?:\w+\s+){0,2}to(?:\s+be)?|was|were|had|did|has|have\s+been|having|been|became|began"
    rf"|took|joined|compared\s+(?:with|to)|{_SINCE}"
)
_FUTURE = (
    r"(?:will|[’']ll)(?:\s+have(?:\s+been)?)?|shall|(?:should|must)(?!\s+have\b)|to\s+be"
    r"|(?:is|are|remains?)\s+(?:now\s+|still\s+|not\s+)?(?:due|expected|planned|scheduled|intended|likely|unlikely"
    r"|anticipated|hoped|on\s+track|on\s+course|set|to)"
    r"|(?:plan(?:s|ning)?|intend(?:s|ing)?|aim(?:s|ing)?|expect(?:s|ing)?|hop(?:e|es|ing)|propos(?:e|es|ing)"
    r"|needs?|going|due)\s+to|anticipates?|(?:goes|go)\s+live|may\s+be"
    r"|for\s+(?:delivery|completion|implementation|adoption|approval|agreement|launch|review|consideration|decision)"
)
_VERB = re.compile(rf"\b(?:(?P<past>{_PAST})|(?P<future>{_FUTURE}))\b", re.IGNORECASE)
# 'In 2023/24 the Council completed …': what such a verb is of can only be guessed. No word of English is longer.
_DONE = (
    r"(?:(?!(?:expected|planned|scheduled|intended|anticipated|proposed|required)\b)[\w-]{0,60}(?:[^\We]ed|agreed)"
    r"|begun|brought|built|carried|drawn|fell|found|gave|given|grew|held|kept|made|met|rose|saw|seen|sent|spent|taken"
    r"|undertaken|went|won|written)"
)
_PARTICIPLE = re.compile(rf"\b{_DONE}\b", re.IGNORECASE)
# 'the plan adopted in March'; not 'will be adopted in March', nor 'be drafted and adopted'.
_DATED_BY = re.compile(
    rf"(?<!\bbe )(?<!\bto )(?<!\band )(?<!ly )(?<![\w-])(?:{_DONE}|set)(?:\s+(?:out|up|down))?\s+$", re.IGNORECASE
)


@public_check("W311", "A sentence speaks of the future and names a date that has passed at the meeting date.")
def past_date_in_the_future(assessment: Assessment) -> Iterator[Problem]:
    report = assessment.report
    for passage in _passages_looking_ahead(assessment) if PlausibleTime(assessment).meeting else ():
        for sentence in sentences(passage.text):
            for match, last_day in _dates_in(sentence, report.assessed_on, report.meeting_date):
                if last_day < report.meeting_date and _is_to_come(sentence, match):
                    yield passage.problem(
                        f"'{match[0]}' has passed at the meeting on {report.meeting_date:%d/%m/%Y}, but the"
                        f" sentence speaks of it as to come: {_quote_up_to(sentence, match)}.",
                        "Say what has happened since, or give the date that is expected now.",
                    )


def _passages_looking_ahead(assessment: Assessment) -> Iterator[Passage]:
    """Yield what is printed in sentences, but for closed actions, which may have been due at any time."""
    yield from note_passages(assessment)
    yield from map(main_passage, assessment.bullets)
    for action in assessment.actions:
        if action.is_open:
            yield from action_passages(action)


def _dates_in(sentence: str, written: date | None, meeting: date) -> Iterator[tuple[re.Match[str], date]]:
    """Yield each date in a sentence, with the last day that it means; `written` is when it was written, if known."""
    matches = list(_DATE.finditer(sentence))
    for match, following in zip_longest(matches, matches[1:]):
        # 'from April 2024 to March 2027' lasts until its end.
        is_range = following and _RANGE.fullmatch(sentence, match.end(), following.start())
        last_day = _last_day(following if is_range else match, written, meeting)
        if last_day:
            yield match, last_day


def _last_day(match: re.Match[str], written: date | None, meeting: date) -> date | None:
    """Return the last day of the time that the match means; None if there is no such day or year."""
    if match["bare_year"]:
        return date(int(match["bare_year"]), 12, 31)
    if match["bare_month"]:
        return _nearest_end_of_month(_month_number(match["bare_month"]), written, meeting)
    if match["first"]:
        return _end_of_financial_year(match["first"], match["second"])
    try:
        if match["numbers"]:
            parts = [int(part) for part in re.split("[/.-]", match["numbers"])]
            if len(parts) == 2:
                return _end_of_month(parts[1], parts[0])
            return date(*parts) if parts[0] > 31 else date(2000 + parts[2] % 100, parts[1], parts[0])
        month = _month_number(match["month"])
        if match["day"]:
            return date(int(match["year"]), month, int(match["day"]))
    except ValueError:  # no such day: nothing that could have passed
        return None
    return _end_of_month(int(match["year"]), month)


def _month_number(name: str) -> int:
    """Return the number of a month; of a season, that of its last month."""
    season = _SEASONS.get(name.lower())
    return season or next(number for number, month in enumerate(MONTHS, 1) if month[:3] == name[:3])


def _end_of_month(year: int, month: int) -> date:
    """Return the last day of a month; of one beyond the calendar, the last or the first day of all."""
    if year >= date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _end_of_financial_year(first: str, second: str) -> date | None:
    """Return the last day of the financial year '24/25' or '2024/25'; None for two numbers that are no such year."""
    year, following = int(first) % 100, int(second) % 100
    return date(2000 + following, 3, 31) if (year + 1) % 100 == following and len(first) >= len(second) else None


def _nearest_end_of_month(month: int, written: date | None, meeting: date) -> date:
    """Return the end of a month named without its year: the first since the text was written, else the nearest."""
    if written:
        this_year = _end_of_month(written.year, month)
        return this_year if this_year >= written else _end_of_month(written.year + 1, month)
    around = (_end_of_month(meeting.year + step, month) for step in (-1, 0, 1))
    return min(around, key=lambda end: abs(end - meeting))


def _is_to_come(sentence: str, match: re.Match[str]) -> bool:
    """Say whether the sentence speaks of the time of this date as still to come."""
    before, after = sentence[: match.start()], sentence[match.end() :]
    if _OCCASION.match(after):
        before = before.removesuffix("the ")
    when = _WHEN.search(before)
    if not when or _DATED_BY.search(before, 0, when.start()):
        return False
    verbs = list(_VERB.finditer(before))
    if verbs or match["bare_month"]:
        return bool(verbs and verbs[-1]["future"])
    following = _VERB.search(after)
    if when["deadline"]:  # 'Deliver it by March 2025.'
        return not (following and following["past"]) and not _PARTICIPLE.search(before)
    done = _PARTICIPLE.search(after, 0, following.start() if following else len(after))
    opens = re.search(r"(?:^|,)\s*$", before[: when.start()])
    return bool(opens and following and following["future"] and not done)


def _quote_up_to(sentence: str, match: re.Match[str], most: int = 90) -> str:
    """Return the sentence in quotation marks, or as much of it up to the date as has room: `most` characters."""
    if len(sentence) <= most:
        return quoted(sentence, most)
    start = sentence.rfind(" ", 0, max(match.end() - most, 0)) + 1
    return f"'{'… ' if start else ''}{' '.join(sentence[start : match.end()].split())} …'"
