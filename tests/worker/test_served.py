"""The rows of the course under the names that tutorials use, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from nngrader.datasets import iris, xor
from nngrader.executors._conversation import Conversation
from nngrader.executors._script import script_request
from nngrader.executors.local import Local
from nngrader.jobs import Array, Limits, Submission
from nngrader.training_memory import Nothing
from nngrader.wire import Frame
from nngrader.worker.served.flowers import of_task
from nngrader.worker.served.iris_files import (
    for_testing,
    is_iris,
    layout,
    written,
)
from nngrader.worker.served.shelf import Kind, Shelf

NAMES = ("setosa", "versicolor", "virginica")
FIRST = np.array([[5.1, 3.5, 1.4, 0.2]])


def begins(place: str, source: str) -> list[str]:
    """The lines of a file with one flower, of the second species."""
    return written(layout(place, source), FIRST, np.array([1]), NAMES).splitlines()


UCI_URL = "https://archive.ics.uci.edu/ml/machine-learning-databases/iris/iris.data"
SEABORN_URL = "https://raw.githubusercontent.com/mwaskom/seaborn-data/master/iris.csv"
KAGGLE = [
    "Id,SepalLengthCm,SepalWidthCm,PetalLengthCm,PetalWidthCm,Species",
    "1,5.1,3.5,1.4,0.2,Iris-versicolor",
]
UNCOUNTED = [line.partition(",")[2] for line in KAGGLE]
UCI = ["5.1,3.5,1.4,0.2,Iris-versicolor"]
SEABORN = [
    "sepal_length,sepal_width,petal_length,petal_width,species",
    "5.1,3.5,1.4,0.2,versicolor",
]
VARIETY = [
    "sepal.length,sepal.width,petal.length,petal.width,variety",
    "5.1,3.5,1.4,0.2,Versicolor",
]
LAYOUTS = {
    "UCI's address": (UCI_URL, "pd.read_csv(url)", UCI),
    "UCI's name": ("iris.data", "open('iris.data')", UCI),
    "Brownlee reads by position": (
        "iris.csv",
        "dataframe = pandas.read_csv('iris.csv', header=None)",
        UCI,
    ),
    "names of its own": (
        "iris.csv",
        "df = pd.read_csv('iris.csv', names=['sepal_length', 'species'])",
        UCI,
    ),
    "names in place of a heading": (
        "iris.csv",
        "df = pd.read_csv('iris.csv', names=cols, header=0)",
        SEABORN,
    ),
    "Kaggle's name": ("../input/Iris.csv", "df = pd.read_csv(PATH)", KAGGLE),
    "Kaggle's columns": ("iris.csv", "df['SepalLengthCm']; df['Species']", KAGGLE),
    "Kaggle's columns by position": ("Iris.csv", "X = df.iloc[:, 1:5].values", KAGGLE),
    "a first column that is dropped": (
        "iris.csv",
        "y = df['species']; df = df.drop(df.columns[0], axis=1)",
        ["Id," + SEABORN[0], "1," + SEABORN[1]],
    ),
    "a first column that is only named": (
        "iris.csv",
        "y = df['species']; print(df.columns[0]); a = df.columns[0]",
        SEABORN,
    ),
    "Kaggle's, whose first column was taken out": (
        "Iris.csv",
        "df['SepalLengthCm']; X = df.iloc[:, 0:4].values",
        UNCOUNTED,
    ),
    "Kaggle's other one": (
        "IRIS.csv",
        "X = df.iloc[:, :4]",
        [SEABORN[0], "5.1,3.5,1.4,0.2,Iris-versicolor"],
    ),
    "seaborn's address": (SEABORN_URL, "df = pd.read_csv(url)", SEABORN),
    "seaborn's columns": ("Iris.csv", "df.sepal_length; df['species']", SEABORN),
    "no word at all": ("iris.csv", "df = pd.read_csv('iris.csv')", SEABORN),
    "a label of a picture is no column": (
        "iris.csv",
        "plt.xlabel('SepalLengthCm')\nprint('Species')",
        SEABORN,
    ),
    "a comment is no column": ("iris.csv", "# df['SepalLengthCm']", SEABORN),
    "variety": ("iris.csv", "y = df['variety']", VARIETY),
    "a class without names of measures": (
        "iris.csv",
        "y = df.pop('class')",
        [
            "sepal_length,sepal_width,petal_length,petal_width,class",
            "5.1,3.5,1.4,0.2,Iris-versicolor",
        ],
    ),
    "R's columns": (
        "iris.csv",
        "df['Sepal.Length']; df['Species']",
        ["Sepal.Length,Sepal.Width,Petal.Length,Petal.Width,Species", "5.1,3.5,1.4,0.2,versicolor"],
    ),
    "scikit-learn's columns": (
        "iris.csv",
        "df['sepal length (cm)']; df['target']",
        [
            "sepal length (cm),sepal width (cm),petal length (cm),petal width (cm),target",
            "5.1,3.5,1.4,0.2,1",
        ],
    ),
    "species as the script compares them": (
        "iris.csv",
        "df.loc[df['species'] == 'Iris-setosa', 'species'] = 0",
        [SEABORN[0], "5.1,3.5,1.4,0.2,Iris-versicolor"],
    ),
    "species as the script replaces them": (
        "Iris.csv",
        "df['Species'].map({'setosa': 0, 'versicolor': 1})",
        [KAGGLE[0], "1,5.1,3.5,1.4,0.2,versicolor"],
    ),
    "TensorFlow's": (
        "http://download.tensorflow.org/data/iris_training.csv",
        "",
        ["1,4,setosa,versicolor,virginica", "5.1,3.5,1.4,0.2,1"],
    ),
    "NumPy reads numbers only": (
        "iris.csv",
        "d = np.loadtxt('iris.csv', delimiter=',')",
        ["5.1,3.5,1.4,0.2,1"],
    ),
    "NumPy leaves a heading out": (
        "iris.csv",
        "d = np.genfromtxt('iris.csv', delimiter=',', skip_header=1)",
        [SEABORN[0], "5.1,3.5,1.4,0.2,1"],
    ),
    "NumPy reads text": (
        "iris.csv",
        "d = np.genfromtxt('iris.csv', delimiter=',', dtype=str)",
        UCI,
    ),
    "another separator": (
        "iris.csv",
        "df = pd.read_csv('iris.csv', sep=';')",
        [line.replace(",", ";") for line in SEABORN],
    ),
    "another call reads without a heading": (
        "iris.csv",
        "pd.read_csv('iris.csv'); pd.read_csv('other.txt', header=None)",
        SEABORN,
    ),
}


@pytest.mark.parametrize(("place", "source", "expected"), LAYOUTS.values(), ids=LAYOUTS)
def test_a_file_of_irises_is_laid_out_for_its_reader(
    place: str, source: str, expected: list[str]
) -> None:
    assert begins(place, source) == expected


@pytest.mark.parametrize(
    ("place", "fits"),
    [
        ("iris.csv", True),
        (r"C:\Users\me\Iris.csv", True),
        ("/content/drive/My Drive/iris-dataset.csv", True),
        ("https://example.org/bezdekIris.data?raw=true", True),
        ("iris.data.txt", True),
        ("iris.names", False),
        ("iris.h5", False),
        ("iris/flowers.csv", False),
        ("wine.csv", False),
    ],
)
def test_irises_are_told_by_the_last_part_of_a_path(place: str, fits: bool) -> None:
    assert is_iris(place) is fits


def test_a_file_for_testing_holds_the_last_ten_of_each_species() -> None:
    species = np.repeat([0, 1, 2], 40)

    assert for_testing("iris_test.csv", species).tolist() == [
        *range(30, 40),
        *range(70, 80),
        *range(110, 120),
    ]
    assert for_testing("iris_training.csv", species).tolist() == list(range(120))


def test_only_the_flowers_to_learn_from_are_handed_out_some_of_them_twice() -> None:
    rows = iris.load()

    own = of_task(rows.x_train, rows.y_train)

    assert own.y.tolist() == [0] * 50 + [1] * 50 + [2] * 50
    assert own.names == rows.classes
    assert {row.tobytes() for row in own.x} == {row.tobytes() for row in rows.x_train}
    assert own.note == (
        "Note: the grader hands out its own 120 flowers here, sorted by species, 30 of them "
        "twice: the exam's flowers are not among them."
    )


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[str]) -> Shelf:
    """A shelf of irises, in an empty working folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return Shelf((Kind(is_iris, str.encode, lambda: told.append("told"), laid_out=True),))


