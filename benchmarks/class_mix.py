"""A class of 100: who is right and in how many spellings, who is not, who hangs, who eats memory.

Shares and spellings follow what beginners really write: two thirds of them call `add`, most write
losses and optimizers as strings, widths and epochs are anything, a quarter hands in notebooks.
No chance is in it: the same class comes out every time.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice, pairwise
from pathlib import Path
from textwrap import dedent, indent
from typing import Literal, TypeVar

import tomllib  # Python 3.11, as the benchmarks run on

from benchmarks.tasks import Data

ROOT = Path(__file__).parents[1]
SOLUTIONS, STARTERS = ROOT / "solutions", ROOT / "assignments"
T = TypeVar("T")
Kind = Literal["right", "mistake", "stops", "hangs", "eats memory"]
#: How many are right, have a mistake, and stop; 5 more hang and 3 eat memory: 100 in all.
COUNTS: dict[Data, tuple[int, int, int]] = {
    "xor": (18, 13, 6),
    "iris": (14, 9, 4),
    "mnist": (13, 10, 5),
}
NOTEBOOKS = 4  #: every so many is a notebook, as 23 of 124 were in the wild


@dataclass(frozen=True)
class HandIn:
    """One student's file."""

    student: str
    data: Data
    kind: Kind
    what: str  #: what is special about it
    code: str  #: the text of a script; a notebook holds the same
    statuses: tuple[str, ...]  #: that it may come to
    notebook: bool = False

    @property
    def name(self) -> str:
        """The file's name."""
        return f"{self.student}.{'ipynb' if self.notebook else 'py'}"

    @property
    def content(self) -> str:
        """The file's text."""
        return _notebook(self.code) if self.notebook else self.code


def whole_class() -> list[HandIn]:
    """Make the class: 40 of XOR, 30 of Iris, 30 of MNIST, everything well mixed."""
    return [one for data in COUNTS for one in of(data)]


def of(data: Data) -> list[HandIn]:
    """Make those of one assignment."""
    rights, mistakes, stops = COUNTS[data]
    groups = (
        list(islice(_right(data), rights)),
        _evenly(_mutants(data), mistakes),
        list(islice(_stops(data), stops)),
        _stuck(data),
    )
    placed = [(n / len(g), at, one) for at, g in enumerate(groups) for n, one in enumerate(g)]
    drafts = [draft for *_, draft in sorted(placed, key=lambda one: one[:2])]
    return [
        HandIn(
            f"{data}{number:02}",
            data,
            draft.kind,
            draft.what,
            draft.code,
            draft.statuses,
            notebook=number % NOTEBOOKS == 0,
        )
        for number, draft in enumerate(drafts, 1)
    ]


def lay_out(hand_ins: list[HandIn], folder: Path) -> None:
    """Write every file of one assignment into one folder."""
    folder.mkdir(parents=True)
    for one in hand_ins:
        (folder / one.name).write_text(one.content, encoding="utf-8")


def sample(hand_ins: list[HandIn], count: int) -> list[HandIn]:
    """Take so many of a class, every kind and every assignment in proportion."""
    return _evenly(sorted(hand_ins, key=lambda one: (one.data, one.kind, one.student)), count)


def _evenly(things: list[T], count: int) -> list[T]:
    """Take so many from all over a list."""
    step = len(things) / count
    return [things[int(step * (number + 0.5))] for number in range(count)]


# -- Right, in many spellings ----------------------------------------------------------------------


@dataclass(frozen=True)
class _Draft:
    kind: Kind
    what: str
    code: str
    statuses: tuple[str, ...]


@dataclass(frozen=True)
class _Style:
    """How somebody imports Keras, and how they call what they imported."""

    imports: str
    sequential: str
    layers: str  #: before the name of a layer
    keras: str  #: before `losses` and `optimizers`


