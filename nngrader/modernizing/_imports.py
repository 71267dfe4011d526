"""Imports and paths that lead nowhere today: `keras.layers.core`, `np_utils`, `adam`, `np.float`."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from nngrader.modernizing._meaning import UNKNOWN, dotted
from nngrader.modernizing._paths import NAMES, SHELVES, Move, split_root, today
from nngrader.modernizing._program import Program
from nngrader.modernizing._text import Edit, Fix
from nngrader.modernizing._today import ONLY_IN_TENSORFLOW, exists

OLD_HELPERS = "keras.utils.np_utils"
FROM = re.compile(r"from(\s+)([\w.]+)")
KEPT = "`tensorflow.keras` still has what `keras` left out"
NUMBERS = {"keras.preprocessing.image": "K04", "keras.backend": "K10"}


@dataclass(frozen=True)
class _Part:
    """What one name of a `from` import becomes."""

    module: str
    names: str  #: as it is written after `import`
    move: Move | None = None
    uses: tuple[Fix, ...] = ()  #: what must change where the name is used


def imports(program: Program) -> Iterator[Fix]:
    """Mend the import statements, and the uses of names that are imported under another one."""
    told: dict[tuple[str, str, str | None], _Part] = {}
    for node in program.imports:
        if isinstance(node, ast.Import):
            yield from _plain_import(program, node)
        elif node.module and not node.level:
            yield from _from_import(program, node, node.module, told)


def _plain_import(program: Program, node: ast.Import) -> Iterator[Fix]:
    for alias in node.names:
        move = today(alias.name) if alias.name in SHELVES or _is_copy(alias.name) else None
        if alias.asname and move is None:
            move = _twin(program, alias.name)
        span = program.text.name_span(alias)
        if move is None or span is None or not _binds_same(alias, move):
            continue
        edit = Edit(*span, move.path)
        yield Fix(move.number, program.text.span(node), (edit,), move.why)


def _is_copy(path: str) -> bool:
    return split_root(path)[0] in ("tensorflow.python.", "tensorflow.contrib.")


def _binds_same(alias: ast.alias, move: Move) -> bool:
    return bool(alias.asname) or alias.name.split(".")[0] == move.path.split(".")[0]


def _from_import(
    program: Program,
    node: ast.ImportFrom,
    module: str,
    told: dict[tuple[str, str, str | None], _Part],
) -> Iterator[Fix]:
    parts = []
    for alias in node.names:
        same = (module, alias.name, alias.asname)
        told[same] = replace(told[same], uses=()) if same in told else _part(program, *same)
        parts.append(told[same])
    moves = [part.move for part in parts if part.move]
    gone = split_root(module)[1] in SHELVES
    if not moves or (gone and len(moves) < len(parts)):  # it would stop at the others all the same
        return
    edits = _in_place(program, node, parts) or _anew(program, node, parts)
    if edits:
        yield Fix(moves[0].number, program.text.span(node), edits, moves[0].why)
        for part in parts:
            yield from part.uses


def _in_place(program: Program, node: ast.ImportFrom, parts: list[_Part]) -> tuple[Edit, ...]:
    """Change the module and the names where they stand, if all still come from one module."""
    start, _ = program.text.span(node)
    written = FROM.match(program.text.code, start)
    modules = {part.module for part in parts}
    if len(modules) > 1 or "" in modules or written is None or written[2] != node.module:
        return ()
    edits = [Edit(*written.span(2), modules.pop())]
    for alias, part in zip(node.names, parts, strict=True):
        edits.append(Edit(*program.text.span(alias), part.names))
    code = program.text.code
    return tuple(edit for edit in edits if code[edit.start : edit.end] != edit.new)


def _anew(program: Program, node: ast.ImportFrom, parts: list[_Part]) -> tuple[Edit, ...]:
    """Write several imports in the place of one; the lines that it took stay."""
    start, end = program.text.span(node)
    old = program.text.code[start:end]
    if "#" in old:
        return ()
    written = []
    for module, group in groupby(parts, key=lambda part: part.module):
        names = ", ".join(part.names for part in group)
        written.append(f"from {module} import {names}" if module else f"import {names}")
    return (Edit(start, end, "; ".join(written) + "\n" * old.count("\n")),)


def _part(program: Program, module: str, name: str, known_as: str | None) -> _Part:
    alias = ast.alias(name, known_as)
    path = f"{module}.{alias.name}"
    if alias.name == "*":
        shelf = today(module) if module in SHELVES or _is_copy(module) else _shelf_below(module)
        return _Part(shelf.path if shelf else module, "*", shelf)
    if split_root(path)[1] == OLD_HELPERS:
        return _helpers(program, path, alias)
    if split_root(path)[1] in SHELVES and not _is_class(program, path):
        return _shelf(program, path, alias)
    move = today(path) or _twin(program, path)
    if move is None:
        return _Part(module, _written(alias.name, alias.asname))
    new_module, _, name = move.path.rpartition(".")
    if name == alias.name:
        return _Part(new_module, _written(name, alias.asname), move)
    return _renamed(program, path, alias, move)


def _shelf_below(module: str) -> Move | None:
    """Find a shelf under TensorFlow's roots as well."""
    return today(module) if split_root(module)[1] in SHELVES else None


def _written(name: str, known_as: str | None) -> str:
    return f"{name} as {known_as}" if known_as and known_as != name else name


def _is_class(program: Program, path: str) -> bool:
    """Whether `adam` is meant for the class `Adam`, and not for the module that held it."""
    return split_root(path)[1] in NAMES and not program.uses(path)


def _shelf(program: Program, path: str, alias: ast.alias) -> _Part:
    """`from keras.layers import core`: the module of today under the name of the old one."""
    module, known_as = path.rpartition(".")[0], alias.asname or alias.name
    root, inner = split_root(path)
    shelf = SHELVES[inner]
    used = [node.attr for node in program.uses(path)]
    if not inner.startswith("sklearn.") or all(f"{inner}.{name}" in NAMES for name in used):
        new_module, _, name = f"{_spelled(root)}{shelf.new}".rpartition(".")
        move = Move(shelf.new, shelf.number, shelf.why)
        return _Part(new_module, _written(name, known_as), move)
    return _Part(module, _written(alias.name, alias.asname))


def _spelled(root: str) -> str:
    return "tensorflow." if root else ""


def _helpers(program: Program, path: str, alias: ast.alias) -> _Part:
    """`from keras.utils import np_utils`: its functions by their own names, where these are free."""
    root, _ = split_root(path)
    shelf = SHELVES[OLD_HELPERS]
    module = f"{_spelled(root)}keras.utils"
    known_as = alias.asname or alias.name
    uses = [node for node in program.uses(path) if _base_name(node) == known_as]
    names = sorted({node.attr for node in uses}) or ["to_categorical"]
    if len(uses) == len(program.named(known_as)) and all(
        _may_be_short(program, name) for name in names
    ):
        told = " and ".join(f"`{name}`" for name in names)
        move = Move(module, shelf.number, f"{told} must be imported from `keras.utils` today")
        fixes = [_short(program, node, move) for node in uses]
        return _Part(module, ", ".join(names), move, tuple(fixes))
    move = Move(module, shelf.number, shelf.why)
    return _Part(module.rpartition(".")[0], f"utils as {known_as}", move)


def _base_name(node: ast.Attribute) -> str:
    return node.value.id if isinstance(node.value, ast.Name) else ""


def _may_be_short(program: Program, name: str) -> bool:
    path = f"keras.utils.{name}"
    return exists(path) and program.free(name, path)


def _short(program: Program, node: ast.Attribute, move: Move) -> Fix:
    span = program.text.span(node)
    return Fix(move.number, span, (Edit(*span, node.attr),), move.why)


def _renamed(program: Program, path: str, alias: ast.alias, move: Move) -> _Part:
    """`from keras.optimizers import adam`: the new name here and wherever it is used."""
    module, _, name = move.path.rpartition(".")
    if alias.asname:
        return _Part(module, _written(name, alias.asname), move)
    meant = [n for n in program.named(alias.name) if isinstance(n.ctx, ast.Load)]
    unclear = any(program.path(node).startswith(UNKNOWN) for node in meant)
    if not module:  # `import joblib`
        return _Part("", name, move)
    if unclear or not program.free(name, move.path):
        return _Part(module, f"{name} as {alias.name}", move)
    uses = [n for n in meant if program.path(n) == path]
    spans = [program.text.span(node) for node in uses]
    fixes = [Fix(move.number, span, (Edit(*span, name),), move.why) for span in spans]
    return _Part(module, name, move, tuple(fixes))


def _twin(program: Program, path: str) -> Move | None:
    """Find in `tensorflow.keras` what only that still has, if the program asks for it."""
    module, _, name = path.rpartition(".")
    number = NUMBERS.get(path, NUMBERS.get(module, "K05"))
    if name in ONLY_IN_TENSORFLOW.get(module, ()):
        return Move(f"tensorflow.{path}", number, KEPT)
    wanted = {node.attr for node in program.uses(path)} & ONLY_IN_TENSORFLOW.get(path, frozenset())
    return Move(f"tensorflow.{path}", number, KEPT) if wanted else None


def paths(program: Program) -> Iterator[Fix]:
    """Mend chains such as `keras.layers.core.Dense`, `optimizers.adam` and `np.float`."""
    done: set[int] = set()
    outermost = sorted(program.attributes, key=lambda node: -len(dotted(node)))
    for node in outermost:
        if id(node) in done or not dotted(node):
            continue
        fix = _chain(program, node)
        if fix is not None:
            done |= set(map(id, _below(node)))
            yield fix


def _below(node: ast.expr) -> Iterator[ast.expr]:
    while isinstance(node, ast.Attribute):
        yield node
        node = node.value
    yield node


def _chain(program: Program, node: ast.Attribute) -> Fix | None:
    path = program.path(node)
    move = today(path)
    if move is None or (split_root(path)[1] in SHELVES and id(node) in program.inner):
        return None
    span = program.text.span(node)
    edit = _replaced(program, node, path, move.path)
    return Fix(move.number, span, (edit,), move.why) if edit else None


def _replaced(program: Program, node: ast.Attribute, old: str, new: str) -> Edit | None:
    """Exchange the end of a chain, from the first part that differs."""
    start, end = program.text.span(node)
    if "." not in new:
        return Edit(start, end, new) if program.is_builtin(new) else None
    same = _common(old.split("."), new.split("."))
    for part in _below(node):
        if program.path(part).split(".") == new.split(".")[:same] and part is not node:
            _, kept = program.text.span(part)
            rest = "".join(f".{name}" for name in new.split(".")[same:])
            return Edit(kept, end, rest) if "\n" not in program.text.code[kept:end] else None
    return None


def _common(one: list[str], other: list[str]) -> int:
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