def test_a_file_is_written_when_it_is_asked_for_and_told_once(
    shelf: Shelf, told: list[str]
) -> None:
    place = r"D:\data\Iris.csv"

    first, again = shelf.at(place), shelf.at(place)

    assert first is not None
    assert (first.name, first.read_text()) == ("Iris.csv", place)
    assert again == first
    assert told == ["told"]


@pytest.mark.parametrize("place", ["wine.csv", 3, None, b"iris.csv"])
def test_nothing_else_is_on_the_shelf(shelf: Shelf, told: list[str], place: object) -> None:
    assert shelf.at(place) is None
    assert not told


def test_relative_paths_in_a_text_are_there_before_it_runs(
    shelf: Shelf, told: list[str], tmp_path: Path
) -> None:
    shelf.lay_out(
        "pd.read_csv('data/iris.csv'); open(\"Iris.csv\"); '../iris.csv'; '/iris.csv'; "
        "'https://example.org/iris.csv'; '~/iris.csv'; 'C:\\iris.csv'; 'wine.csv'"
    )

    laid = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.csv"))
    assert laid == ["Iris.csv", "data/iris.csv"]
    assert not told
    shelf.opened("wine.csv")
    assert not told
    shelf.opened("Iris.csv")
    assert told == ["told"]


IRIS = """
import io, os, pathlib, urllib.request
import numpy as np, pandas as pd, requests
import tensorflow as tf
from sklearn import datasets
from sklearn.datasets import load_iris

UCI = "https://archive.ics.uci.edu/ml/machine-learning-databases/iris/iris.data"
print("looked", os.path.exists("data/Iris.csv"))
print("read", pd.read_csv("data/Iris.csv").shape)
print("windows", pd.read_csv(r"C:\\\\me\\\\Iris.csv").shape)
print("drive", pd.read_csv("/content/drive/My Drive/Iris.csv").columns[0])
print("address", pd.read_csv(UCI, header=None).shape)
print("retrieved", pathlib.Path(urllib.request.urlretrieve(UCI, "got")[0]).read_text()[:15])
print("urlopen", urllib.request.urlopen(UCI).readline())
print("requests", requests.get(UCI).text[:15], requests.get(UCI).status_code)
print("numpy", np.loadtxt("/x/iris.txt", delimiter=",", dtype=str).shape)
fetched = tf.keras.utils.get_file("iris_training.csv", "http://t.org/iris_training.csv", file_hash="0")
print("get_file", pathlib.Path(fetched).read_text()[:33])
bunch = load_iris()
print("bunch", bunch.data.shape, bunch.target.tolist() == [0] * 50 + [1] * 50 + [2] * 50)
print("names", bunch.target_names, bunch.feature_names[0], bunch.filename, len(bunch.DESCR) > 999)
print("frame", datasets.load_iris(as_frame=True).frame.shape, load_iris(return_X_y=True)[1].shape)
for missing in ("/x/wine.csv", "wine.csv"):
    try:
        open(missing)
    except FileNotFoundError as error:
        print("missing", error)
try:
    tf.keras.datasets.cifar10.load_data()
except ConnectionError as error:
    print("refused", error)
pd.DataFrame({"a": [1]}).to_csv("iris.csv")
print("own", pd.read_csv("iris.csv").shape)
"""
PICTURES = """
import pathlib
import numpy as np, tensorflow as tf
from keras.datasets import fashion_mnist
from tensorflow.keras.datasets import mnist
from sklearn.datasets import fetch_openml, load_digits, load_iris

(x, y), (x_test, y_test) = mnist.load_data()
print("mnist", x.shape, y.dtype, x_test.shape, y_test[:3])
print("fashion", np.array_equal(fashion_mnist.load_data()[0][0], x))
fetched = tf.keras.utils.get_file("mnist.npz", "https://t.org/mnist.npz", file_hash="0" * 64)
with np.load(fetched) as file:
    print("npz", sorted(file), np.array_equal(file["x_test"], x_test))
frame = fetch_openml("mnist_784", version=1)
print("openml", frame.data.shape, frame.data.columns[0], frame.target.name, frame.target[0] == str(y[0]))
plain = fetch_openml("mnist_784", return_X_y=True, as_frame=False)
print("plain", plain[0].dtype, plain[1].dtype, np.array_equal(plain[0][60000], x_test[0].ravel()))
print("whole", load_iris().data.shape, load_digits().data.shape)
print("irises", pathlib.Path("/x/iris.data").read_text()[:27])
"""