STYLES = (
    _Style(
        "from keras.models import Sequential\nfrom keras.layers import Activation, Dense, Flatten, Input\nimport keras",
        "Sequential",
        "",
        "keras.",
    ),
    _Style("import keras", "keras.Sequential", "keras.layers.", "keras."),
    _Style(
        "import tensorflow as tf", "tf.keras.models.Sequential", "tf.keras.layers.", "tf.keras."
    ),
    _Style(
        "from tensorflow import keras\nfrom tensorflow.keras import layers",
        "keras.Sequential",
        "layers.",
        "keras.",
    ),
    _Style(
        "import tensorflow as tf\nfrom tensorflow.keras.models import Sequential\n"
        "from tensorflow.keras.layers import Activation, Dense, Flatten, InputLayer",
        "Sequential",
        "",
        "tf.keras.",
    ),
)
Form = Literal["add", "add input_dim", "add Activation", "list", "list input_shape"]
FORMS: tuple[Form, ...] = ("add", "list", "add input_dim", "add Activation", "list input_shape")


@dataclass(frozen=True)
class _Network:
    """What a right network of one assignment is made of."""

    hidden: tuple[tuple[int, str], ...]  #: units and activation
    output: tuple[int, str]
    width: int  #: numbers per row
    flatten: bool
    loss: str
    optimizer: str
    metric: str


def _built(style: _Style, form: Form, network: _Network) -> str:
    """Write the body of `build_model`."""
    given = {"loss": network.loss, "optimizer": network.optimizer, "metrics": network.metric}
    settings = ", ".join(f"{name}={value}" for name, value in given.items())
    compiled = f"model.compile({settings})".replace("{keras}", style.keras)
    lines = list(_layers(style, form, network))
    if form.startswith("list"):
        listed = indent(",\n".join(lines), "    ")
        return f"model = {style.sequential}([\n{listed},\n])\n{compiled}\nreturn model"
    added = "\n".join(f"model.add({line})" for line in lines)
    return f"model = {style.sequential}()\n{added}\n{compiled}\nreturn model"


def _layers(style: _Style, form: Form, network: _Network) -> Iterator[str]:
    shape = "(28, 28)" if network.flatten else f"({network.width},)"
    told = "" if form in ("add", "list") else f", input_shape={shape}"
    if form == "add input_dim" and not network.flatten:
        told = f", input_dim={network.width}"
    if not told:
        own = f"{style.layers}Input" if "Input\n" in f"{style.imports}\n" or style.layers else ""
        yield f"{own}(shape={shape})" if own else f"{style.layers}InputLayer(shape={shape})"
    if network.flatten:
        yield f"{style.layers}Flatten({told.removeprefix(', ')})"
        told = ""
    for units, activation in (*network.hidden, network.output):
        if form == "add Activation":
            yield f"{style.layers}Dense({units}{told})"
            yield f"{style.layers}Activation({activation!r})"
        else:
            yield f"{style.layers}Dense({units}, activation={activation!r}{told})"
        told = ""


