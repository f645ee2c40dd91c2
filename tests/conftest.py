"""The tiny town of `tests/town` for every test, its day, and golden files."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from help.browsers import browser  # noqa: F401  (a fixture)
from help.built import Built, new_root
from help.drawn import drawn  # noqa: F401  (a fixture)
from help.golden import Golden
from help.towns import TESTS, TODAY, TOWN, Tree, registered
from lianhu.reading import files
from lianhu.site.build import build
from lianhu.town import faults, schemas
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas
from lianhu.words import sentences


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="accept the new output: rewrite golden files")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, so that no worker begins one when the others are done."""
    items.sort(key=lambda item: not item.get_closest_marker("slow"))
    for item in items:
        if "demo_site" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("demo_site"))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(request.node.nodeid, request.config.getoption("--bless"))


@pytest.fixture(scope="session", autouse=True)
def _nothing_is_kept_at_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What towns without Git keep lies with what else the tests write."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("kept")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_fault_is_caught() -> Iterator[None]:
    """What fails in the program fails a test, also where a town would be told of it as a problem."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(faults.VARIABLE, "1")
        yield


@pytest.fixture(scope="session", autouse=True)
def _translations(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The catalogues as their sources have them now; a compiled one may be missing or old."""
    folder = tmp_path_factory.mktemp("languages")
    for source in sentences.LANGUAGES.glob("*/LC_MESSAGES/*.po"):
        compiled = folder / source.relative_to(sentences.LANGUAGES).with_suffix(".mo")
        compiled.parent.mkdir(parents=True)
        with source.open("rb") as readable, compiled.open("wb") as writable:
            write_mo(writable, read_po(readable))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentences, "LANGUAGES", folder)
        sentences.catalogue.cache_clear()
        yield
    sentences.catalogue.cache_clear()


@pytest.fixture
def today() -> datetime.date:
    return TODAY


@pytest.fixture(scope="session")
def town_schemas() -> Schemas:
    return schemas.load()


@pytest.fixture(scope="session")
def _town_files() -> Tree:
    found, refused = files.read_folder(TOWN)
    assert not refused
    return found


@pytest.fixture
def town_tree(_town_files: Tree) -> Tree:
    """The tiny town as `{path: bytes}`; a test may change its copy."""
    return dict(_town_files)


@pytest.fixture(scope="session")
def town_register(_town_files: Tree, town_schemas: Schemas) -> Register:
    """The tiny town's register; it has no problems."""
    return registered(_town_files, town_schemas)


@pytest.fixture(scope="session")
def tiny_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The tiny town's site."""
    root = new_root(tmp_path_factory.mktemp("town") / "root", TOWN)
    assert not build(root, root / "public", TODAY)
    return Built(root / "public")


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The demonstration town's site, from the live records."""
    root = new_root(tmp_path_factory.mktemp("demo") / "root", TESTS.parent)
    assert not build(root, root / "public", TODAY)
    return Built(root / "public")
