"""Who may come in to the desk, tried against a running one: what a stranger, another page or an old address gets."""

import re
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from bvdocs.desk.access import CONTENT_OF_A_PAGE, address_for_browser
from bvdocs.desk.snapshot import Snapshot
from tests.support.desk import RunningDesk, StillWorkbench, Visitor, running_desk, still_desk
from tests.support.project import TEMPLATES
from tests.support.workbooks import Book

PATHS = ["/", "/findings", "/documents", "/documents/action-plan", "/preview/action-plan.html",
         "/papers/action-plan.pdf", "/events", "/assets/brand.css", "/assets/desk.js", "/stop",
         "/no-such-page"]  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDesk]:
    """A desk on a sound workbook."""
    folder = tmp_path_factory.mktemp("desk")
    with running_desk(folder, Book().write(folder)) as running:
        yield running
        assert running.end() == 0
        # Some of what is tried here is no HTTP at all.
        assert set(running.errors().splitlines()) <= {"WARNING:  Invalid HTTP request received."}


@pytest.fixture(scope="module")
def visitor(desk: RunningDesk) -> Visitor:
    """Somebody who has come in."""
    return desk.visitor.come_in()


def refused(text: str) -> bool:
    """Whether this is the page that says how to get in, and tells nothing of the workbook."""
    return "Open the desk from its own address" in text and "assessment" not in text and "form-token" not in text


@pytest.mark.parametrize("path", PATHS)
def test_without_the_cookie_there_is_only_how_to_get_in(desk: RunningDesk, path: str) -> None:
    answer = desk.visitor.ask("GET", path)
    assert answer.status == 403
    assert refused(answer.text)


@pytest.mark.parametrize(
    "query", ["", "?token=", "?token=x", "?token=" + "A" * 43, "?token=%C3%A9", "?other=1", "?token=%00&token=x"]
)
def test_another_token_lets_nobody_in(desk: RunningDesk, query: str) -> None:
    answer = desk.visitor.ask("GET", f"/enter{query}")
    assert answer.status == 403
    assert "set-cookie" not in answer.headers
    assert refused(answer.text)


@pytest.mark.slow
def test_the_token_and_the_cookie_of_a_desk_that_was_stopped_are_worth_nothing(
    desk: RunningDesk, tmp_path: Path
) -> None:
    now = desk.visitor
    with running_desk(tmp_path, Book().write(tmp_path)) as other:
        old = other.visitor.come_in()
        assert other.end() == 0
    token, session = old.address.partition("token=")[2], old.cookie.partition("=")[2]
    assert now.ask("GET", f"/enter?token={token}").status == 403
    assert Visitor(now.address, f"bvdocs-desk-{now.port}={session}").ask("GET", "/").status == 403


@pytest.mark.parametrize("path", ["/ent%09er", "/enter%0A", "/assets/desk.css%0A", "/assets%2F..%2Fassets/desk.css"])
def test_an_address_that_looks_like_an_open_one_is_none(desk: RunningDesk, path: str) -> None:
    """Line ends and tabs are left out where an address is taken apart, and not where a route is looked for."""
    answer = desk.visitor.ask("GET", path)
    assert answer.status == 403
    assert refused(answer.text)


def test_the_address_that_a_browser_is_started_with_is_good_for_two_minutes_and_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with still_desk(StillWorkbench(tmp_path / "assessment.xlsx")) as visitor:
        ticket, statuses = address_for_browser(visitor.address), []
        now = time.time()
        # The last but one, in time and whole, lets in; then nobody any more.
        for moment, forged in ((121, ""), (-5, ""), (0, "0"), (0, "é"), (119, ""), (119, "")):
            monkeypatch.setattr(time, "time", lambda moment=moment: now + moment)
            answer = Visitor(ticket).ask("GET", f"/enter?token={quote(ticket.partition('=')[2] + forged)}")
            statuses.append(answer.status)
        monkeypatch.undo()
        assert statuses == [403, 403, 403, 403, 303, 403]
        begin, _, end = ticket.partition("token=")[2].partition("-")
        once, _, signature = end.partition(".")
        forgeries = [f"{int(begin) + 1}-{end}", f"{begin}-{once[::-1]}.{signature}", f"{begin}.{signature}"]
        forgeries += [f"{begin}-{once}.{signature[::-1]}", f"{'9' * 5000}-{end}", f"-{end}", f"{begin}-"]
        for other in forgeries:
            assert visitor.ask("GET", f"/enter?token={other}").status == 403


