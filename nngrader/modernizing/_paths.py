"""Where things of old Keras, NumPy and scikit-learn are today."""

from dataclasses import dataclass
from functools import lru_cache

from nngrader.modernizing._today import ONLY_IN_TENSORFLOW, TODAY, exists

ROOTS = (
    "tensorflow.compat.v1.keras",
    "tensorflow.compat.v2.keras",
    "tensorflow.contrib.keras",
    "tensorflow.python.keras",
    "tensorflow.keras",
)  #: where TensorFlow has, or had, its Keras
REMEMBERED = 4096  #: paths; a program has a few hundred
TENSORFLOW = "tensorflow.keras"
SHORT = ("initializers", "losses", "metrics", "optimizers")  #: also `tf.optimizers`
LAYERS = (
    "advanced_activations convolutional convolutional_recurrent core embeddings "
    "experimental.preprocessing local merge noise normalization pooling recurrent wrappers"
)
OPTIMIZERS = (
    "adadelta adadelta_v2 adagrad adagrad_v2 adam adam_v2 adamax adamax_v2 experimental ftrl "
    "gradient_descent gradient_descent_v2 legacy nadam nadam_v2 optimizer_v2 "
    "optimizer_v2.adam optimizer_v2.gradient_descent optimizer_v2.rmsprop rmsprop rmsprop_v2"
)
OPTIMIZER_SHELVES = ("keras.optimizer_v1", "keras.optimizer_v2")
UTILS = "data_utils generic_utils io_utils layer_utils np_utils vis_utils"
ENGINE = ("base_layer", "input_layer", "sequential", "topology", "training")


@dataclass(frozen=True)
class Move:
    """A path of today, and why the old one is none."""

    path: str
    number: str  #: of the breakage in the catalogue
    why: str


@dataclass(frozen=True)
class _Shelf:
    new: str
    number: str
    why: str


def _shelves() -> dict[str, _Shelf]:
    """Say for every module that is gone which one holds its names today."""
    layers = _Shelf("keras.layers", "K01", "all layers live in `keras.layers` today")
    utils = _Shelf("keras.utils", "K02", "its functions live in `keras.utils` today")
    pictures = _Shelf("keras.utils", "K09", "`plot_model` lives in `keras.utils` today")
    shelf = _Shelf("keras.optimizers", "K08", "optimizers live in `keras.optimizers` today")
    made = {f"keras.layers.{name}": layers for name in LAYERS.split()}
    made |= {f"keras.utils.{name}": utils for name in UTILS.split()}
    made |= {f"keras.optimizers.{name}": shelf for name in OPTIMIZERS.split()}
    made |= {
        f"{old}.{name}": shelf for old in OPTIMIZER_SHELVES for name in ENGINE_OF_OPTIMIZERS.split()
    }
    made["keras.utils.vis_utils"] = pictures
    starts = _Shelf("keras.initializers", "K09", "initializers live in `keras.initializers` today")
    made |= {f"keras.initializers.initializers_v{n}": starts for n in (1, 2)}
    made |= {
        f"sklearn.{name}": _Shelf("sklearn.model_selection", "", "renamed in scikit-learn 0.18")
        for name in ("cross_validation", "grid_search")
    }
    made["keras.objectives"] = _Shelf("keras.losses", "K09", "losses live in `keras.losses` today")
    made["keras.callbacks.callbacks"] = _Shelf(
        "keras.callbacks", "K09", "callbacks live in `keras.callbacks` today"
    )
    made["keras.backend.tensorflow_backend"] = _Shelf(
        "keras.backend", "K10", "Keras has one backend module today"
    )
    return made


ENGINE_OF_OPTIMIZERS = "adadelta adagrad adam adamax gradient_descent nadam rmsprop"
SHELVES = _shelves()

