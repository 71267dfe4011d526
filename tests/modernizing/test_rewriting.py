"""Old Keras becomes today's, and nothing else is touched."""

import ast
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nngrader.modernizing import Change, Modernized, modernized
from nngrader.modernizing._rewriting import LONGEST, MOST_LINES
from tests.modernizing.snippets import NETWORK, SETTING, SNIPPETS, Snippet

ROOT = Path(__file__).parents[2]
#: Rules whose mistake is old Keras itself.
OLD = ("decay_ignored", "old_keras_healed", "rate_set_under_old_name", "stopped_by_old_keras")
MODERN = sorted(
    {
        *ROOT.glob("solutions/**/*.py"),
        *ROOT.glob("assignments/**/*.py"),
        *ROOT.glob("nngrader/rules/*/good.py"),
        *ROOT.glob("nngrader/rules/*/bad.py"),
    }
    - {ROOT / f"nngrader/rules/{rule}/bad.py" for rule in OLD}
)


def names(snippet: Snippet) -> str:
    return snippet.before.splitlines()[0][:50]


@pytest.mark.parametrize("snippet", SNIPPETS, ids=names)
def test_old_becomes_new(snippet: Snippet) -> None:
    found = modernized(snippet.whole)

    assert found.code == snippet.healed
    assert tuple(change.number for change in found.changes) == snippet.numbers


@pytest.mark.parametrize("snippet", SNIPPETS, ids=names)
def test_what_was_healed_is_left_alone(snippet: Snippet) -> None:
    assert modernized(snippet.healed) == Modernized(snippet.healed)


@pytest.mark.parametrize("file", MODERN, ids=lambda file: f"{file.parent.name}-{file.name}")
def test_modern_code_comes_back_as_it_is(file: Path) -> None:
    code = file.read_text(encoding="utf-8")

    assert modernized(code) == Modernized(code)


LEFT_ALONE = {
    "another library's lr": "import torch\nopt = torch.optim.SGD(net.parameters(), lr=0.1)",
    "another library's class": "from torch.optim import SGD\nSGD(p, lr=0.1)",
    "an own class": "from keras.optimizers import Adam\nclass Adam:\n    pass\nAdam(lr=0.1)",
    "an own subclass": "from keras.layers import Dense\nclass Mine(Dense): pass\nMine(output_dim=3)",
    "an own network's arguments": "class Net(keras.Model): pass\nNet(input=3)",
    "an own module": "from .layers.core import Dense",
    "an own function": "def to_categorical(y): return y\nto_categorical(y)",
    "either of two": "from keras.optimizers import SGD\nif y: from torch.optim import SGD\nSGD(lr=1)",
    "a star of a stranger": "from strange import *\nAdam(lr=0.1)",
    "an unknown fit": "def f(m):\n    m.fit(x, y, workers=2)\n    m.save('a')",
    "sklearn's proba": "from sklearn.svm import SVC\nm = SVC()\nm.fit(x, y)\nm.predict_proba(x)",
    "sklearn's rows": "from sklearn.svm import SVC\nm = SVC()\nm.fit(x, y)\nm.predict([[0, 1]])",
    "an unknown proba": "def f(m): return m.predict_proba(x)",
    "a name that is not there": "from keras.layers.core import Dense, Merge",
    "what is gone for good": "from keras.wrappers.scikit_learn import KerasClassifier",
    "an embedding's width": "keras.layers.Embedding(input_dim=3, output_dim=4)",
    "a stride that may be meant": "keras.layers.Conv2D(8, 3, 3)",
    "both names": "keras.layers.Dropout(rate=0.5, p=0.5)",
    "batch normalization's other modes": "keras.layers.BatchNormalization(mode=2)",
    "another period": "keras.callbacks.ModelCheckpoint('a.keras', period=5)",
    "an old format by name": f"{NETWORK}model.save('net.h5')",
    "a name that is made": f"{NETWORK}model.save('net' + str(1))",
    "an argument with a remark": "keras.optimizers.SGD(0.1, decay=0,  # slower\n momentum=0.9)",
    "counted rows": f"{NETWORK}model.fit_generator(g, samples_per_epoch=4, nb_epoch=3)",
    "bool of numpy": "np.bool",
    "numpy's float under a new float": "float = np.float64\nnp.float",
    "text": "'''from keras.layers.core import Dense\nSGD(lr=0.1)'''  # np_utils.to_categorical",
    "acc as it was asked for": "model.compile('sgd', 'mse', metrics=['acc'])\nh.history['acc']",
    "a table": "model.compile('sgd', 'mse', metrics=['accuracy'])\ntable = {}\ntable['acc']",
    "a metric elsewhere": "import re\nre.compile('x')\nother(metrics='accuracy')",
    "several inputs": f"{NETWORK}model.predict([x, x])",
    "another optimizer's lr": "import torch\no = torch.optim.Adam(p)\no.lr = 1",
    "a function called print": "print('a')\nprint ('b')",
    "keras itself": "import tf_keras\nfrom tf_keras.layers.core import Dense",
}