PREPROCESS: dict[Data, tuple[str, ...]] = {
    "xor": (
        """
        def to_numbers(rows):
            return np.column_stack([rows[:, 0] == "young", rows[:, 1] == "high"]).astype("float32")

        return to_numbers(x_train), (y_train == "loyal").astype("float32"), to_numbers(x_test)
        """,
        """
        numbers = {"young": 1, "old": 0, "high": 1, "middle": 0}
        x_train = np.array([[numbers[word] for word in row] for row in x_train])
        x_test = np.array([[numbers[word] for word in row] for row in x_test])
        y_train = np.array([1 if label == "loyal" else 0 for label in y_train])
        return x_train, y_train, x_test
        """,
        """
        X = np.zeros(x_train.shape)
        X_test = np.zeros(x_test.shape)
        for i in range(len(x_train)):
            X[i, 0] = 1 if x_train[i, 0] == "old" else 0
            X[i, 1] = 1 if x_train[i, 1] == "high" else 0
        for i in range(len(x_test)):
            X_test[i, 0] = 1 if x_test[i, 0] == "old" else 0
            X_test[i, 1] = 1 if x_test[i, 1] == "high" else 0
        y = np.where(y_train == "loyal", 1, 0)
        return X, y, X_test
        """,
    ),
    "iris": (
        """
        order = np.random.default_rng({seed}).permutation(len(x_train))
        scaler = StandardScaler()
        x = scaler.fit_transform(x_train[order])
        encoder = LabelEncoder()
        y = encoder.fit_transform(y_train[order])
        return x, y, scaler.transform(x_test)
        """,
        """
        x_train, y_train = shuffle(x_train, y_train, random_state={seed})
        mean, std = x_train.mean(axis=0), x_train.std(axis=0)
        y_train = LabelEncoder().fit_transform(y_train)
        return (x_train - mean) / std, y_train, (x_test - mean) / std
        """,
        """
        np.random.seed({seed})
        idx = np.arange(len(x_train))
        np.random.shuffle(idx)
        names = ["setosa", "versicolor", "virginica"]
        y_train = np.array([names.index(n) for n in y_train])
        sc = StandardScaler().fit(x_train)
        return sc.transform(x_train)[idx], y_train[idx], sc.transform(x_test)
        """,
    ),
    "mnist": (
        """
        x_train = x_train.reshape(60000, 784).astype("float32") / 255
        x_test = x_test.reshape(10000, 784).astype("float32") / 255
        return x_train, y_train, x_test
        """,
        """
        return x_train.reshape(-1, 28 * 28) / np.float32(255.0), y_train, x_test.reshape(-1, 28 * 28) / np.float32(255.0)
        """,
        """
        x_train = x_train.reshape(len(x_train), -1).astype("float32")
        x_test = x_test.reshape(len(x_test), -1).astype("float32")
        x_train /= 255
        x_test /= 255
        return x_train, y_train, x_test
        """,
        """
        return x_train.astype("float32") / 255.0, y_train, x_test.astype("float32") / 255.0
        """,
    ),
}
IMPORTS: dict[Data, str] = {
    "xor": "import numpy as np",
    "iris": "import numpy as np\nfrom sklearn.preprocessing import LabelEncoder, StandardScaler\n"
    "from sklearn.utils import shuffle",
    "mnist": "import numpy as np",
}
FLATTENED = 3  #: which of MNIST's ways to preprocess leaves it to the network

#: By assignment, cycled with periods that share no factor where they can, so that few are the same.
XOR_HIDDEN = (
    (16, "relu"),
    (8, "tanh"),
    (32, "relu"),
    (10, "tanh"),
    (24, "relu"),
    (4, "tanh"),
    (64, "relu"),
)
XOR_LOSSES = (
    '"mse"',
    '"binary_crossentropy"',
    '"mean_squared_error"',
    "{keras}losses.BinaryCrossentropy()",
    "{keras}losses.MeanSquaredError()",
)
XOR_RATES = (0.05, 0.1, 0.03, 0.08)
XOR_EPOCHS = (200, 300, 100, 150, 250, 120)
IRIS_HIDDEN = (
    ((16, "relu"),),
    ((10, "tanh"),),
    ((8, "relu"), (8, "relu")),
    ((32, "relu"),),
    ((12, "tanh"),),
    ((64, "relu"), (32, "relu")),
)
IRIS_OPTIMIZERS = (
    "{keras}optimizers.Adam(learning_rate=0.01)",
    "{keras}optimizers.Adam(0.02)",
    '"adam"',
    "{keras}optimizers.RMSprop(learning_rate=0.01)",
)
IRIS_FIT = ((100, 5), (60, 8), (150, 16), (100, 10), (80, 8))
#: The network is given and batches of 128 are in every book: much of a class hands in the same.
MNIST_OPTIMIZERS = ('"adam"', '"rmsprop"', '"adam"', "{keras}optimizers.Adam()", '"adam"')
MNIST_FIT = ((3, 128), (5, 128), (3, 128), (2, 128), (3, 256))
SPARSE, CATEGORICAL = '"sparse_categorical_crossentropy"', '"categorical_crossentropy"'


def _right(data: Data) -> Iterator[_Draft]:
    ways = {"xor": _xor, "iris": _iris, "mnist": _mnist}
    for number, style, form in zip(range(1000), cycle(STYLES), _forms(), strict=False):
        code = ways[data](number, style, form)
        what = f"{form} with {style.imports.partition(chr(10))[0]}"
        yield _Draft("right", what, code, ("graded",))


def _forms() -> Iterator[Form]:
    """Every style meets every form."""
    for turn in range(1000):
        yield from FORMS[turn % len(FORMS) :] + FORMS[: turn % len(FORMS)]


