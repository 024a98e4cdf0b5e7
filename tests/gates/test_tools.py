"""The rule for tools that a machine lacks, and the lock on those that come from npm."""

import json
import re
from pathlib import Path

import pytest

from tests.gates import HERE, laid_out, require
from tests.support.project import PROJECT


def test_a_missing_tool_skips_the_test_and_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="Chromium is missing: 'make gates' installs it"):
        require(None, "Chromium")


def test_a_missing_tool_is_a_failure_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="Chromium is missing"):
        require(None, "Chromium")


def test_a_tool_that_is_there_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    require("/usr/bin/chromium", "Chromium")


def test_no_gate_is_passed_by_no_document(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"there is no \.html among action-plan\.pdf"):
        laid_out({"action-plan.pdf": b""}, ".html", tmp_path)


def test_ci_installs_the_tools_and_may_not_skip_them() -> None:
    lines = (PROJECT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    told, installed, tested = (
        next(number for number, line in enumerate(lines) if line.startswith(words))
        for words in ("export CI=true", "make gates", "make test")
    )
    assert told < installed < tested


def test_every_package_from_npm_is_locked_by_its_content_and_to_no_address() -> None:
    lock = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))
    asked = json.loads((HERE / "package.json").read_text(encoding="utf-8"))
    wanted = asked["dependencies"] | asked["optionalDependencies"]
    locked = {path.removeprefix("node_modules/"): each for path, each in lock["packages"].items() if path}
    assert {name: each["version"] for name, each in locked.items()} == wanted
    assert all(each["integrity"].startswith("sha512-") for each in locked.values())
    assert not re.search(r"https?:|\"resolved\"", json.dumps(lock))
