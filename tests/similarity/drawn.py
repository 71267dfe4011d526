"""A class of any size whose students chose every detail by themselves: what chance alone makes alike.

Each detail is drawn on its own: the way to write a part, names, numbers, order, comments. Popular
choices are drawn more often. Nothing here was taken from `nngrader/similarity/background`.
"""

import random
from collections.abc import Sequence

STARTS = ("import keras\nimport numpy as np", "import numpy as np\nimport keras")
ENCODERS = (
    """\
def {f}({d}):
    {out} = []
    for {row} in {d}:
        {out}.append([1 if {row}[0] == {young} else 0, 1 if {row}[1] == {high} else 0])
    return np.array({out})""",
    """\
def {f}({d}):
    return np.array([[{a} == {young}, {b} == {high}] for {a}, {b} in {d}]).astype({dtype})""",
    """\
def {f}({d}):
    {out} = np.zeros({d}.shape)
    {out}[:, 0] = {d}[:, 0] == {young}
    {out}[:, 1] = {d}[:, 1] == {high}
    return {out}""",
    """\
{t} = {{"old": 0, "young": 1, "middle": 0, "high": 1}}

def {f}({d}):
    return np.array([[{t}[{a}] for {a} in {row}] for {row} in {d}], dtype={dtype})""",
    """\
def {f}({d}):
    {a} = ({d}[:, 0] == {young}).astype({dtype})
    {b} = ({d}[:, 1] == {high}).astype({dtype})
    return np.stack([{a}, {b}], axis=1)""",
    """\
def {f}({d}):
    return np.where(({d} == {young}) | ({d} == {high}), 1, 0)""",
    """\
def {f}({d}):
    {out} = np.zeros((len({d}), 2))
    for {i} in range(len({d})):
        if {d}[{i}][0] == {young}:
            {out}[{i}][0] = 1
        if {d}[{i}][1] == {high}:
            {out}[{i}][1] = 1
    return {out}""",
    """\
def {f}({d}):
    return ({d} == np.array([{young}, {high}])).astype({dtype})""",
)
LABELS = (
    "({y} == {loyal}).astype({dtype})",
    "np.array([1 if {row} == {loyal} else 0 for {row} in {y}])",
    "np.where({y} == {loyal}, 1, 0)",
    "np.array([int({row} == {loyal}) for {row} in {y}])",
    'np.array([{{"loyal": 1, "not loyal": 0}}[{row}] for {row} in {y}])',
)
ENDS = (
    "    {y} = {labels}\n    return {f}(x_train), {y}, {f}(x_test)",
    "    x_train = {f}(x_train)\n    x_test = {f}(x_test)\n    y_train = {labels}\n    return x_train, y_train, x_test",
    "    return {f}(x_train), {labels}, {f}(x_test)",
    "    {out} = {f}(x_train)\n    {t} = {f}(x_test)\n    {y} = {labels}\n    return {out}, {y}, {t}",
)
NAMES = {
    "f": "encode convert to_numbers transform numbers prep encode_x words_to_numbers enc helper".split(),
    "d": "x data rows segments X arr values inputs samples table".split(),
    "out": "result out new res encoded output x_new matrix numbers features".split(),
    "row": "row r v value item s line sample label seg".split(),
    "a": "a age first v0 x0 alter p left".split(),
    "b": "b income second v1 x1 money q right".split(),
    "t": "mapping d codes table lookup words m to_num dictionary test".split(),
    "i": "i j k n index".split(),
    "y": "y labels y_new target y_num answers t classes".split(),
    "m": "model m net network nn clf".split(),
    "h": "history h hist result fitted log".split(),
    "o": "opt optimizer adam o optim".split(),
}
UNITS = (8, 16, 4, 32, 10, 2, 64, 5, 12, 6, 20, 3, 100, 24, 128, 7, 50, 9)
EPOCHS = (500, 1000, 200, 100, 300, 400, 2000, 250, 600, 150, 800, 1500, 5000, 50, 700, 350)
RATES = ("0.01", "0.05", "0.1", "0.02", "0.001", "0.03", "0.005", "1e-2", "0.2", "0.08")
BENDS = ("relu", "tanh", "sigmoid", "elu", "selu", "gelu")
LOSSES = ("binary_crossentropy", "mse", "mean_squared_error")
METRICS = ("binary_accuracy", "accuracy", "acc")
REMARKS = (
    "encode the words", "young and high are 1", "same for the test data", "labels", "hidden layer",
    "output layer", "sigmoid because we want a probability", "compile the model", "train", "loss",
    "one hidden layer is enough for xor", "binary classification", "lots of epochs", "returns history",
    "turn text to numbers", "preprocess the data", "build the network", "two inputs", "use adam",
    "try more units if it does not converge", "4 rows only", "yes or no", "todo: tune", "activation",
)  # fmt: skip


