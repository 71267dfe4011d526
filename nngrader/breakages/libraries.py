"""NumPy, scikit-learn, pandas, matplotlib and Python itself: what older programs ask of them."""

from nngrader.breakages._entry import Breakage, Entry, Said
from nngrader.breakages._names import PUBLIC
from nngrader.breakages._spelling import home_of, nearest, removed, spelling
from nngrader.language import Text, both, say

#: Of NumPy, without a hint in NumPy's own words.
NUMPY = {
    "asscalar": "array.item()",
    "product": "numpy.prod",
    "cumproduct": "numpy.cumprod",
    "in1d": "numpy.isin",
    "trapz": "numpy.trapezoid",
    "alltrue": "numpy.all",
    "sometrue": "numpy.any",
}
FRAMES = {
    "ix": say("`.loc` picks by name and `.iloc` by number"),
    "as_matrix": spelling(".to_numpy()"),
    "append": spelling("pd.concat([..., ...])"),
    "iteritems": spelling(".items()"),
}
LOAD_BOSTON = "sklearn.datasets.load_boston"
#: Names that were removed from modules of packages that are here, and what to write today.
REMOVED = {
    LOAD_BOSTON: say("another table, such as `load_diabetes`, does for practice"),
    "sklearn.datasets.fetch_mldata": say("`keras.datasets.mnist` holds the digits"),
    "sklearn.preprocessing.Imputer": say("today's spelling is `SimpleImputer` in `sklearn.impute`"),
    "sklearn.preprocessing.CategoricalEncoder": spelling("OneHotEncoder"),
    "sklearn.externals.joblib": say("`import joblib` does the same"),
    "sklearn.cross_validation": say("its functions now live in `sklearn.model_selection`"),
    "sklearn.grid_search": say("its functions now live in `sklearn.model_selection`"),
    "sklearn.metrics.plot_confusion_matrix": spelling("ConfusionMatrixDisplay"),
    "scipy.misc.imread": say("`matplotlib.pyplot.imread` reads pictures"),
    "scipy.misc.imresize": say("pictures are resized by `keras.ops.image.resize`"),
    "scipy.misc.imsave": say("`matplotlib.pyplot.imsave` writes pictures"),
    "scipy.misc.toimage": say("`matplotlib.pyplot.imshow` shows pictures"),
    "time.clock": spelling("time.perf_counter"),
    "itertools.izip": spelling("zip"),
    "itertools.imap": spelling("map"),
    "string.maketrans": spelling("str.maketrans"),
    "collections.Iterable": spelling("collections.abc.Iterable"),
    "collections.Mapping": spelling("collections.abc.Mapping"),
    "collections.Callable": spelling("collections.abc.Callable"),
}
PYTHON_2 = {
    "raw_input": "input",
    "xrange": "range",
    "unicode": "str",
    "long": "int",
    "basestring": "str",
    "unichr": "chr",
    "reduce": "functools.reduce",
    "execfile": "exec(open(...).read())",
    "reload": "importlib.reload",
}
SHORT = {
    "np": "import numpy as np",
    "pd": "import pandas as pd",
    "tf": "import tensorflow as tf",
    "plt": "import matplotlib.pyplot as plt",
    "keras": "import keras",
    "K": "from keras import backend as K",
    "numpy": "import numpy",
    "pandas": "import pandas",
    "tensorflow": "import tensorflow",
    "os": "import os",
    "sys": "import sys",
    "time": "import time",
    "math": "import math",
    "random": "import random",
}
DICTIONARY = {"has_key": "key in dictionary", "iteritems": ".items()", "itervalues": ".values()"}
SKLEARN = {
    ("OneHotEncoder", "sparse"): say(
        "The argument `sparse` was renamed; today's spelling is `sparse_output`."
    ),
    ("OneHotEncoder", "categorical_features"): say(
        "The argument `categorical_features` was removed; `ColumnTransformer` picks the columns."
    ),
    ("OneHotEncoder", "n_values"): say(
        "The argument `n_values` was removed; today's spelling is `categories`."
    ),
}
MODULES = ("keras.layers", "keras.models", "keras.optimizers", "keras.callbacks", "keras.utils")
WELL_KNOWN = {name for module in MODULES for name in PUBLIC[module] if len(name) > 3}
ELSEWHERE = {
    "train_test_split": "sklearn.model_selection",
    "StandardScaler": "sklearn.preprocessing",
    "MinMaxScaler": "sklearn.preprocessing",
    "LabelEncoder": "sklearn.preprocessing",
    "OneHotEncoder": "sklearn.preprocessing",
    "LabelBinarizer": "sklearn.preprocessing",
    "load_iris": "sklearn.datasets",
    "load_digits": "sklearn.datasets",
    "accuracy_score": "sklearn.metrics",
    "confusion_matrix": "sklearn.metrics",
    "classification_report": "sklearn.metrics",
}


def _removed(said: Said) -> Text | None:
    name = f"{said['module']}.{said['name']}"
    return removed(name, REMOVED[name]) if name in REMOVED else None