@pytest.mark.parametrize("name", sorted(LEFT_ALONE.keys() - {"counted rows"}))
def test_leaves_alone(name: str) -> None:
    code = f"{SETTING}{LEFT_ALONE[name]}\n"

    assert modernized(code) == Modernized(code)


def test_a_generator_that_counts_rows_keeps_its_method() -> None:
    code = f"{SETTING}{LEFT_ALONE['counted rows']}\n"

    assert modernized(code).code == code.replace("nb_epoch", "epochs")


@pytest.mark.parametrize(
    "last",
    [
        "model.add(Dense(k()))",
        "model.add(Dense(k(), activation='sigmoid'))",
        "model.add(Lambda(f))",
        "model.add(Dense(1)); other = Sequential(); other.add(Dense(3))",
    ],
)
def test_classes_are_left_alone_where_the_number_of_answers_is_unsure(last: str) -> None:
    start = "from keras.models import Sequential\nfrom keras.layers import Dense, Lambda\n"
    code = f"{start}model = Sequential()\n{last}\nmodel.predict_classes(x)\n"

    assert modernized(code) == Modernized(code)


@pytest.mark.parametrize("units", ["3", "n", "k(), activation='softmax'"])
def test_classes_are_made_where_it_is_sure(units: str) -> None:
    start = "from keras.models import Sequential\nfrom keras.layers import Dense\nn = 10\n"
    code = f"{start}model = Sequential([Dense({units})])\nmodel.predict_classes(x)\n"

    assert modernized(code).code.endswith("\nmodel.predict(x).argmax(axis=-1)\n")


def test_a_network_that_a_function_makes_is_known() -> None:
    code = (
        "from keras.models import Sequential\ndef make():\n    net = Sequential()\n    return net\n"
        "net = make()\nnet.save('a')\n"
    )

    assert modernized(code).code == code.replace("'a'", "'a.keras'")


def test_a_network_of_an_object_is_known() -> None:
    code = (
        "import keras\nclass A:\n    def __init__(self):\n        self.net = keras.Sequential()\n"
        "    def go(self):\n        self.net.save('a')\n"
    )

    assert modernized(code).code == code.replace("'a'", "'a.keras'")


def test_either_of_two_imports_of_the_same_thing_is_that_thing() -> None:
    code = (
        "try:\n    from keras.layers.core import Dense\nexcept ImportError:\n"
        "    from keras.layers import Dense\nDense(output_dim=3)\n"
    )

    assert modernized(code).code.endswith(
        "from keras.layers import Dense\nexcept ImportError:\n"
        "    from keras.layers import Dense\nDense(units=3)\n"
    )


