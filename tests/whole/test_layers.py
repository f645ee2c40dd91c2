"""Rooms in the order of the flow: imports point upwards in the list, to what a room offers, and never in a circle."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from help.rooms import FILES, MODULES, ORDER, PACKAGE, imported, module_of, needed, room_of


def test_every_room_is_in_the_list() -> None:
    rooms = {room_of(module) for module in MODULES} - {""}
    assert rooms == set(ORDER), "tools/lianhu/__init__.py lists the rooms in the order of the flow"
    loose = [file.name for file in PACKAGE.glob("*.py") if file.name != "__init__.py"]
    assert not loose, f"every module lies in a room: {loose}"


@pytest.mark.parametrize("room", ORDER)
def test_a_room_says_what_it_is_for_and_what_it_offers(room: str) -> None:
    door = importlib.import_module(f"lianhu.{room}")
    assert door.__doc__, f"lianhu/{room}/__init__.py says in a sentence what the room is for"
    offered = [str(name) for name in door.__all__]
    missing = [name for name in offered if not hasattr(door, name) and f"lianhu.{room}.{name}" not in MODULES]
    assert not missing, f"lianhu/{room}/__init__.py offers what is not there: {missing}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_point_to_earlier_rooms_and_to_what_they_offer(file: Path) -> None:
    module = module_of(file)
    room = room_of(module)
    if not room:
        assert not list(imported(file)), "lianhu/__init__.py imports nothing: `import lianhu.words` must stay cheap"
        return
    where = file.relative_to(PACKAGE.parent)
    for line, name in imported(file):
        other = room_of(name)
        if other == room:
            continue
        assert ORDER.index(other) < ORDER.index(room), (
            f"{where}:{line} imports {name}, but '{room}' comes before '{other}'; it may import from "
            f"{ORDER[: ORDER.index(room)]}"
        )
        _, _, *asked = name.split(".")
        door = importlib.import_module(f"lianhu.{other}")
        # Whoever names the room alone is told by the type checker what it does not offer.
        assert not asked or asked[0] in door.__all__, (
            f"{where}:{line} imports {name}: the room '{other}' keeps it for itself; "
            f"add it to __all__ in lianhu/{other}/__init__.py if others may call it"
        )


def test_no_circle_of_imports() -> None:
    """Within a room too: of two modules at most one needs the other."""
    needs = {module: {name for _, name in needed(file)} - {module} for module, file in MODULES.items()}
    # A room's door needs what it offers, and nothing inside the room asks at its own door.
    done: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, f"a circle of imports: {' -> '.join((*way[way.index(module) :], module))}"
        if module not in done:
            for other in sorted(needs.get(module, set())):
                visit(other, (*way, module))
            done.add(module)

    for module in sorted(needs):
        visit(module, ())