def test_two_browsers_started_in_the_same_second_both_come_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with still_desk(StillWorkbench(tmp_path / "assessment.xlsx")) as visitor:
        now = time.time()
        monkeypatch.setattr(time, "time", lambda: now)
        addresses = [address_for_browser(visitor.address) for _ in range(2)]
        for address in addresses:
            Visitor(address).come_in()
        monkeypatch.undo()


def test_a_request_that_fails_harms_nothing(tmp_path: Path) -> None:
    bench = StillWorkbench(tmp_path / "assessment.xlsx")
    with still_desk(bench) as visitor:
        bench.shown = None  # type: ignore[assignment]
        answer = visitor.ask("GET", "/")
        assert (answer.status, "could not be shown" in answer.text) == (500, True)
        assert answer.headers["content-security-policy"] == CONTENT_OF_A_PAGE
        assert "Traceback" not in answer.text
        bench.shown = Snapshot()
        assert visitor.ask("GET", "/").status == 200


def test_a_brand_file_with_a_fault_leaves_the_desk_its_own_colours(tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(TEMPLATES, templates)
    with still_desk(StillWorkbench(tmp_path / "assessment.xlsx", templates)) as visitor:
        brand = templates / "brand.toml"
        brand.write_text(brand.read_text().replace("#0b3c49", "#123456"))
        assert "--brand: #123456;" in visitor.page("/assets/brand.css")
        brand.write_text('font = "x; } body { background: url(//example.com) }"')
        assert "--brand: #0b3c49;" in visitor.page("/assets/brand.css")
        assert "example.com" not in visitor.page("/assets/brand.css")


def test_the_cookie_is_for_this_browser_and_this_site_alone(desk: RunningDesk) -> None:
    visitor = desk.visitor
    answer = visitor.ask("GET", "/enter?" + visitor.address.partition("?")[2])
    parts = {each.strip().lower() for each in answer.headers["set-cookie"].split(";")[1:]}
    assert parts == {"httponly", "path=/", "samesite=strict"}
    assert visitor.address.partition("token=")[2] not in answer.headers["set-cookie"]


@pytest.mark.parametrize("host", ["example.com", "desk.example.com:{port}", "127.0.0.1", "127.0.0.1:1", "localhost", "",
                                  "127.0.0.1.example.com:{port}", "[::1]:{port}", "0.0.0.0:{port}"])  # fmt: skip
def test_another_host_leads_nowhere_even_with_the_cookie(visitor: Visitor, host: str) -> None:
    """A name that a stranger lets lead to this computer (DNS rebinding) is not the desk's."""
    for path in ("/", "/enter?" + visitor.address.partition("?")[2], "/assets/desk.css"):
        answer = visitor.ask("GET", path, Host=host.format(port=visitor.port))
        assert answer.status in (400, 421)
        assert "set-cookie" not in answer.headers
        assert "assessment" not in answer.text


def test_localhost_is_the_desk_s_too(visitor: Visitor) -> None:
    assert visitor.ask("GET", "/", Host=f"localhost:{visitor.port}").status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": ""},
        {"Origin": "null"},
        {"Origin": "https://example.com"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Origin": "http://localhost:{port}"},
        {"Origin": "http://127.0.0.1:{port}.example.com"},
        {"Origin": "http://127.0.0.1:{port}", "Cookie": ""},
    ],
)
def test_a_form_from_elsewhere_changes_nothing(visitor: Visitor, headers: dict[str, str]) -> None:
    given = {name: value.format(port=visitor.port) for name, value in headers.items()}
    body = urlencode({"form-token": visitor.form_token()})
    answer = visitor.ask("POST", "/stop", body, **given)
    assert answer.status == 403
    assert visitor.ask("GET", "/").status == 200