def test_a_change_says_what_where_and_why() -> None:
    code = "from keras.optimizers import SGD\n\nopt = SGD(\n    momentum=0.9,\n    lr=0.1)\n"

    assert modernized(code).changes == (
        Change(
            "K25",
            5,
            "SGD( momentum=0.9, lr=0.1)",
            "SGD( momentum=0.9, learning_rate=0.1)",
            "`lr` was renamed in Keras 2.3",
        ),
    )


def test_a_long_line_is_shown_around_what_changed() -> None:
    long = ", ".join(f"value_{n}=2" for n in range(30))
    code = f"from keras.models import Model\nm = Model()\nm.fit(x, {long}, nb_epoch=3, a=1)\n"

    (change,) = modernized(code).changes

    assert (change.before, change.after) == (
        "…value_28=2, value_29=2, nb_epoch=3, a=1)",
        "…value_28=2, value_29=2, epochs=3, a=1)",
    )


def test_letters_of_any_language_stand_before_what_changes() -> None:
    code = "from keras.optimizers import SGD\ngröße = 'äöü漢'; opt = SGD(lr=0.1)  # ćšž\n"

    assert modernized(code).code == code.replace("lr=", "learning_rate=")


@pytest.mark.parametrize(
    "code",
    [
        "from keras.layers.core import (",
        "x = 'keras",
        "SGD(lr=0.1) keras",
        "import keras\n\tx\n  y",
    ],
)
def test_what_python_cannot_read_comes_back(code: str) -> None:
    assert modernized(code) == Modernized(code)


def test_what_is_nested_too_deeply_comes_back() -> None:
    code = f"import keras\nx = {'-' * 3000}1\nkeras.layers.Dropout(p=0.5)\n"

    assert modernized(code) == Modernized(code)


OLD = "import keras\nkeras.layers.Dropout(p=0.5)"


def test_code_of_the_most_lines_is_read_and_longer_code_is_not() -> None:
    most = OLD + "\n" * (MOST_LINES - 2)

    assert modernized(most).changes
    assert modernized(f"{most}\n") == Modernized(f"{most}\n")


def test_code_of_the_most_characters_is_read_and_longer_code_is_not() -> None:
    most = f"{OLD}  #{'-' * (LONGEST - len(OLD) - 3)}"

    assert len(most) == LONGEST
    assert modernized(most).changes
    assert not modernized(f"{most}-").changes


def test_three_hundred_old_lines_take_less_than_a_third_of_a_second() -> None:
    lines = "\n".join(s.before for s in SNIPPETS if "print " not in s.before).split("\n")
    code = "\n".join([*SETTING.split("\n"), *NETWORK.split("\n"), *(lines * 3)][:300])
    assert code.count("\n") > 290
    ast.parse(code)
    modernized(code)  # whatever is read once

    begun = time.process_time()
    found = modernized(code)

    assert time.process_time() - begun < 0.3
    assert len(found.changes) > 50


READABLE = [s for s in SNIPPETS if "print " not in s.before and "import *" not in s.before]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(READABLE), max_size=12), st.booleans())
def test_no_line_is_added_or_removed_and_nothing_is_left_for_a_second_time(
    chosen: list[Snippet], inside: bool
) -> None:
    """Whatever old pieces follow each other, at the top or in a function."""
    parts = "\n".join(f"{s.setting}{s.before}  # kept" for s in chosen)
    code = f"{SETTING}{parts}\n"
    if inside:
        rows = "\n".join(f"    {row}" for row in parts.split("\n"))
        code = f"{SETTING}def main():\n    pass\n{rows}\n"

    found = modernized(code)

    assert found.code.count("\n") == code.count("\n")
    assert found.code.count("# kept") == len(chosen)
    assert modernized(found.code) == Modernized(found.code)
    ast.parse(found.code)
    changed = {change.line for change in found.changes}
    pairs = zip(code.split("\n"), found.code.split("\n"), strict=True)
    differing = {number for number, (a, b) in enumerate(pairs, start=1) if a != b}
    assert changed <= differing
