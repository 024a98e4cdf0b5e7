"""Environments that share what is compiled: each prints by itself, and knows what its own templates do."""

from pathlib import Path

import pytest

from bvdocs.templating.environment import TemplateEnvironment, make_environment


def test_a_text_is_compiled_once_and_each_environment_prints_it_in_its_own_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: list[str] = []
    compile_ = TemplateEnvironment._compile

    def counted(environment: TemplateEnvironment, source: str, filename: str) -> object:
        compiled.append(filename)
        return compile_(environment, source, filename)

    monkeypatch.setattr(TemplateEnvironment, "_compile", counted)
    one, other = make_environment(tmp_path, lambda value: f"({value})"), make_environment(tmp_path, lambda _: "other")
    other.compiled = one.compiled
    assert [each.from_string("{{ word }}").render(word="said") for each in (one, other)] == ["(said)", "other"]
    assert len(compiled) == 1
    assert one.plain and other.plain


def test_what_is_not_plain_is_so_in_each_environment_that_uses_it(tmp_path: Path) -> None:
    one, other, third = (make_environment(tmp_path, str) for _ in range(3))
    other.compiled = third.compiled = one.compiled
    for each in (one, other):
        each.from_string("{{ words|join }}")
        each.from_string("{{ word }}")
    third.from_string("{{ word }}")
    assert [each.plain for each in (one, other, third)] == [False, False, True]