def _xor(number: int, style: _Style, form: Form) -> str:
    network = _Network(
        hidden=(XOR_HIDDEN[number % 7],),
        output=(1, "sigmoid"),
        width=2,
        flatten=False,
        loss=XOR_LOSSES[number % 5],
        optimizer=f"{{keras}}optimizers.Adam(learning_rate={XOR_RATES[number % 4]})",
        metric=('["binary_accuracy"]', '["accuracy"]')[number % 2],
    )
    fit = f"epochs={XOR_EPOCHS[number % 6]}, batch_size=4, verbose=0"
    built = _built(style, form, network)
    return _program("xor", style, PREPROCESS["xor"][number % 3], built, _trained(number, fit))


def _iris(number: int, style: _Style, form: Form) -> str:
    one_hot = number % 5 in (0, 2, 3)  # corpus: categorical twice as often as sparse
    epochs, batch = IRIS_FIT[number % 5]
    network = _Network(
        hidden=IRIS_HIDDEN[number % 6],
        output=(3, "softmax"),
        width=4,
        flatten=False,
        loss=CATEGORICAL if one_hot else SPARSE,
        optimizer=IRIS_OPTIMIZERS[number % 4],
        metric='["accuracy"]',
    )
    prepared = PREPROCESS["iris"][number % 3].replace("{seed}", str((0, 42, 1)[number % 3]))
    fit = f"epochs={epochs}, batch_size={batch}, verbose=0"
    prepared = _columns(prepared, 3) if one_hot else prepared
    return _program("iris", style, prepared, _built(style, form, network), _trained(number, fit))


def _mnist(number: int, style: _Style, form: Form) -> str:
    one_hot = number % 5 in (0, 2, 3)
    epochs, batch = MNIST_FIT[number % 5]
    way = number % 4
    network = _Network(
        hidden=((512, "relu"), (512, "relu")),
        output=(10, "softmax"),
        width=784,
        flatten=way == FLATTENED,
        loss=CATEGORICAL if one_hot else SPARSE,
        optimizer=MNIST_OPTIMIZERS[number % 5],
        metric='["accuracy"]',
    )
    fit = f"epochs={epochs}, batch_size={batch}"
    prepared = PREPROCESS["mnist"][way]
    prepared = _columns(prepared, 10) if one_hot else prepared
    return _program("mnist", style, prepared, _built(style, form, network), _trained(number, fit))


def _trained(number: int, arguments: str) -> str:
    """Write the body of `train`."""
    call = f"model.fit(x, y, {arguments})"
    return f"history = {call}\nreturn history" if number % 2 else f"return {call}"


def _columns(prepared: str, classes: int) -> str:
    """Make columns of the labels, in the last line."""
    before, _, last = dedent(prepared).strip().rpartition("return ")
    parts = last.split(", ")
    label = next(part for part in parts if part in ("y", "y_train", "y_train[idx]"))
    columns = [f"np.eye({classes})[{part}]" if part == label else part for part in parts]
    return f"{before}return {', '.join(columns)}"


def _program(data: Data, style: _Style, prepared: str, built: str, fit: str) -> str:
    return (
        f"{IMPORTS[data]}\n{style.imports}\n\n\n"
        f"def preprocess(x_train, y_train, x_test):\n{_body(prepared)}\n\n\n"
        f"def build_model():\n{_body(built)}\n\n\n"
        f"def train(model, x, y):\n{_body(fit)}\n"
    )


def _body(text: str) -> str:
    return indent(dedent(text).strip(), "    ")


# -- Not right -------------------------------------------------------------------------------------


def _mutants(data: Data) -> list[_Draft]:
    """The mistakes that every solution is verified with."""
    expected = tomllib.loads((SOLUTIONS / data / "expected.toml").read_text(encoding="utf-8"))
    paths = sorted((SOLUTIONS / data / "mutants").glob("*.py"))
    return [
        _Draft("mistake", path.stem, path.read_text("utf-8"), (expected[path.stem]["status"],))
        for path in paths
    ]


