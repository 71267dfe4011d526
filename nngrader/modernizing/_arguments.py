"""Arguments that have another name today, or none: `lr=`, `nb_epoch=`, `border_mode=`, `p=`."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from nngrader.modernizing._paths import ONE_OF
from nngrader.modernizing._program import Program, keyword, plain
from nngrader.modernizing._text import Edit, Fix, Span

OPTIMIZERS = frozenset(f"keras.optimizers.{name}" for name in ONE_OF.values())
GONE = ""  #: the new name of an argument that there is none for


def _layers(names: str) -> frozenset[str]:
    return frozenset(f"keras.layers.{name}" for name in names.split())


CONVOLUTIONS = _layers("Conv1D Conv2D Conv3D Conv2DTranspose SeparableConv2D DepthwiseConv2D")
POOLS = _layers(
    "MaxPooling1D MaxPooling2D MaxPooling3D MaxPool1D MaxPool2D AveragePooling1D AveragePooling2D "
    "AveragePooling3D GlobalMaxPooling2D GlobalAveragePooling2D UpSampling2D ZeroPadding2D"
)
RECURRENT = _layers("LSTM GRU SimpleRNN")
WEIGHTED = CONVOLUTIONS | RECURRENT | _layers("Dense")
DROPOUTS = _layers("Dropout SpatialDropout1D SpatialDropout2D GaussianDropout AlphaDropout")
NETWORK = frozenset({"keras.Model"})
KERAS_2 = "an argument of Keras 1, renamed in Keras 2"


@dataclass(frozen=True)
class Renamed:
    """An argument, and what it is called today."""

    of: frozenset[str]  #: of which classes
    old: str
    new: str
    number: str
    why: str = KERAS_2
    only: tuple[object, ...] | None = None  #: values for which it is certain; None for all
    values: tuple[tuple[str, str], ...] = ()  #: texts that are spelled anew as well


ORDERS = (("tf", "channels_last"), ("th", "channels_first"))
RENAMED = (
    Renamed(OPTIMIZERS, "lr", "learning_rate", "K25", "`lr` was renamed in Keras 2.3"),
    Renamed(
        OPTIMIZERS,
        "decay",
        GONE,
        "K26",
        "Keras 3 ignores `decay`; a schedule of `keras.optimizers.schedules` slows down today",
    ),
    Renamed(
        frozenset({"keras.optimizers.Nadam"}),
        "schedule_decay",
        GONE,
        "K26",
        "Nadam's own schedule cannot be set any more, and is 0.004",
        (0.004,),
    ),
    Renamed(_layers("Dense") | RECURRENT, "output_dim", "units", "K13"),
    Renamed(WEIGHTED, "init", "kernel_initializer", "K14"),
    Renamed(_layers("Embedding"), "init", "embeddings_initializer", "K14"),
    Renamed(WEIGHTED, "W_regularizer", "kernel_regularizer", "K14"),
    Renamed(WEIGHTED, "b_regularizer", "bias_regularizer", "K14"),
    Renamed(WEIGHTED, "W_constraint", "kernel_constraint", "K14"),
    Renamed(WEIGHTED, "b_constraint", "bias_constraint", "K14"),
    Renamed(WEIGHTED, "bias", "use_bias", "K14", only=(True, False)),
    Renamed(CONVOLUTIONS, "nb_filter", "filters", "K14"),
    Renamed(CONVOLUTIONS, "filter_length", "kernel_size", "K14"),
    Renamed(CONVOLUTIONS, "subsample", "strides", "K14"),
    Renamed(CONVOLUTIONS, "subsample_length", "strides", "K14"),
    Renamed(CONVOLUTIONS | POOLS, "border_mode", "padding", "K14"),
    Renamed(CONVOLUTIONS | POOLS, "dim_ordering", "data_format", "K14", values=ORDERS),
    Renamed(POOLS, "pool_length", "pool_size", "K14"),
    Renamed(POOLS, "stride", "strides", "K14"),
    Renamed(RECURRENT, "inner_init", "recurrent_initializer", "K14"),
    Renamed(RECURRENT, "inner_activation", "recurrent_activation", "K14"),
    Renamed(RECURRENT, "dropout_W", "dropout", "K14"),
    Renamed(RECURRENT, "dropout_U", "recurrent_dropout", "K14"),
    Renamed(_layers("BatchNormalization"), "mode", GONE, "K14", "Keras 2 left it out", (0,)),
    Renamed(_layers("Reshape"), "dims", "target_shape", "K14"),
    Renamed(_layers("GaussianNoise"), "sigma", "stddev", "K14"),
    Renamed(DROPOUTS, "p", "rate", "K20"),
    Renamed(NETWORK, "input", "inputs", "K14"),
    Renamed(NETWORK, "output", "outputs", "K14"),
    *(
        Renamed(
            frozenset({f"keras.regularizers.{name}"}),
            "l",
            name.lower(),
            "K14",
            "renamed in Keras 2.4",
        )
        for name in ("l1", "l2", "L1", "L2")
    ),
    Renamed(
        frozenset({"keras.constraints.MaxNorm", "keras.constraints.max_norm"}),
        "m",
        "max_value",
        "K09",
    ),
    Renamed(
        frozenset({"keras.callbacks.ModelCheckpoint"}),
        "period",
        GONE,
        "K63",
        "`save_freq` says how often; every epoch is usual",
        (1,),
    ),
    Renamed(
        frozenset({"sklearn.preprocessing.OneHotEncoder"}),
        "sparse",
        "sparse_output",
        "",
        "renamed in scikit-learn 1.2",
    ),
)
LOADING = (
    "max_q_size",
    "max_queue_size",
    "nb_worker",
    "pickle_safe",
    "use_multiprocessing",
    "workers",
)
TRAINING = frozenset({"fit", "evaluate", "predict"})
GENERATORS = frozenset(f"{name}_generator" for name in TRAINING)
LEFT_OUT = "Keras 3 takes no such argument"
METHODS = (
    Renamed(frozenset({"fit", "fit_generator"}), "nb_epoch", "epochs", "K35"),
    Renamed(TRAINING, "show_accuracy", GONE, "K35", "`metrics` of `compile` say what is shown"),
    Renamed(frozenset({"compile"}), "class_mode", GONE, "K33", "Keras 1 left it out"),
    *(Renamed(TRAINING | GENERATORS, name, GONE, "K35", LEFT_OUT) for name in LOADING),
)
OF_ANY_KIND = ("nb_epoch", "show_accuracy", "class_mode")  #: nobody but Keras has such arguments


def arguments(program: Program) -> Iterator[Fix]:
    """Rename and leave out arguments, each where it is certain whose they are."""
    for call in program.calls:
        found = [(word, *row) for word in call.keywords if (row := _row(program, call, word))]
        yield from changed(program, call, found)
        yield from _kernel(program, call)


def _row(program: Program, call: ast.Call, word: ast.keyword) -> tuple[Renamed] | None:
    method = program.method(call)
    for row in _rows(program, call):
        sure = row.old not in OF_ANY_KIND and method not in GENERATORS
        known = method not in row.of or program.of_network(call, method, sure=sure)
        if row.old == word.arg and known and _certain(call, word, row):
            return (row,)
    return None


def _rows(program: Program, call: ast.Call) -> list[Renamed]:
    made, method = program.means(call.func), program.method(call)
    classes = [row for row in RENAMED if made in row.of]
    return classes or [row for row in METHODS if method in row.of]


def _certain(call: ast.Call, word: ast.keyword, row: Renamed) -> bool:
    """Whether the new name is free, and the value one that is known to mean the same."""
    if row.new and keyword(call, row.new):
        return False
    value = word.value.value if isinstance(word.value, ast.Constant) else None
    if row.values and value not in dict(row.values):
        return False
    return row.only is None or (isinstance(word.value, ast.Constant) and value in row.only)


def changed(
    program: Program, call: ast.Call, found: list[tuple[ast.keyword, Renamed]]
) -> Iterator[Fix]:
    """Make one fix of all arguments of a call that have the same reason."""
    dropped = {id(word) for word, row in found if row.new == GONE}
    removals = _removals(program, call, dropped)
    for (number, why), group in groupby(found, key=lambda pair: (pair[1].number, pair[1].why)):
        edits: list[Edit] = []
        for word, row in group:
            edits += removals.get(id(word), ()) if row.new == GONE else _rename(program, word, row)
        if edits:
            yield Fix(number, program.text.span(call), tuple(edits), why)


def _rename(program: Program, word: ast.keyword, row: Renamed) -> list[Edit]:
    span = program.text.name_span(word)
    edits = [Edit(*span, row.new)] if span else []
    value = word.value.value if isinstance(word.value, ast.Constant) else None
    if edits and row.values:
        edits.append(Edit(*program.text.span(word.value), f'"{dict(row.values)[str(value)]}"'))
    return edits


def _removals(program: Program, call: ast.Call, dropped: set[int]) -> dict[int, list[Edit]]:
    """Take arguments out with their commas, in one piece where several stand side by side."""
    given: list[tuple[Span, int]] = [(program.text.span(word), id(word)) for word in call.keywords]
    given += [(program.text.span(one), id(one)) for one in call.args]
    given.sort()
    edits: dict[int, list[Edit]] = {}
    runs = [(gone, [*run]) for gone, run in groupby(given, key=lambda one: one[1] in dropped)]
    for number, (gone, run) in enumerate(runs):
        if not gone:
            continue
        (start, end), first = (run[0][0][0], run[-1][0][1]), run[0][1]
        if number + 1 < len(runs):
            end = runs[number + 1][1][0][0][0]
        elif number:
            start = runs[number - 1][1][-1][0][1]
        edits[first] = _removal(program, start, end)
    return edits


def _removal(program: Program, start: int, end: int) -> list[Edit]:
    """Take out a piece of code, but none of its line ends and no comment."""
    old = program.text.code[start:end]
    if "#" in old or _within_brackets(old):
        return []
    *lines, last = old.split("\n")
    while lines and program.text.code[start - 1] == " ":
        start -= 1  # nobody wants spaces at the end of a line
    kept = "\n" * len(lines) + (last[: len(last) - len(last.lstrip())] if lines else "")
    return [Edit(start, end, kept)]


def _within_brackets(old: str) -> bool:
    """Whether the argument was put in brackets of its own, which no node tells."""
    return old.count("(") != old.count(")")


def orders(program: Program) -> Iterator[Fix]:
    """Ask and set the order of a picture's axes in today's words."""
    for call in program.calls:
        asked = program.means(call.func)
        node: ast.expr | None = None
        if asked == "keras.backend.set_image_dim_ordering" and len(call.args) == 1:
            node = call.args[0]
        elif asked == "keras.backend.image_dim_ordering" and id(call) in program.compared:
            node = program.compared[id(call)].comparators[0]
        if isinstance(node, ast.Constant) and node.value in dict(ORDERS):
            yield from _order(program, call, node)


def _order(program: Program, call: ast.Call, node: ast.Constant) -> Iterator[Fix]:
    name = program.text.name_span(call.func) if isinstance(call.func, ast.Attribute) else None
    if name is None:
        return
    new = program.text.code[slice(*name)].replace("dim_ordering", "data_format")
    edits = (
        Edit(*name, new),
        Edit(*program.text.span(node), f'"{dict(ORDERS)[str(node.value)]}"'),
    )
    start, _ = program.text.span(call)
    _, end = max(program.text.span(call), program.text.span(node), key=lambda span: span[1])
    yield Fix(
        "K10", (start, end), edits, "the order of the axes is called data format since Keras 2"
    )


def _kernel(program: Program, call: ast.Call) -> Iterator[Fix]:
    """Put the two sides of a kernel in brackets, which Keras 1 took one by one."""
    if program.means(call.func) not in ("keras.layers.Conv2D",) or not plain(call):
        return
    why = "a kernel's height and width are one argument since Keras 2; a third number is the stride"
    edits = _kernel_by_name(program, call) or _kernel_by_place(program, call)
    if edits:
        yield Fix("K21", program.text.span(call), edits, why)


def _kernel_by_name(program: Program, call: ast.Call) -> tuple[Edit, ...]:
    rows, columns = keyword(call, "nb_row"), keyword(call, "nb_col")
    if rows is None or columns is None or keyword(call, "kernel_size"):
        return ()
    removals = _removals(program, call, {id(columns)}).get(id(columns))
    if not removals:
        return ()
    size = f"kernel_size=({program.text.of(rows.value)}, {program.text.of(columns.value)})"
    return (Edit(*program.text.span(rows), size), *removals)


#: Arguments that only Keras 1 had: then `Conv2D(32, 3, 3)` has no stride.
OF_KERAS_1 = {row.old for row in RENAMED if row.of >= CONVOLUTIONS}


def _kernel_by_place(program: Program, call: ast.Call) -> tuple[Edit, ...]:
    sides = [given for given in call.args[1:3] if _is_number(program, given)]
    written = program.path(call.func).rpartition(".")[2]
    old = written.startswith("Convolution") or any(w.arg in OF_KERAS_1 for w in call.keywords)
    if len(call.args) != 3 or len(sides) != 2 or not old:
        return ()
    (start, _), (_, end) = map(program.text.span, sides)
    return (Edit(start, start, "("), Edit(end, end, ")"))


def _is_number(program: Program, node: ast.expr) -> bool:
    found = program.constant(node)
    return found is not None and type(found.value) is int
