"""Documents that several tests read: made once, from whole workbooks."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from bvdocs.pipeline import Request, make_report
from bvdocs.publish import CURRENT
from tests.cases.long_and_odd import long_and_odd_rows
from tests.cases.seven_themes import seven_theme_rows
from tests.workbook_writer import write_workbook

pytest_plugins = ["tests.gates.plugin"]

# A machine that is busy with other things makes no test fail.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

PROJECT = Path(__file__).parent.parent
TEMPLATES = PROJECT / "templates"
SAMPLE = PROJECT / "inputs" / "assessment.xlsx"


def tell_nobody(stage: str, detail: str = "") -> None:
    """Takes the stages that a run reports."""


def documents_of(workbook: Path, output: Path) -> dict[str, bytes]:
    """The documents of a workbook, by name."""
    outcome = make_report(Request(workbook, output, TEMPLATES), tell_nobody)
    return {each.name: (output / CURRENT / each.name).read_bytes() for each in outcome.documents}


@pytest.fixture(scope="session")
def sample_documents(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The sample's documents."""
    return documents_of(SAMPLE, tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def seven_themes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of seven themes."""
    path = tmp_path_factory.mktemp("seven-workbook") / "seven-themes.xlsx"
    write_workbook(path, seven_theme_rows())
    return path


@pytest.fixture(scope="session")
def seven_documents(seven_themes: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The documents of the workbook of seven themes."""
    return documents_of(seven_themes, tmp_path_factory.mktemp("seven"))


@pytest.fixture(scope="session")
def odd_documents(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The documents of the workbook that is long and odd."""
    folder = tmp_path_factory.mktemp("odd")
    write_workbook(folder / "long-and-odd.xlsx", long_and_odd_rows())
    return documents_of(folder / "long-and-odd.xlsx", folder)