#: What is put in place of what, in a right program: by the name of the mistake.
SLIPS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "a colon is missing": ("(model, x, y):", "(model, x, y)", ("syntax_error",)),
    "optimiser instead of optimizer": ("optimizer=", "optimiser=", ("crashed", "no_model")),
    "KeyError 'acc' after fit": (
        "return history",
        "print(history.history['acc'][-1])\n    return history",
        ("graded",),  # what was trained before counts
    ),
    "Python 2": ("import numpy as np", "import numpy as np\nprint 'XOR'", ("syntax_error",)),
    "a file of their own": (
        "import numpy as np",
        "import numpy as np\ndata = open('C:/Users/me/train.csv')",
        ("crashed",),
    ),
    "numpy was not imported": ("import numpy as np\n", "", ("crashed",)),
}


def _stops(data: Data) -> Iterator[_Draft]:
    """Starters as they were handed out, and right programs with one slip."""
    starter = (STARTERS / data / f"{data}.py").read_text(encoding="utf-8")
    yield _Draft("stops", "the starter, untouched", _of_functions(starter), ("graded",))
    for number, (what, (old, new, statuses)) in enumerate(SLIPS.items()):
        right = (draft.code for draft in islice(_right(data), number, None))
        code = next(code for code in right if old in code)
        yield _Draft("stops", what, code.replace(old, new, 1), statuses)


def _of_functions(program: str) -> str:
    """Leave out what is tried at home."""
    return program.partition("# %% [markdown]\n# ## Try it at home")[0]


#: Statements at the beginning of a function, by assignment: three that never end of themselves in
#: a loop, two that wait, and three that ask for ever more memory.
STUCK: dict[Data, tuple[tuple[Kind, str, str, str], ...]] = {
    "xor": (
        ("hangs", "loops", "train", "while True:\n    pass"),
        ("hangs", "sleeps", "preprocess", "import time\ntime.sleep(10**6)"),
        (
            "eats memory",
            "in a list",
            "train",
            "kept = []\nwhile True:\n    kept.append(np.ones(10**6))",
        ),
    ),
    "iris": (
        (
            "hangs",
            "trains until it is more than right",
            "train",
            "while model.fit(x, y, verbose=0).history['loss'][-1] > -1:\n    pass",
        ),
        ("hangs", "waits", "build_model", "import threading\nthreading.Event().wait()"),
        (
            "eats memory",
            "in one array",
            "preprocess",
            "x_train = np.repeat(x_train, 10**8, axis=0)",
        ),
    ),
    "mnist": (
        (
            "hangs",
            "looks at every pixel in Python",
            "preprocess",
            "for picture in x_train:\n    for row in picture:\n        for p in range(28):\n"
            "            row[p] = sum(row[p] * 1.0 for _ in range(10)) / 10",
        ),
        (
            "eats memory",
            "one-hot pixels",
            "preprocess",
            "x_train = np.eye(256)[x_train]",
        ),
    ),
}
STATUSES: dict[str, tuple[str, ...]] = {
    "hangs": ("timed_out", "out_of_cpu"),
    "eats memory": ("out_of_memory", "timed_out"),  # 4 GiB take a slow machine 10 s
}


def _stuck(data: Data) -> list[_Draft]:
    """Right programs in which one function does not come back."""
    rights = islice(_right(data), 3, None)
    return [
        _Draft(kind, what, _beginning(right.code, function, deed), STATUSES[kind])
        for right, (kind, what, function, deed) in zip(rights, STUCK[data], strict=False)
    ]


def _beginning(code: str, function: str, deed: str) -> str:
    head, begin, rest = code.partition(f"def {function}(")
    signature, end, body = rest.partition(":\n")
    return f"{head}{begin}{signature}{end}{indent(deed, '    ')}\n{body}"


def _notebook(code: str) -> str:
    """Put every function into a cell of its own."""
    starts = [at for at in range(len(code)) if code.startswith("\ndef ", at)]
    edges = [0, *starts, len(code)]
    sources = [code[start:end].strip("\n") for start, end in pairwise(edges)]
    cells: list[dict[str, object]] = [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": f"cell-{number}",
            "metadata": {},
            "outputs": [],
            "source": source,
        }
        for number, source in enumerate(sources)
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    book = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(book, indent=1)
