"""K01 to K12: names that today's Keras and TensorFlow do not have, wherever they are asked for."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from nngrader.breakages._entry import Breakage, Entry, Explanation, Said, written
from nngrader.breakages._names import PUBLIC
from nngrader.breakages._spelling import home_of, imported, listed, nearest

#: How Python says that something is not there: in a module, or as one.
ABSENT = (
    r"cannot import name '(?P<name>\w+)' from '(?P<module>[\w.]+)'",
    r"No module named '(?P<module>[\w.]+)\.(?P<name>\w+)'",
    r"^module '(?P<module>[\w.]+)' has no attribute '(?P<name>\w+)'",
)
#: The same modules go by several names, and Python tells now one, now the other.
INNER = (
    (re.compile(r"\bkeras\.(api\.)?_tf_keras\.keras\b"), "tensorflow.keras"),
    (re.compile(r"\bkeras\.api\b"), "keras"),
    (re.compile(r"\btensorflow\._api\.v2\b"), "tensorflow"),
)
ROOT = r"(?P<root>(?:tensorflow\.)?keras)\."


def absent(message: str) -> str:
    """Name with its module what is not there; empty when the message says something else."""
    for pattern, name in INNER:
        message = pattern.sub(name, message)
    found = next(filter(None, (re.search(pattern, message) for pattern in ABSENT)), None)
    return f"{found['module']}.{found['name']}" if found else ""


@dataclass(frozen=True)
class Gone:
    """A name that was removed or has moved."""

    number: str
    name: str  #: pattern of the whole name, with its modules
    tells: str | Callable[[Said], str]
    kinds: tuple[str, ...] = ("ImportError", "ModuleNotFoundError", "AttributeError")

    def explain(self, kind: str, message: str, line: str) -> Explanation | None:
        """Explain that the name is not there, if it is this one."""
        missing = absent(message) if kind in self.kinds else ""
        found = re.fullmatch(self.name, missing)
        if found is None:
            return None
        return Explanation(
            self.number,
            written(self.tells, {**found.groupdict(), "was": missing, "written": line}),
        )


def _moved(module: str, usual: str = "") -> Callable[[Said], str]:
    """Say that a module was removed, and where the names that the line wants of it live now."""

    def tell(said: Said) -> str:
        home = f"{said['root']}.{module}" if module else said["root"]
        public = PUBLIC[f"keras.{module}" if module else "keras"]
        wanted = [name for name in _wanted(said) if name in public] or [usual] * bool(usual)
        if not wanted:
            return f"`{said['was']}` was removed; what it held now lives in `{home}`."
        lives = "lives" if len(wanted) == 1 else "live"
        return f"`{said['was']}` was removed; {listed(wanted)} now {lives} in `{home}`."

    return tell


def _wanted(said: Said) -> list[str]:
    """List what the line wants of a removed module: by import, or as its attribute."""
    last = said["was"].rpartition(".")[2]
    inside = [name for name in imported(said["written"]) if name != last]
    if inside and not re.search(rf"\bimport\b.*\b{last}\b", said["written"]):
        return inside
    return re.findall(rf"\b{last}\.(\w+)", said["written"])[:1]


def _class_of(said: Said) -> str:
    """Spell an optimizer as its class."""
    meant = next(n for n in PUBLIC["keras.optimizers"] if n.casefold() == said["name"])
    home = f"{said['root']}.optimizers"
    return f"`{home}` has no `{said['name']}`; today's spelling is `{meant}`, with capitals."


def _wrapper(said: Said) -> str:
    wanted = next((n for n in _wanted(said) if n.startswith("Keras")), "KerasClassifier")
    now = wanted.replace("Keras", "SKLearn", 1)
    told = f"`{said['was']}` was removed; `{wanted}` is called `{now}` today"
    return f"{told} and lives in `keras.wrappers`."


def _legacy(said: Said) -> str:
    wanted = re.search(r"\blegacy\.(\w+)", said["written"])
    name = wanted[1] if wanted else "Adam"
    return f"`keras.optimizers.legacy` was removed; `{name}` now lives in `keras.optimizers`."


#: Functions of `keras.backend` that are in `keras.ops` under the same name.
OPS = frozenset(
    """
    abs all any arange argmax argmin cast clip concatenate cos cumsum dot equal exp expand_dims
    greater greater_equal less less_equal log max maximum mean min minimum not_equal one_hot ones
    prod relu repeat reshape round shape sigmoid sign sin softmax softplus sqrt square squeeze
    stack std stop_gradient sum tanh tile transpose var zeros
    """.split()
)
#: Others of `keras.backend`, and what to write today.
BACKEND = {
    "image_dim_ordering": "today's spelling is `keras.config.image_data_format`",
    "set_image_dim_ordering": "today's spelling is `keras.config.set_image_data_format`",
    "learning_phase": "a layer is told by `training=True` or `training=False` instead",
    "set_learning_phase": "a layer is told by `training=True` or `training=False` instead",
    "get_value": "today `keras.ops.convert_to_numpy` does it",
    "set_value": "today a value is set with `.assign(...)`",
    "variable": "today's spelling is `keras.Variable`",
    "placeholder": "today's spelling is `keras.Input`",
    "pow": "today's spelling is `keras.ops.power`",
    "get_session": "it belonged to TensorFlow 1, and nothing needs to stand in its place",
    "set_session": "it belonged to TensorFlow 1, and nothing needs to stand in its place",
    "tensorflow_backend": "it belonged to TensorFlow 1, and nothing needs to stand in its place",
}


def _backend(said: Said) -> str:
    name = said["name"]
    if name in OPS:
        return f"`{said['was']}` was removed; today it is `keras.ops.{name}`."
    now = BACKEND.get(name, "its calculations now live in `keras.ops`")
    return f"`{said['was']}` was removed; {now}."


#: Of TensorFlow 1, and what to write today.
TENSORFLOW_1 = {
    "Session": "today's code runs without a session",
    "InteractiveSession": "today's code runs without a session",
    "ConfigProto": "today's code runs without a session, and without its settings",
    "GPUOptions": "today's code runs without a session, and without its settings",
    "global_variables_initializer": "today variables have their values at once",
    "initialize_all_variables": "today variables have their values at once",
    "get_default_graph": "today's code runs without a graph of its own",
    "reset_default_graph": "`keras.utils.clear_session()` does what is left of it",
    "placeholder": "the data goes to `fit` directly",
    "get_variable": "today's spelling is `tf.Variable`",
    "set_random_seed": "today's spelling is `tf.random.set_seed`",
    "random.set_random_seed": "today's spelling is `tf.random.set_seed`",
    "random_normal": "today's spelling is `tf.random.normal`",
    "random_uniform": "today's spelling is `tf.random.uniform`",
    "truncated_normal": "today's spelling is `tf.random.truncated_normal`",
    "log": "today's spelling is `tf.math.log`",
    "layers": "its layers now live in `keras.layers`",
    "logging": "today's spelling is `tf.get_logger()`",
    "app": "nothing needs to stand in its place",
    "contrib": "`keras` holds what beginners used of it",
    "examples": "the digits now come from `keras.datasets.mnist`",
    "train.GradientDescentOptimizer": "today's spelling is `keras.optimizers.SGD`",
    "train.MomentumOptimizer": "today's spelling is `keras.optimizers.SGD(momentum=...)`",
    "train.AdamOptimizer": "today's spelling is `keras.optimizers.Adam`",
    "train.RMSPropOptimizer": "today's spelling is `keras.optimizers.RMSprop`",
    "train.Saver": "`model.save` writes a network",
    "train.write_graph": "`model.save` writes a network",
}
ANY_OF_TENSORFLOW_1 = "|".join(map(re.escape, TENSORFLOW_1))


def _tensorflow_1(said: Said) -> str:
    name = said["name"]
    return f"`{said['was']}` belonged to TensorFlow 1 and was removed; {TENSORFLOW_1[name]}."


REMOVED = (
    Gone(
        "K01",
        ROOT + "layers\\.(core|convolutional|normalization|advanced_activations|merge|embeddings|"
        "recurrent|pooling|noise|local|wrappers|convolutional_recurrent|experimental)",
        _moved("layers"),
    ),
    Gone(
        "K02",
        ROOT + r"utils\.np_utils",
        _moved("utils", "to_categorical"),
        ("ImportError", "AttributeError"),
    ),
    Gone(
        "K03",
        ROOT + r"utils\.np_utils",
        _moved("utils", "to_categorical"),
        ("ModuleNotFoundError",),
    ),
    Gone(
        "K04",
        ROOT + r"preprocessing\.image\.(?P<name>ImageDataGenerator)",
        "`{name}` was removed from `keras.preprocessing.image`; "
        "it still lives in `tensorflow.keras.preprocessing.image`.",
    ),
    Gone(
        "K05",
        ROOT + r"preprocessing\.text",
        "`{was}` was removed; `Tokenizer` still lives in `tensorflow.keras.preprocessing.text`.",
    ),
    Gone("K06", ROOT + r"wrappers\.scikit_learn", _wrapper),
    Gone(
        "K07",
        ROOT + r"optimizers\.(?P<name>adam|sgd|rmsprop|adagrad|adadelta|adamax|nadam|ftrl)",
        _class_of,
    ),
    Gone("K09", ROOT + r"utils\.(vis_utils|visualize_util)", _moved("utils", "plot_model")),
    Gone("K09", ROOT + r"utils\.(generic_utils|data_utils|io_utils|layer_utils)", _moved("utils")),
    Gone(
        "K09",
        ROOT + r"constraints\.(maxnorm|nonneg|unitnorm)",
        lambda said: (
            f"`{said['was']}` was removed; today's spelling is "
            f"`{nearest(said['was'].rpartition('.')[2], PUBLIC['keras.constraints'])}`."
        ),
    ),
    Gone(
        "K09",
        ROOT + r"models\.model_from_yaml",
        "`{was}` was removed; `model_from_json` reads what `to_json` writes.",
    ),
    Gone("K09", ROOT + r"objectives", _moved("losses")),
    Gone("K09", ROOT + r"initializers\.initializers_v\d", _moved("initializers")),
    Gone(
        "K09",
        ROOT + r"initializers\.(?P<name>normal|uniform)",
        "`{was}` was removed; today's spelling is `random_{name}`.",
    ),
    Gone(
        "",
        ROOT + r"datasets\.iris",
        "`{was}` does not exist; the flowers come from `load_iris` in `sklearn.datasets`.",
    ),
    Gone("K09", ROOT + r"engine", _moved("layers")),
    Gone(
        "K09",
        ROOT + r"layers\.Merge",
        "`{was}` was removed; today there is a layer for each way to merge, such as "
        "`Concatenate` and `Add` in `{root}.layers`.",
    ),
    Gone(
        "K09",
        ROOT + r"regularizers\.(activity_l1|activity_l2|activity_l1l2|WeightRegularizer)",
        "`{was}` was removed; today's spelling is `l1`, `l2` or `l1_l2` in `{root}.regularizers`.",
    ),
    Gone(
        "K09",
        ROOT + r"layers\.LocallyConnected(?P<name>[12]D)",
        "`{was}` was removed; of today's layers `Conv{name}` comes nearest to it.",
    ),
    Gone(
        "K09",
        ROOT + r"layers\.CuDNN(?P<name>LSTM|GRU)",
        "`{was}` was removed; today's spelling is `{name}`, which is just as fast.",
    ),
    Gone(
        "K09",
        ROOT + r"(losses|metrics)\.(?P<name>mse|mae|mape|msle|MSE|MAE|kld|bce)",
        "`{was}` was removed; today the short name is a word, as in `loss='{name}'`.",
    ),
    Gone("K10", ROOT + r"backend\.(?P<name>\w+)", _backend),
    Gone("K12", rf"tensorflow\.(?P<name>{ANY_OF_TENSORFLOW_1})", _tensorflow_1),
)


@dataclass(frozen=True)
class Unknown:
    """Any other name that Keras does not have: a slip of the pen, or it lives elsewhere."""

    def explain(self, kind: str, message: str, line: str) -> Explanation | None:
        """Explain what may have been meant, unless another entry knows the name."""
        missing = absent(message) if kind in Gone.kinds else ""
        if not re.match(r"(tensorflow\.)?keras\.|tensorflow\.\w+$", missing):
            return None
        if any(gone.explain(kind, message, line) for gone in REMOVED):
            return None
        return Explanation("", _unknown(missing))


def _unknown(missing: str) -> str:
    module, _, name = missing.rpartition(".")
    if module == "tensorflow" and nearest(name, ["keras"]):
        return f"`{module}` has no `{name}`; today's spelling is `tensorflow.keras`."
    inner = module.removeprefix("tensorflow.")
    root = module.removesuffix(inner)
    meant = nearest(name, PUBLIC.get(inner, ()))
    if meant:
        return f"`{module}` has no `{name}`; today's spelling is `{meant}`."
    home = home_of(name)
    if home:
        return f"`{module}` has no `{name}`; it lives in `{root}{home}`."
    return f"Today's `{module}` has no `{name}`. What was it meant to do?"


PRIVATE = "a private copy of an old Keras"


def _private(said: Said) -> str:
    """Say where a part lives that the private copy does not hold."""
    part = said["part"]
    told = f"`tensorflow.python.keras`, {PRIVATE}, has no `{part}`"
    if f"keras.{part}" in PUBLIC:
        return f"{told}; import from `keras.{part}`."
    name = part.rpartition(".")[2]
    home = home_of(name)
    return f"{told}; import {f'`{name}` from `{home}`' if home else 'from `keras`'}."


ENTRIES: tuple[Entry, ...] = (
    *REMOVED,
    Unknown(),
    Gone("K11", r"tensorflow\.python\.keras\.(?P<part>[\w.]+)", _private),
    Breakage("K08", "ImportError", r"`keras\.optimizers\.legacy` is not supported", _legacy),
    Breakage(
        "K11",
        "ValueError TypeError",
        r"Received: <tensorflow\.python\.keras\.[\w.]*\.(?P<name>\w+) object",
        f"This `{{name}}` comes from `tensorflow.python.keras`, {PRIVATE}; "
        "today it is imported from `keras.layers`.",
    ),
    Breakage(
        "K11",
        "AttributeError",
        "has no attribute 'DistributedDatasetInterface'",
        f"This network comes from `tensorflow.python.keras`, {PRIVATE} that cannot train on "
        "today's TensorFlow; import its parts from `keras`.",
    ),
)