@pytest.fixture(scope="module")
def local() -> Iterator[Local]:
    with Local(memory=Nothing()) as executor:
        yield executor


def run(local: Local, what: str, code: str, arrays: dict[str, Array]) -> Conversation:
    hand_in = Submission(student="s", name="s.py", path="s.py", code=code)
    usual = script_request(hand_in, xor.load(), (0, None), shorten=True, seed=0)
    request = Frame("script", {**usual.body, "serves": what}, arrays)
    return local.workers(Nothing()).converse(request, Limits())


def of_kind(talk: Conversation, kind: str) -> list[str]:
    return [str(frame.body["message"]) for frame in talk.frames if frame.kind == kind]


@pytest.mark.keras
@pytest.mark.sandbox
def test_a_script_gets_the_irises_of_its_task_by_every_way(local: Local) -> None:
    rows = iris.load()

    talk = run(local, "iris", IRIS, {"x_train": rows.x_train, "y_train": rows.y_train})

    assert of_kind(talk, "error") == []
    note = of_task(rows.x_train, rows.y_train).note
    assert talk.output.splitlines() == [
        "looked True",
        note,
        "read (150, 6)",
        "windows (150, 6)",
        "drive Id",
        "address (150, 5)",
        "retrieved 5.1,3.5,1.4,0.2",
        "urlopen b'5.1,3.5,1.4,0.2,Iris-setosa\\n'",
        "requests 5.1,3.5,1.4,0.2 200",
        "numpy (150, 5)",
        "Downloading data from http://t.org/iris_training.csv",
        "get_file 150,4,setosa,versicolor,virginica",
        note,
        "bunch (150, 4) True",
        "names ['setosa' 'versicolor' 'virginica'] sepal length (cm) iris.csv True",
        note,
        note,
        "frame (150, 5) (150,)",
        "missing [Errno 2] No such file or directory: '/x/wine.csv'",
        "missing [Errno 2] No such file or directory: 'wine.csv'",
        "Downloading data from https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz",
        "refused there is no network here, and Keras wanted to download cifar-10-python.tar.gz. "
        "Of public data the grader has only Iris here",
        "own (1, 2)",
    ]