@pytest.mark.parametrize(
    "body",
    ["", "form-token=", "form-token=x", "other={token}", "form-token=x&form-token=x", '{{"form-token": "{token}"}}',
     "form-token={token}x", "form-token={token}&filler=" + "x" * 200_000],
)  # fmt: skip
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "STOP"])
def test_a_form_without_its_token_changes_nothing(visitor: Visitor, body: str, method: str) -> None:
    answer = visitor.ask(method, "/stop", body.format(token=visitor.form_token()), Origin=visitor.root)
    assert answer.status == 403
    assert visitor.ask("GET", "/").status == 200


def test_reading_changes_nothing(visitor: Visitor) -> None:
    token = urlencode({"form-token": visitor.form_token()})
    for method in ("GET", "HEAD"):
        assert visitor.ask(method, f"/stop?{token}&all-the-same=yes", Origin=visitor.root).status == 200
    assert visitor.ask("GET", "/").status == 200


@pytest.mark.parametrize("folder", ["/papers", "/preview", "/documents", "/assets", ""])
@pytest.mark.parametrize(
    "path",
    ["/../../etc/passwd", "/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd", "/....//etc/passwd", "//etc/passwd",
     "/..%5c..%5cetc%5cpasswd", "/%00", "/../app.py", "/../pages/frame.html", "/.desk.json",
     "/%2e%2e/outputs/.desk.json",
     "/..%252f..%252fetc%252fpasswd", "/../inputs/assessment.xlsx", "/assessment.xlsx", "/.pdf", "/a.b.pdf"],
)  # fmt: skip
def test_no_path_leads_to_a_file_that_was_not_made(visitor: Visitor, folder: str, path: str) -> None:
    for name in (path, f"{path}.html", f"{path}.pdf"):
        answer = visitor.ask("GET", folder + name)
        assert answer.status in (400, 404), (folder + name, answer.status)
        assert "root:" not in answer.text
        assert visitor.address.partition("token=")[2] not in answer.text


def test_every_answer_says_what_a_browser_may_do_with_it(visitor: Visitor) -> None:
    stranger = Visitor(visitor.address)
    answers = [
        visitor.ask("GET", path) for path in ("/", "/findings", "/documents", "/assets/desk.js", "/no-such-page")
    ]
    answers += [stranger.ask("GET", "/"), stranger.ask("GET", "/", Host="example.com"), stranger.ask("POST", "/stop")]
    for answer in answers:
        assert answer.headers["content-security-policy"] == CONTENT_OF_A_PAGE
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in answer.headers
        assert "server" not in answer.headers


def test_no_page_holds_a_script_a_style_or_an_address_of_elsewhere(visitor: Visitor) -> None:
    for path in ("/", "/findings", "/documents", "/no-such-page"):
        page = visitor.ask("GET", path).text
        names = ["copy", "desk"] if path == "/findings" else ["desk"]
        assert sorted(re.findall(r"<script[^>]*>", page)) == [
            f'<script src="/assets/{each}.js" defer>' for each in names
        ]
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|(?:src|href|action)=\"(?:https?:)?//", page)


def test_two_hundred_requests_at_a_time_are_all_answered(visitor: Visitor) -> None:
    paths = [("/", "/findings", "/documents", "/assets/desk.css")[number % 4] for number in range(200)]
    with ThreadPoolExecutor(200) as together:
        answers = list(together.map(lambda path: visitor.ask("GET", path).status, paths))
    assert answers == [200] * 200


def test_no_other_machine_reaches_it(desk: RunningDesk, visitor: Visitor) -> None:
    """It listens at the loopback address alone, as Linux lists it in /proc/net/tcp."""
    listening = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    port = f"{visitor.port:04X}"
    assert {fields[1] for fields in listening if fields[3] == "0A" and fields[1].endswith(f":{port}")} == {
        f"0100007F:{port}"
    }
    assert not any(f":{port} " in line.split("  ")[0] for line in Path("/proc/net/tcp6").read_text().splitlines()[1:])
