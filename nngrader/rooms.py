"""Rooms: packages in which every public file or folder is one choice.

There is no registry. What stands in the folder can be chosen by its name, with "-" for "_". A folder
is looked into once: grading a thousand stored submissions asks for the same rules every time.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from nngrader.errors import UnknownName


@cache
def names(room: str) -> tuple[str, ...]:
    """List the choices of a room such as "nngrader.rules", sorted."""
    found = (module.name for module in iter_modules(import_module(room).__path__))
    return tuple(sorted(name.replace("_", "-") for name in found if not name.startswith("_")))


def enter(room: str, name: str) -> ModuleType:
    """Import one choice; raises UnknownName with the nearest name."""
    if name not in names(room):
        raise UnknownName(room, name, names(room))
    return import_module(f"{room}.{name.replace('-', '_')}")