def drawn_class(count: int, seed: int = 0) -> list[str]:
    """Draw the hand-ins of a class."""
    chance = random.Random(seed)
    return [_student(chance) for _ in range(count)]


def _popular(chance: random.Random, choices: Sequence[str | int]) -> str:
    """Draw the first twice as often as the second, three times as often as the third."""
    weights = [1 / rank for rank in range(1, len(choices) + 1)]
    return str(chance.choices(choices, weights)[0])


def _student(chance: random.Random) -> str:
    names = {role: _popular(chance, choices) for role, choices in NAMES.items()}
    quoted = {word: f'"{word}"' for word in ("young", "high", "loyal")}
    dtypes = ('"float32"', "int", "float", "np.float32", '"int32"')
    words = {**names, **quoted, "dtype": _popular(chance, dtypes)}
    words["labels"] = _popular(chance, LABELS).format(**words)
    encoder = _popular(chance, ENCODERS).format(**words)
    end = _popular(chance, ENDS).format(**words)
    text = "\n\n\n".join(
        [
            _popular(chance, STARTS),
            encoder,
            f"def preprocess(x_train, y_train, x_test):\n{end}",
            _build(chance, names),
            _train(chance, names),
        ]
    )
    return _remarked(chance, text.replace('"', _popular(chance, ('"', "'"))))


def _build(chance: random.Random, names: dict[str, str]) -> str:
    m, o = names["m"], names["o"]
    bend = f'"{_popular(chance, BENDS)}"'
    activation = _popular(chance, (f"activation={bend}", bend))
    depth = int(_popular(chance, (1, 2, 3)))
    layers = [_popular(chance, ("keras.Input(shape=(2,))", "keras.layers.Input((2,))"))]
    layers += [f"keras.layers.Dense({_popular(chance, UNITS)}, {activation})" for _ in range(depth)]
    layers.append(
        _popular(
            chance,
            ('keras.layers.Dense(1, activation="sigmoid")', 'keras.layers.Dense(1, "sigmoid")'),
        )
    )
    if chance.random() < 0.5:
        lines = [f"{m} = keras.Sequential()", *(f"{m}.add({layer})" for layer in layers)]
    else:
        lines = [f"{m} = keras.Sequential([", *(f"    {layer}," for layer in layers), "])"]
    adam = f"keras.optimizers.Adam({_popular(chance, ('learning_rate=', ''))}{_popular(chance, RATES)})"
    optimizer = _popular(chance, ('"adam"', adam, o))
    if optimizer == o:
        lines.append(f"{o} = {adam}")
    settings = [
        f"optimizer={optimizer}",
        f'loss="{_popular(chance, LOSSES)}"',
        f'metrics=["{_popular(chance, METRICS)}"]',
    ]
    chance.shuffle(settings)
    lines += [f"{m}.compile({', '.join(settings)})", f"return {m}"]
    return "def build_model():\n" + "\n".join(f"    {line}" for line in lines)


def _train(chance: random.Random, names: dict[str, str]) -> str:
    settings = [f"epochs={_popular(chance, EPOCHS)}"]
    settings += chance.sample(
        [f"batch_size={_popular(chance, (4, 1, 2, 8, 32))}", "verbose=0", "shuffle=True"],
        int(_popular(chance, (1, 2, 0))),
    )
    chance.shuffle(settings)
    fit = f"model.fit(x, y, {', '.join(settings)})"
    h = names["h"]
    body = chance.choice((f"    return {fit}", f"    {h} = {fit}\n    return {h}"))
    return f"def train(model, x, y):\n{body}"


def _remarked(chance: random.Random, text: str) -> str:
    """Put comments before some lines; half the students write none."""
    often = chance.choice((0, 0, 0.1, 0.3))
    lines = []
    for line in text.split("\n"):
        if line.strip() and chance.random() < often:
            lines.append(line[: len(line) - len(line.lstrip())] + "# " + chance.choice(REMARKS))
        lines.append(line)
    return "\n".join(lines)
