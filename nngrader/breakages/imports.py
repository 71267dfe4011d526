"""K01 to K12: names that today's Keras and TensorFlow do not have, wherever they are asked for."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from nngrader.breakages._entry import Breakage, Entry, Explanation, Said, Telling, written
from nngrader.breakages._names import PUBLIC
from nngrader.breakages._spelling import home_of, imported, listed, nearest, removed, spelling
from nngrader.language import Text, counted, say

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
    tells: Telling
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


def _moved(module: str, usual: str = "") -> Callable[[Said], Text]:
    """Say that a module was removed, and where the names that the line wants of it live now."""

    def tell(said: Said) -> Text:
        home = f"{said['root']}.{module}" if module else said["root"]
        public = PUBLIC[f"keras.{module}" if module else "keras"]
        wanted = [name for name in _wanted(said) if name in public] or [usual] * bool(usual)
        if not wanted:
            return removed(said["was"], say("what it held now lives in `{home}`", home=home))
        live = counted(
            "{names} now lives in `{home}`",
            "{names} now live in `{home}`",
            len(wanted),
            names=listed(wanted),
            home=home,
        )
        return removed(said["was"], live)

    return tell


def _wanted(said: Said) -> list[str]:
    """List what the line wants of a removed module: by import, or as its attribute."""
    last = said["was"].rpartition(".")[2]
    inside = [name for name in imported(said["written"]) if name != last]
    if inside and not re.search(rf"\bimport\b.*\b{last}\b", said["written"]):
        return inside
    return re.findall(rf"\b{last}\.(\w+)", said["written"])[:1]


def _class_of(said: Said) -> Text:
    """Spell an optimizer as its class."""
    return say(
        "`{home}` has no `{name}`; today's spelling is `{meant}`, with capitals.",
        home=f"{said['root']}.optimizers",
        name=said["name"],
        meant=next(n for n in PUBLIC["keras.optimizers"] if n.casefold() == said["name"]),
    )


def _constraint(was: str) -> str:
    return nearest(was.rpartition(".")[2], PUBLIC["keras.constraints"])


def _wrapper(said: Said) -> Text:
    wanted = next((n for n in _wanted(said) if n.startswith("Keras")), "KerasClassifier")
    return say(
        "`{was}` was removed; `{wanted}` is called `{now}` today and lives in `keras.wrappers`.",
        was=said["was"],
        wanted=wanted,
        now=wanted.replace("Keras", "SKLearn", 1),
    )


def _legacy(said: Said) -> Text:
    wanted = re.search(r"\blegacy\.(\w+)", said["written"])
    return say(
        "`keras.optimizers.legacy` was removed; `{name}` now lives in `keras.optimizers`.",
        name=wanted[1] if wanted else "Adam",
    )


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
    "image_dim_ordering": spelling("keras.config.image_data_format"),
    "set_image_dim_ordering": spelling("keras.config.set_image_data_format"),
    "learning_phase": say("a layer is told by `training=True` or `training=False` instead"),
    "set_learning_phase": say("a layer is told by `training=True` or `training=False` instead"),
    "get_value": say("today `keras.ops.convert_to_numpy` does it"),
    "set_value": say("today a value is set with `.assign(...)`"),
    "variable": spelling("keras.Variable"),
    "placeholder": spelling("keras.Input"),
    "pow": spelling("keras.ops.power"),
    "get_session": say("it belonged to TensorFlow 1, and nothing needs to stand in its place"),
    "set_session": say("it belonged to TensorFlow 1, and nothing needs to stand in its place"),
    "tensorflow_backend": say(
        "it belonged to TensorFlow 1, and nothing needs to stand in its place"
    ),
}
IN_OPS = say("its calculations now live in `keras.ops`")


def _backend(said: Said) -> Text:
    name = said["name"]
    if name in OPS:
        today = say("today it is `{name}`", name=f"keras.ops.{name}")
        return removed(said["was"], today)
    return removed(said["was"], BACKEND.get(name, IN_OPS))


#: Of TensorFlow 1, and what to write today.
TENSORFLOW_1 = {
    "Session": say("today's code runs without a session"),
    "InteractiveSession": say("today's code runs without a session"),
    "ConfigProto": say("today's code runs without a session, and without its settings"),
    "GPUOptions": say("today's code runs without a session, and without its settings"),
    "global_variables_initializer": say("today variables have their values at once"),
    "initialize_all_variables": say("today variables have their values at once"),
    "get_default_graph": say("today's code runs without a graph of its own"),
    "reset_default_graph": say("`keras.utils.clear_session()` does what is left of it"),
    "placeholder": say("the data goes to `fit` directly"),
    "get_variable": spelling("tf.Variable"),
    "set_random_seed": spelling("tf.random.set_seed"),
    "random.set_random_seed": spelling("tf.random.set_seed"),
    "random_normal": spelling("tf.random.normal"),
    "random_uniform": spelling("tf.random.uniform"),
    "truncated_normal": spelling("tf.random.truncated_normal"),
    "log": spelling("tf.math.log"),
    "layers": say("its layers now live in `keras.layers`"),
    "logging": spelling("tf.get_logger()"),
    "app": say("nothing needs to stand in its place"),
    "contrib": say("`keras` holds what beginners used of it"),
    "examples": say("the digits now come from `keras.datasets.mnist`"),
    "train.GradientDescentOptimizer": spelling("keras.optimizers.SGD"),
    "train.MomentumOptimizer": spelling("keras.optimizers.SGD(momentum=...)"),
    "train.AdamOptimizer": spelling("keras.optimizers.Adam"),
    "train.RMSPropOptimizer": spelling("keras.optimizers.RMSprop"),
    "train.Saver": say("`model.save` writes a network"),
    "train.write_graph": say("`model.save` writes a network"),
}
ANY_OF_TENSORFLOW_1 = "|".join(map(re.escape, TENSORFLOW_1))


def _tensorflow_1(said: Said) -> Text:
    return say(
        "`{was}` belonged to TensorFlow 1 and was removed; {instead}.",
        was=said["was"],
        instead=TENSORFLOW_1[said["name"]],
    )


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
        say(
            "`{name}` was removed from `keras.preprocessing.image`; "
            "it still lives in `tensorflow.keras.preprocessing.image`."
        ),
    ),
    Gone(
        "K05",
        ROOT + r"preprocessing\.text",
        say(
            "`{was}` was removed; `Tokenizer` still lives in `tensorflow.keras.preprocessing.text`."
        ),
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
        lambda said: removed(said["was"], spelling(_constraint(said["was"]))),
    ),
    Gone(
        "K09",
        ROOT + r"models\.model_from_yaml",
        say("`{was}` was removed; `model_from_json` reads what `to_json` writes."),
    ),
    Gone("K09", ROOT + r"objectives", _moved("losses")),
    Gone("K09", ROOT + r"initializers\.initializers_v\d", _moved("initializers")),
    Gone(
        "K09",
        ROOT + r"initializers\.(?P<name>normal|uniform)",
        say("`{was}` was removed; today's spelling is `random_{name}`."),
    ),
    Gone(
        "",
        ROOT + r"datasets\.iris",
        say("`{was}` does not exist; the flowers come from `load_iris` in `sklearn.datasets`."),
    ),
    Gone("K09", ROOT + r"engine", _moved("layers")),
    Gone(
        "K09",
        ROOT + r"layers\.Merge",
        say(
            "`{was}` was removed; today there is a layer for each way to merge, such as "
            "`Concatenate` and `Add` in `{root}.layers`."
        ),
    ),
    Gone(
        "K09",
        ROOT + r"regularizers\.(activity_l1|activity_l2|activity_l1l2|WeightRegularizer)",
        say(
            "`{was}` was removed; today's spelling is `l1`, `l2` or `l1_l2` in `{root}.regularizers`."
        ),
    ),
    Gone(
        "K09",
        ROOT + r"layers\.LocallyConnected(?P<name>[12]D)",
        say("`{was}` was removed; of today's layers `Conv{name}` comes nearest to it."),
    ),
    Gone(
        "K09",
        ROOT + r"layers\.CuDNN(?P<name>LSTM|GRU)",
        say("`{was}` was removed; today's spelling is `{name}`, which is just as fast."),
    ),
    Gone(
        "K09",
        ROOT + r"(losses|metrics)\.(?P<name>mse|mae|mape|msle|MSE|MAE|kld|bce)",
        say("`{was}` was removed; today the short name is a word, as in `loss='{name}'`."),
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


def _unknown(missing: str) -> Text:
    module, _, name = missing.rpartition(".")
    inner = module.removeprefix("tensorflow.")
    root = module.removesuffix(inner)
    tensorflow = module == "tensorflow" and nearest(name, ["keras"])
    meant = "tensorflow.keras" if tensorflow else nearest(name, PUBLIC.get(inner, ()))
    if meant:
        return say(
            "`{module}` has no `{name}`; today's spelling is `{meant}`.",
            module=module,
            name=name,
            meant=meant,
        )
    home = home_of(name)
    if home:
        return say(
            "`{module}` has no `{name}`; it lives in `{home}`.",
            module=module,
            name=name,
            home=f"{root}{home}",
        )
    return say(
        "Today's `{module}` has no `{name}`. What was it meant to do?", module=module, name=name
    )


def _private(said: Said) -> Text:
    """Say where a part lives that the private copy does not hold."""
    part = said["part"]
    name = part.rpartition(".")[2]
    home = home_of(name)
    if f"keras.{part}" in PUBLIC or not home:
        return say(
            "`tensorflow.python.keras`, a private copy of an old Keras, has no `{part}`; import "
            "from `{home}`.",
            part=part,
            home=f"keras.{part}" if f"keras.{part}" in PUBLIC else "keras",
        )
    return say(
        "`tensorflow.python.keras`, a private copy of an old Keras, has no `{part}`; import "
        "`{name}` from `{home}`.",
        part=part,
        name=name,
        home=home,
    )


ENTRIES: tuple[Entry, ...] = (
    *REMOVED,
    Unknown(),
    Gone("K11", r"tensorflow\.python\.keras\.(?P<part>[\w.]+)", _private),
    Breakage("K08", "ImportError", r"`keras\.optimizers\.legacy` is not supported", _legacy),
    Breakage(
        "K11",
        "ValueError TypeError",
        r"Received: <tensorflow\.python\.keras\.[\w.]*\.(?P<name>\w+) object",
        say(
            "This `{name}` comes from `tensorflow.python.keras`, a private copy of an old Keras; "
            "today it is imported from `keras.layers`."
        ),
    ),
    Breakage(
        "K11",
        "AttributeError",
        "has no attribute 'DistributedDatasetInterface'",
        say(
            "This network comes from `tensorflow.python.keras`, a private copy of an old Keras "
            "that cannot train on today's TensorFlow; import its parts from `keras`."
        ),
    ),
)
