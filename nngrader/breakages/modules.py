"""Modules that are not there: other people's packages, Python 2's, and files of one's own."""

import sys
from collections.abc import Iterable

from nngrader.breakages._entry import Breakage, Entry, Said
from nngrader.breakages._spelling import nearest, removed
from nngrader.language import Text, say, sentences

THERE = say("There are keras, tensorflow, numpy, pandas, scikit-learn, scipy and matplotlib.")
IMPORTED = ("keras", "tensorflow", "numpy", "pandas", "sklearn", "scipy", "matplotlib")

#: Packages that beginners' programs import and that are not here, and what may stand in their place.
PACKAGES = {
    "torch": say("a network of this course is built with Keras"),
    "torchvision": say("a network of this course is built with Keras"),
    "theano": say("a network of this course is built with Keras"),
    "tflearn": say("a network of this course is built with Keras"),
    "pybrain": say("a network of this course is built with Keras"),
    "jax": say("a network of this course is built with Keras"),
    "cv2": say("matplotlib reads and shows pictures as well"),
    "skimage": say("matplotlib reads and shows pictures as well"),
    "imageio": say("matplotlib reads and shows pictures as well"),
    "seaborn": say("matplotlib draws as well"),
    "plotly": say("matplotlib draws as well"),
    "bokeh": say("matplotlib draws as well"),
    "mlxtend": say("matplotlib draws as well"),
    "livelossplot": say("matplotlib draws as well"),
    "tensorflow_datasets": say("well-known data comes from `keras.datasets` or `sklearn.datasets`"),
    "mnist": say("the digits come from `keras.datasets.mnist`"),
    "python_mnist": say("the digits come from `keras.datasets.mnist`"),
    "tensorflow_addons": say("Keras itself holds most of what it had"),
    "tensorflow_hub": say("networks of this course learn from the beginning"),
    "transformers": say("networks of this course learn from the beginning"),
    "xgboost": say("a network of this course is built with Keras"),
    "lightgbm": say("a network of this course is built with Keras"),
    "scikeras": say("`SKLearnClassifier` in `keras.wrappers` takes its place"),
    "keras_tuner": say("a loop over a few settings does the same"),
    "kerastuner": say("a loop over a few settings does the same"),
    "talos": say("a loop over a few settings does the same"),
    "hyperopt": say("a loop over a few settings does the same"),
    "optuna": say("a loop over a few settings does the same"),
    "tensorboard": say("the numbers of a training are in what `fit` gives back"),
    "wandb": say("the numbers of a training are in what `fit` gives back"),
    "pydot": say("`model.summary()` shows the layers without it"),
    "graphviz": say("`model.summary()` shows the layers without it"),
    "visualkeras": say("`model.summary()` shows the layers without it"),
    "ann_visualizer": say("`model.summary()` shows the layers without it"),
    "IPython": say("a notebook has `display` without it"),
    "ipywidgets": say("the code runs without a person beside it"),
    "gym": say("the rows of the task do not come from it"),
    "nltk": say("the rows of the task do not come from it"),
    "kaggle": say("there is no network here"),
    "wget": say("there is no network here"),
    "gdown": say("there is no network here"),
    "ucimlrepo": say("there is no network here"),
    "openpyxl": say("pandas reads `.csv` without it"),
    "xlrd": say("pandas reads `.csv` without it"),
    "tqdm": say("`fit` shows its own progress"),
    "pydotplus": say("`model.summary()` shows the layers without it"),
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
    "sklearn.cross_validation": say("its functions now live in `sklearn.model_selection`"),
    "sklearn.grid_search": say("`GridSearchCV` now lives in `sklearn.model_selection`"),
    "sklearn.learning_curve": say("`learning_curve` now lives in `sklearn.model_selection`"),
    "sklearn.externals.six": say("Python's own modules hold what it had, such as `io.StringIO`"),
    "sklearn.externals.joblib": say("`import joblib` does the same"),
    "pandas.tools": say("its functions now live in `pandas` itself"),
    "pandas.tools.plotting": say("its functions now live in `pandas.plotting`"),
}


def _package(said: Said) -> Text:
    found = say(
        "`{name}` is not available, for it is not part of this course; {instead}.",
        name=said["name"],
        instead=PACKAGES[said["name"]],
    )
    return sentences(found, THERE)


def _either(names: Iterable[str]) -> str:
    return "|".join(name.replace(".", r"\.") for name in names)


def _own(said: Said) -> Text | None:
    """Tell a name that nobody knows: a slip of the pen, or a file of one's own."""
    top = said["name"].partition(".")[0]
    if top in PACKAGES or said["name"] in {*PYTHON_2, *MOVED} or top in {"google", *IMPORTED}:
        return None
    meant = nearest(top, IMPORTED)
    if (meant and top.casefold() != meant.casefold()) or top in (
        "Keras",
        "Tensorflow",
        "TensorFlow",
    ):
        return say(
            "There is no module `{name}`; today's spelling is `{meant}`.", name=top, meant=meant
        )
    if top in sys.stdlib_module_names:
        return say(
            "`{name}` belongs to Python, but is not available here. Is it needed?",
            name=said["name"],
        )
    found = say(
        "`{name}` is no package of this course; if it is a file of your own, it was not handed in "
        "with this one.",
        name=top,
    )
    return sentences(found, THERE)


def _inside(said: Said) -> Text:
    """Tell a module that a package of this course does not have."""
    name = said["name"]
    if name in MOVED:
        return removed(name, MOVED[name])
    return say(
        "Today's `{module}` has no `{name}`. What was it meant to do?",
        module=name.partition(".")[0],
        name=name,
    )


MODULE = "ModuleNotFoundError ImportError"
ENTRIES: tuple[Entry, ...] = (
    Breakage(
        "",
        MODULE,
        r"No module named 'google\.colab",
        say("That package exists only in Colab. Does the code need it?"),
        in_contract=say("The data comes through the arguments."),
    ),
    Breakage("", MODULE, rf"No module named '(?P<name>{_either(PACKAGES)})\b", _package),
    Breakage(
        "",
        MODULE,
        rf"No module named '(?P<name>{_either(PYTHON_2)})'",
        lambda said: say(
            "`{name}` belongs to an older Python; today's spelling is `{now}`.",
            name=said["name"],
            now=PYTHON_2[said["name"]],
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
        say(
            "The picture of a network needs `{name}`, which is not available here; `model.summary()` "
            "shows the layers without it."
        ),
    ),
    Breakage(
        "",
        "TBNotInstalledError",
        r"TensorBoard is not installed",
        say(
            "The callback `TensorBoard` needs the package `tensorboard`, which is not available here; "
            "the numbers of a training are in what `fit` gives back."
        ),
    ),
    Breakage(
        "",
        "ImportError",
        r"Cannot load backend '(?P<name>\w+)'",
        say(
            "`{name}` opens windows, and there is no screen here; matplotlib draws without that line."
        ),
    ),
)