def _undefined(said: Said) -> Text | None:
    """Tell a name that was never defined: of Python 2, not imported, or a slip of the pen."""
    name = said["name"]
    if name in PYTHON_2:
        return of_python_2(name, PYTHON_2[name])
    if name in SHORT:
        return say("`{name}` was never imported: `{line}`.", name=name, line=SHORT[name])
    home = ELSEWHERE.get(name) or (home_of(name) if name in WELL_KNOWN else "")
    if home:
        return say("`{name}` was never imported; it lives in `{home}`.", name=name, home=home)
    meant = nearest(name, WELL_KNOWN | set(ELSEWHERE)) if len(name) > 3 else ""
    worded = name[0].isupper() or ("_" in name and meant.islower())
    if not meant or not worded or abs(len(meant) - len(name)) > 2:
        return None
    return say("There is no `{name}`; today's spelling is `{meant}`.", name=name, meant=meant)


def of_python_2(name: str, now: str) -> Text:
    """Say what stands in the place of a name of Python 2."""
    return say("`{name}` belongs to Python 2; today's spelling is `{now}`.", name=name, now=now)


def _sklearn_argument(said: Said) -> Text | None:
    return SKLEARN.get((said["owner"], said["word"]))


def _numpy_alias(said: Said) -> Text:
    name = said["name"]
    return say(
        "`np.{name}` was removed; today's spelling is `{name}`, or `np.{sized}`.",
        name=name,
        sized=_sized(name),
    )


def _sized(name: str) -> str:
    return {"float": "float64", "int": "int64", "complex": "complex128"}.get(name, f"{name}_")


ENTRIES: tuple[Entry, ...] = (
    Breakage(
        "",
        "AttributeError",
        r"^module 'numpy' has no attribute '(?P<name>float|int|complex|bool|str|object)'",
        _numpy_alias,
    ),
    Breakage(
        "",
        "AttributeError",
        r"^`np\.(?P<name>\w+)` was removed in the NumPy 2\.0 release\. Use `(?P<now>[^`]+)`",
        say("`np.{name}` was removed; today's spelling is `{now}`."),
    ),
    Breakage(
        "",
        "AttributeError",
        rf"^module 'numpy' has no attribute '(?P<name>{'|'.join(NUMPY)})'",
        lambda said: removed(f"numpy.{said['name']}", spelling(NUMPY[said["name"]])),
    ),
    Breakage(
        "",
        "AttributeError",
        rf"^'(?P<owner>DataFrame|Series)' object has no attribute '(?P<name>{'|'.join(FRAMES)})'",
        lambda said: say(
            "`.{name}` of a `{owner}` was removed; {instead}.",
            name=said["name"],
            owner=said["owner"],
            instead=FRAMES[said["name"]],
        ),
    ),
    Breakage(
        "",
        "KeyError",
        r"None of \[Index\(\[\d[\s\S]*in the \[columns\]",
        say(
            "`[...]` picks columns of a `DataFrame`, and these are numbers of rows; `.iloc[...]` picks "
            "rows. Data of `fetch_openml` is such a table, unless it is told `as_frame=False`."
        ),
    ),
    Breakage(
        "",
        "ImportError",
        r"`load_boston` has been removed",
        lambda _: removed(LOAD_BOSTON, REMOVED[LOAD_BOSTON]),
    ),
    Breakage(
        "",
        "ImportError",
        r"cannot import name '(?P<name>\w+)' from '(?P<module>(?!keras|tensorflow)[\w.]+)'",
        _removed,
    ),
    Breakage(
        "",
        "AttributeError",
        r"^module '(?P<module>(?!keras|tensorflow|numpy)[\w.]+)' has no attribute '(?P<name>\w+)'",
        _removed,
    ),
    Breakage(
        "",
        "TypeError",
        r"^(?P<owner>\w+)\.__init__\(\) got an unexpected keyword argument '(?P<word>\w+)'",
        _sklearn_argument,
    ),
    Breakage("", "NameError", r"^name '(?P<name>\w+)' is not defined", _undefined),
    Breakage(
        "",
        "AttributeError",
        rf"^'dict' object has no attribute '(?P<name>{'|'.join(DICTIONARY)})'",
        lambda said: of_python_2(said["name"], DICTIONARY[said["name"]]),
    ),
    Breakage(
        "",
        "TypeError",
        r"^'(?P<name>map|filter|zip|dict_keys|dict_values|dict_items)' object is not subscriptable",
        say("`{name}` gives no list today; `list(...)` around it makes one, as in Python 2."),
    ),
    Breakage(
        "",
        "OSError",
        r"^'(?P<name>seaborn[\w-]*)' is not a valid package style",
        say("The style `{name}` was renamed; today's spelling begins with `seaborn-v0_8`."),
    ),
    Breakage(
        "",
        "ValueError",
        r"^could not convert string to float: (?:np\.str_\()?'?(?P<text>[^')]*)",
        say(
            "`{text}` is text where a number was wanted. Which column holds it, and is it a feature or "
            "the label?"
        ),
    ),
    Breakage(
        "",
        "ValueError",
        r"^Found input variables with inconsistent numbers of samples: \[(?P<counts>[\d, ]+)\]",
        lambda said: say(
            "The arrays have {counts} rows, and every row needs its label. "
            "Which line made them differ?",
            counts=both(said["counts"].split(", ")),
        ),
    ),
)
