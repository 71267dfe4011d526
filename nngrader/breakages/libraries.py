"""NumPy, scikit-learn, pandas, matplotlib and Python itself: what older programs ask of them."""

import re

from nngrader.breakages._entry import Breakage, Entry, Said
from nngrader.breakages._names import PUBLIC
from nngrader.breakages._spelling import home_of, nearest

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
    "ix": "`.loc` picks by name and `.iloc` by number",
    "as_matrix": "today's spelling is `.to_numpy()`",
    "append": "today's spelling is `pd.concat([..., ...])`",
    "iteritems": "today's spelling is `.items()`",
}
#: Names that were removed from modules of packages that are here, and what to write today.
REMOVED = {
    "sklearn.datasets.load_boston": "another table, such as `load_diabetes`, does for practice",
    "sklearn.datasets.fetch_mldata": "`keras.datasets.mnist` holds the digits",
    "sklearn.preprocessing.Imputer": "today's spelling is `SimpleImputer` in `sklearn.impute`",
    "sklearn.preprocessing.CategoricalEncoder": "today's spelling is `OneHotEncoder`",
    "sklearn.externals.joblib": "`import joblib` does the same",
    "sklearn.cross_validation": "its functions now live in `sklearn.model_selection`",
    "sklearn.grid_search": "its functions now live in `sklearn.model_selection`",
    "sklearn.metrics.plot_confusion_matrix": "today's spelling is `ConfusionMatrixDisplay`",
    "scipy.misc.imread": "`matplotlib.pyplot.imread` reads pictures",
    "scipy.misc.imresize": "pictures are resized by `keras.ops.image.resize`",
    "scipy.misc.imsave": "`matplotlib.pyplot.imsave` writes pictures",
    "scipy.misc.toimage": "`matplotlib.pyplot.imshow` shows pictures",
    "time.clock": "today's spelling is `time.perf_counter`",
    "itertools.izip": "today's spelling is `zip`",
    "itertools.imap": "today's spelling is `map`",
    "string.maketrans": "today's spelling is `str.maketrans`",
    "collections.Iterable": "today's spelling is `collections.abc.Iterable`",
    "collections.Mapping": "today's spelling is `collections.abc.Mapping`",
    "collections.Callable": "today's spelling is `collections.abc.Callable`",
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
    ("OneHotEncoder", "sparse"): "was renamed; today's spelling is `sparse_output`",
    ("OneHotEncoder", "categorical_features"): "was removed; `ColumnTransformer` picks the columns",
    ("OneHotEncoder", "n_values"): "was removed; today's spelling is `categories`",
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


def _removed(said: Said) -> str:
    name = f"{said['module']}.{said['name']}"
    return f"`{name}` was removed; {REMOVED[name]}." if name in REMOVED else ""


def _undefined(said: Said) -> str:
    """Tell a name that was never defined: of Python 2, not imported, or a slip of the pen."""
    name = said["name"]
    if name in PYTHON_2:
        return f"`{name}` belongs to Python 2; today's spelling is `{PYTHON_2[name]}`."
    if name in SHORT:
        return f"`{name}` was never imported: `{SHORT[name]}`."
    home = ELSEWHERE.get(name) or (home_of(name) if name in WELL_KNOWN else "")
    if home:
        return f"`{name}` was never imported; it lives in `{home}`."
    meant = nearest(name, WELL_KNOWN | set(ELSEWHERE)) if len(name) > 3 else ""
    worded = name[0].isupper() or ("_" in name and meant.islower())
    alike = meant and worded and abs(len(meant) - len(name)) <= 2
    return f"There is no `{name}`; today's spelling is `{meant}`." if alike else ""


def _sklearn_argument(said: Said) -> str:
    told = SKLEARN.get((said["owner"], said["word"]), "")
    return f"The argument `{said['word']}` {told}." if told else ""


def _numpy_alias(said: Said) -> str:
    name = said["name"]
    return f"`np.{name}` was removed; today's spelling is `{name}`, or `np.{_sized(name)}`."


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
        "`np.{name}` was removed; today's spelling is `{now}`.",
    ),
    Breakage(
        "",
        "AttributeError",
        rf"^module 'numpy' has no attribute '(?P<name>{'|'.join(NUMPY)})'",
        lambda said: (
            f"`numpy.{said['name']}` was removed; today's spelling is `{NUMPY[said['name']]}`."
        ),
    ),
    Breakage(
        "",
        "AttributeError",
        rf"^'(?P<owner>DataFrame|Series)' object has no attribute '(?P<name>{'|'.join(FRAMES)})'",
        lambda said: (
            f"`.{said['name']}` of a `{said['owner']}` was removed; {FRAMES[said['name']]}."
        ),
    ),
    Breakage(
        "",
        "KeyError",
        r"None of \[Index\(\[\d[\s\S]*in the \[columns\]",
        "`[...]` picks columns of a `DataFrame`, and these are numbers of rows; `.iloc[...]` picks "
        "rows. Data of `fetch_openml` is such a table, unless it is told `as_frame=False`.",
    ),
    Breakage(
        "",
        "ImportError",
        r"`load_boston` has been removed",
        f"`sklearn.datasets.load_boston` was removed; {REMOVED['sklearn.datasets.load_boston']}.",
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
        lambda said: (
            f"`{said['name']}` belongs to Python 2; today's spelling is "
            f"`{DICTIONARY[said['name']]}`."
        ),
    ),
    Breakage(
        "",
        "TypeError",
        r"^'(?P<name>map|filter|zip|dict_keys|dict_values|dict_items)' object is not subscriptable",
        "`{name}` gives no list today; `list(...)` around it makes one, as in Python 2.",
    ),
    Breakage(
        "",
        "OSError",
        r"^'(?P<name>seaborn[\w-]*)' is not a valid package style",
        "The style `{name}` was renamed; today's spelling begins with `seaborn-v0_8`.",
    ),
    Breakage(
        "",
        "ValueError",
        r"^could not convert string to float: (?:np\.str_\()?'?(?P<text>[^')]*)",
        "`{text}` is text where a number was wanted. Which column holds it, and is it a feature or "
        "the label?",
    ),
    Breakage(
        "",
        "ValueError",
        r"^Found input variables with inconsistent numbers of samples: \[(?P<counts>[\d, ]+)\]",
        lambda said: (
            f"The arrays have {re.sub(', ', ' and ', said['counts'])} rows, and every row needs "
            "its label. Which line made them differ?"
        ),
    ),
)
