"""Changing what modules hold, some of them only when they are imported: that may take seconds."""

import sys
from collections.abc import Callable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

Change = Callable[[ModuleType], None]


def once_imported(name: str, change: Change) -> None:
    """Change a module now if it is there, else as soon as somebody imports it."""
    if name in sys.modules:
        change(sys.modules[name])
    else:
        sys.meta_path.insert(0, _Awaiting(name, change))


def exchange(name: str, usual: Any, ours: Any) -> None:
    """Put a function in place of another in every module that has it, wherever it was taken from."""
    for module in list(sys.modules.values()):
        if getattr(module, "__dict__", {}).get(name) is usual:
            setattr(module, name, ours)


class _Awaiting(MetaPathFinder):
    """Finds one module as Python would, and changes it when it has run."""

    def __init__(self, name: str, change: Change) -> None:
        self.name, self.change = name, change

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != self.name:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or spec.loader is None:
            return None
        run = spec.loader.exec_module

        def exec_module(module: ModuleType) -> None:
            run(module)
            self.change(module)

        spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec
