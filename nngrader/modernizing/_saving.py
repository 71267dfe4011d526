"""Names of files: `.keras` for a network, `.weights.h5` for its weights."""

import ast
import re
from collections.abc import Iterator

from nngrader.modernizing._program import Program, argument, keyword
from nngrader.modernizing._text import Edit, Fix
from nngrader.modernizing._training import LONG, SHORT, measured

WHOLE, WEIGHTS = ".keras", ".weights.h5"
OLD = (".h5", ".hdf5", ".hdf", ".ckpt", ".tf", ".weights")
SAVED = {"save": WHOLE, "save_weights": WEIGHTS}
NUMBERS = {"save": "K60", "save_weights": "K62"}
LOADED = ("load_weights", "load_model")
CHECKPOINT = "keras.callbacks.ModelCheckpoint"
OF_AN_EPOCH = re.compile(rf"{{(val_)?{SHORT}\b")  #: `{val_acc:.2f}` in the name of a file
WHY = {
    WHOLE: "a network is saved in a file that ends in `.keras`",
    WEIGHTS: "weights are saved in a file that ends in `.weights.h5`",
}


def files(program: Program) -> Iterator[Fix]:
    """Rename files where they are written, and where the same name is read again."""
    renamed: dict[str, str] = {}
    seen: set[int] = set()
    long = measured(program) == {LONG}
    for call in program.calls:
        found = _written(program, call)
        if found is None:
            continue
        node, ending, number = found
        new = _renamed(str(node.value), ending)
        if number == "K63" and long:
            new = OF_AN_EPOCH.sub(rf"{{\1{LONG}", new)
        if new != node.value and id(node) not in seen:
            seen.add(id(node))
            renamed[str(node.value)] = new
            yield _fix(program, call, node, number, new, WHY[ending])
    for call in program.calls:
        last = program.method(call) or program.means(call.func).rpartition(".")[2]
        node_read = program.literal_text(argument(call, 0, "filepath")) if last in LOADED else None
        if node_read is not None and id(node_read) not in seen and node_read.value in renamed:
            seen.add(id(node_read))
            new = renamed[str(node_read.value)]
            yield _fix(program, call, node_read, "K64", new, "the file was saved under this name")


def _written(program: Program, call: ast.Call) -> tuple[ast.Constant, str, str] | None:
    """Find the name of a file that is written, the ending that is due, and the breakage."""
    method = program.method(call)
    if method in SAVED and program.of_network(call, method, sure=method == "save"):
        return _named(program, call, SAVED[method], NUMBERS[method])
    if program.means(call.func) == CHECKPOINT:
        only = keyword(call, "save_weights_only")
        if only is None or (isinstance(only.value, ast.Constant) and only.value.value is False):
            return _named(program, call, WHOLE, "K63")
        if isinstance(only.value, ast.Constant) and only.value.value is True:
            return _named(program, call, WEIGHTS, "K63")
    return None


def _named(
    program: Program, call: ast.Call, ending: str, number: str
) -> tuple[ast.Constant, str, str] | None:
    node = program.literal_text(argument(call, 0, "filepath"))
    if node is None or not str(node.value).strip() or keyword(call, "save_format"):
        return None
    legacy = number == "K60" and str(node.value).endswith((".h5", ".hdf5"))
    return None if legacy else (node, ending, number)


def _renamed(name: str, ending: str) -> str:
    if name.endswith(ending):
        return name
    old = next((end for end in OLD if name.endswith(end)), "")
    return f"{name.removesuffix(old).rstrip('/')}{ending}"


def _fix(
    program: Program, call: ast.Call, node: ast.Constant, number: str, new: str, why: str
) -> Fix:
    start, end = program.text.span(node)
    inside, where = program.text.span(call)
    near = inside <= start and end <= where
    shown = (inside, where) if near else (start, end)
    return Fix(number, shown, (Edit(start + 1, end - 1, new),), why)