@pytest.mark.keras
@pytest.mark.sandbox
def test_without_a_task_public_data_is_handed_out_and_a_stand_in_is_named(local: Local) -> None:
    few = np.arange(20 * 784, dtype=np.uint8).reshape(20, 28, 28)
    arrays = {
        "mnist:x_train": few,
        "mnist:y_train": np.arange(20, dtype=np.uint8) % 10,
        "mnist:x_test": few[:4],
        "mnist:y_test": np.array([3, 1, 2, 0], dtype=np.uint8),
    }

    talk = run(local, "everything", PICTURES, arrays)

    assert of_kind(talk, "error") == []
    stand_in = (
        "Fashion-MNIST is not on this machine: MNIST's digits stand in for it. "
        "Results say nothing of clothes."
    )
    assert of_kind(talk, "warning") == [stand_in]
    note = "Note: the grader hands out its own copy of MNIST here, for there is no network."
    assert talk.output.splitlines() == [
        note,
        "mnist (60000, 28, 28) uint8 (10000, 28, 28) [3 1 2]",
        f"Note: {stand_in}",
        "fashion True",
        "Downloading data from https://t.org/mnist.npz",
        note,
        "npz ['x_test', 'x_train', 'y_test', 'y_train'] True",
        note,
        "openml (70000, 784) pixel1 class True",
        note,
        "plain int64 object True",
        "whole (150, 4) (1797, 64)",
        "Note: the grader hands out its own copy of Iris here.",
        "irises 5.1,3.5,1.4,0.2,Iris-setosa",
    ]
