"""Modules that are not there: other people's packages, Python 2's, and files of one's own."""

import sys

from nngrader.breakages._entry import Breakage, Entry, Said
from nngrader.breakages._spelling import nearest

AVAILABLE = ("keras", "tensorflow", "numpy", "pandas", "scikit-learn", "scipy", "matplotlib")
THERE = f"There are {', '.join(AVAILABLE[:-1])} and {AVAILABLE[-1]}."
IMPORTED = ("keras", "tensorflow", "numpy", "pandas", "sklearn", "scipy", "matplotlib")
WITHOUT = "it is not part of this course"

#: Packages that beginners' programs import and that are not here, and what may stand in their place.
PACKAGES = {
    "torch": "a network of this course is built with Keras",
    "torchvision": "a network of this course is built with Keras",
    "theano": "a network of this course is built with Keras",
    "tflearn": "a network of this course is built with Keras",
    "pybrain": "a network of this course is built with Keras",
    "jax": "a network of this course is built with Keras",
    "cv2": "matplotlib reads and shows pictures as well",
    "skimage": "matplotlib reads and shows pictures as well",
    "imageio": "matplotlib reads and shows pictures as well",
    "seaborn": "matplotlib draws as well",
    "plotly": "matplotlib draws as well",
    "bokeh": "matplotlib draws as well",
    "mlxtend": "matplotlib draws as well",
    "livelossplot": "matplotlib draws as well",
    "tensorflow_datasets": "well-known data comes from `keras.datasets` or `sklearn.datasets`",
    "mnist": "the digits come from `keras.datasets.mnist`",
    "python_mnist": "the digits come from `keras.datasets.mnist`",
    "tensorflow_addons": "Keras itself holds most of what it had",
    "tensorflow_hub": "networks of this course learn from the beginning",
    "transformers": "networks of this course learn from the beginning",
    "xgboost": "a network of this course is built with Keras",
    "lightgbm": "a network of this course is built with Keras",
    "scikeras": "`SKLearnClassifier` in `keras.wrappers` takes its place",
    "keras_tuner": "a loop over a few settings does the same",
    "kerastuner": "a loop over a few settings does the same",
    "talos": "a loop over a few settings does the same",
    "hyperopt": "a loop over a few settings does the same",
    "optuna": "a loop over a few settings does the same",
    "tensorboard": "the numbers of a training are in what `fit` gives back",
    "wandb": "the numbers of a training are in what `fit` gives back",
    "pydot": "`model.summary()` shows the layers without it",
    "graphviz": "`model.summary()` shows the layers without it",
    "visualkeras": "`model.summary()` shows the layers without it",
    "ann_visualizer": "`model.summary()` shows the layers without it",
    "IPython": "a notebook has `display` without it",
    "ipywidgets": "the code runs without a person beside it",
    "gym": "the rows of the task do not come from it",
    "nltk": "the rows of the task do not come from it",
    "kaggle": "there is no network here",
    "wget": "there is no network here",
    "gdown": "there is no network here",
    "ucimlrepo": "there is no network here",
    "openpyxl": "pandas reads `.csv` without it",
    "xlrd": "pandas reads `.csv` without it",
    "tqdm": "`fit` shows its own progress",
    "pydotplus": "`model.summary()` shows the layers without it",
}
#: Of Python 2, and what to write today.
PYTHON_2 = {
    "urllib2": "urllib.request",
    "cPickle": "pickle",
    "StringIO": "io.StringIO",
    "cStringIO": "io.StringIO",
    "ConfigParser": "configparser",
    "Queue": "queue",
    "Tkinter": "tkinter",
    "commands": "subprocess",
    "__builtin__": "builtins",
    "md5": "hashlib",
    "sets": "set",
    "distutils": "setuptools",
    "imp": "importlib",
}
#: Of packages that are here, and where it went.
MOVED = {
    "sklearn.cross_validation": "its functions now live in `sklearn.model_selection`",
    "sklearn.grid_search": "`GridSearchCV` now lives in `sklearn.model_selection`",
    "sklearn.learning_curve": "`learning_curve` now lives in `sklearn.model_selection`",
    "sklearn.externals.six": "Python's own modules hold what it had, such as `io.StringIO`",
    "sklearn.externals.joblib": "`import joblib` does the same",
    "pandas.tools": "its functions now live in `pandas` itself",
    "pandas.tools.plotting": "its functions now live in `pandas.plotting`",
}


def _package(said: Said) -> str:
    name = said["name"]
    return f"`{name}` is not available, for {WITHOUT}; {PACKAGES[name]}. {THERE}"


def _either(names: "dict[str, str]") -> str:
    return "|".join(name.replace(".", r"\.") for name in names)


def _own(said: Said) -> str:
    """Tell a name that nobody knows: a slip of the pen, or a file of one's own."""
    top = said["name"].partition(".")[0]
    if top in PACKAGES or said["name"] in {*PYTHON_2, *MOVED} or top in {"google", *IMPORTED}:
        return ""
    meant = nearest(top, IMPORTED)
    if (meant and top.casefold() != meant.casefold()) or top in (
        "Keras",
        "Tensorflow",
        "TensorFlow",
    ):
        return f"There is no module `{top}`; today's spelling is `{meant}`."
    if top in sys.stdlib_module_names:
        return f"`{said['name']}` belongs to Python, but is not available here. Is it needed?"
    return (
        f"`{top}` is no package of this course; if it is a file of your own, it was not handed in "
        f"with this one. {THERE}"
    )


def _inside(said: Said) -> str:
    """Tell a module that a package of this course does not have."""
    name = said["name"]
    if name in MOVED:
        return f"`{name}` was removed; {MOVED[name]}."
    return f"Today's `{name.partition('.')[0]}` has no `{name}`. What was it meant to do?"


MODULE = "ModuleNotFoundError ImportError"
ENTRIES: tuple[Entry, ...] = (
    Breakage(
        "",
        MODULE,
        r"No module named 'google\.colab",
        "That package exists only in Colab. Does the code need it?",
        in_contract="The data comes through the arguments.",
    ),
    Breakage("", MODULE, rf"No module named '(?P<name>{_either(PACKAGES)})\b", _package),
    Breakage(
        "",
        MODULE,
        rf"No module named '(?P<name>{_either(PYTHON_2)})'",
        lambda said: (
            f"`{said['name']}` belongs to an older Python; today's spelling is "
            f"`{PYTHON_2[said['name']]}`."
        ),
    ),
    Breakage(
        "",
        MODULE,
        r"No module named '(?P<name>(?:numpy|pandas|sklearn|scipy|matplotlib)\.[\w.]+)'",
        _inside,
    ),
    Breakage("", MODULE, r"No module named '(?P<name>[\w.]+)'", _own),
    Breakage(
        "",
        "ImportError",
        r"You must install (?P<name>pydot|graphviz)",
        "The picture of a network needs `{name}`, which is not available here; `model.summary()` "
        "shows the layers without it.",
    ),
    Breakage(
        "",
        "TBNotInstalledError",
        r"TensorBoard is not installed",
        "The callback `TensorBoard` needs the package `tensorboard`, which is not available here; "
        "the numbers of a training are in what `fit` gives back.",
    ),
    Breakage(
        "",
        "ImportError",
        r"Cannot load backend '(?P<name>\w+)'",
        "`{name}` opens windows, and there is no screen here; matplotlib draws without that line.",
    ),
)