CAPITALS = "Python minds capitals: the class is called"
RANDOM = "TensorFlow 2 sets its seed with `tf.random.set_seed`"
ONE_OF = {name.lower(): name for name in TODAY["keras.optimizers"] if name[0].isupper()}
NAMES: dict[str, Move] = {
    **{
        f"keras.optimizers.{old}": Move(f"keras.optimizers.{new}", "K07", f"{CAPITALS} `{new}`")
        for old, new in ONE_OF.items()
    },
    **{
        f"keras.constraints.{old}": Move(
            f"keras.constraints.{new}", "K09", f"the class is called `{new}` today"
        )
        for old, new in {"maxnorm": "MaxNorm", "nonneg": "NonNeg", "unitnorm": "UnitNorm"}.items()
    },
    "keras.regularizers.l1l2": Move("keras.regularizers.l1_l2", "K09", "renamed in Keras 2"),
    **{
        f"keras.engine.{module}{name}": Move(f"keras.{new}", "K09", "`keras.engine` is gone")
        for module in ("", *(f"{name}." for name in ENGINE))
        for name, new in {
            "Input": "Input",
            "InputSpec": "layers.InputSpec",
            "Layer": "layers.Layer",
            "Model": "models.Model",
            "Sequential": "models.Sequential",
        }.items()
    },
    "tensorflow.set_random_seed": Move("tensorflow.random.set_seed", "K12", RANDOM),
    "tensorflow.random.set_random_seed": Move("tensorflow.random.set_seed", "K12", RANDOM),
    **{
        f"numpy.{old}": Move(new, "", f"NumPy removed it; it always was Python's own `{new}`")
        for old, new in {n: n for n in ("complex", "float", "int", "object", "str")}.items()
    },
    **{
        f"numpy.{old}": Move(f"numpy.{new}", "", "removed in NumPy 2")
        for old, new in {
            "Inf": "inf",
            "Infinity": "inf",
            "NaN": "nan",
            "NAN": "nan",
            "float_": "float64",
            "infty": "inf",
            "unicode_": "str_",
        }.items()
    },
    **{
        f"sklearn.{shelf}.{name}": Move(
            f"sklearn.model_selection.{name}", "", "renamed in scikit-learn 0.18"
        )
        for shelf, names in {
            "cross_validation": ("cross_val_predict", "cross_val_score", "train_test_split"),
            "grid_search": ("GridSearchCV", "ParameterGrid"),
        }.items()
        for name in names
    },
    "sklearn.externals.joblib": Move("joblib", "", "`joblib` is a package of its own today"),
}


def split_root(path: str) -> tuple[str, str]:
    """Split `tensorflow.keras.layers` into `tensorflow.` and `keras.layers`.

    The root is empty for `keras` itself, and for what is not Keras.
    """
    for root in ROOTS:
        if path == root or path.startswith(f"{root}."):
            return f"{root.removesuffix('keras')}", f"keras{path.removeprefix(root)}"
    for name in SHORT:
        if path == f"tensorflow.{name}" or path.startswith(f"tensorflow.{name}."):
            return "tensorflow.", f"keras.{path.removeprefix('tensorflow.')}"
    return "", path


@lru_cache(maxsize=REMEMBERED)
def today(path: str) -> Move | None:
    """Say where something is today; None where it still is where it was, or nowhere."""
    if path in NAMES:
        return NAMES[path]
    root, inner = split_root(path)
    if inner == "keras" and root in _ROOTS_TOLD:
        return Move(TENSORFLOW, *_ROOTS_TOLD[root])
    if not inner.startswith("keras.") and path not in SHELVES:
        return None
    moved = _moved(inner)
    new = moved.path if moved else inner
    here = exists(new) or not new.startswith("keras.") or (root != "" and _in_tensorflow(new))
    if root in ("", "tensorflow."):
        return Move(f"{root}{new}", moved.number, moved.why) if moved and here else None
    if not here or root.startswith("tensorflow.compat"):
        return None
    told = moved or Move(new, *_ROOTS_TOLD[root])
    return Move(f"tensorflow.{new}", told.number, told.why)


_ROOTS_TOLD = {
    "tensorflow.contrib.": ("K12", "`tf.contrib` went with TensorFlow 1"),
    "tensorflow.python.": ("K11", "`tensorflow.python` is a private copy of an old Keras"),
}


def _moved(path: str) -> Move | None:
    """Say where a path of Keras leads today, as if it began with `keras`."""
    if path in NAMES:
        return NAMES[path]
    if path in SHELVES:
        shelf = SHELVES[path]
        return Move(shelf.new, shelf.number, shelf.why)
    module, _, name = path.rpartition(".")
    if module not in SHELVES or module.startswith("sklearn."):
        return None
    shelf = SHELVES[module]
    new = f"{shelf.new}.{name}"
    again = NAMES.get(new)
    return again or Move(new, shelf.number, shelf.why)


def _in_tensorflow(path: str) -> bool:
    module, _, name = path.rpartition(".")
    return path in ONLY_IN_TENSORFLOW or name in ONLY_IN_TENSORFLOW.get(module, ())


def offers(path: str) -> bool:
    """Whether a path leads to something of Keras, today or once."""
    return exists(split_root(path)[1]) or today(path) is not None


@lru_cache(maxsize=REMEMBERED)
def canonical(path: str) -> str:
    """Bring all paths to one thing of Keras to the same words, `keras.layers.Dense`."""
    moved = today(path)
    found = split_root(moved.path if moved else path)[1]
    return SAME.get(found, found)


#: Things of Keras that have two paths today.
SAME = {
    f"keras.{shelf}.{name}": f"keras.{name}"
    for shelf, names in {"models": ("Model", "Sequential"), "layers": ("Input", "Layer")}.items()
    for name in names
} | {
    f"keras.layers.Convolution{n}{what}": f"keras.layers.Conv{n}{what}"
    for n in ("1D", "2D", "3D")
    for what in ("", "Transpose")
}
