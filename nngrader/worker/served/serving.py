"""Letting student code load the rows of its task, under every name that tutorials use.

The labels of the hidden rows are in no child, so they cannot be served either. What Keras calls
the test part is therefore made of the last training rows, which is printed when it is handed out.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NoReturn

from keras.src.utils import file_utils

from nngrader.jobs import Array
from nngrader.worker.imports import once_imported
from nngrader.worker.served import flowers, pictures
from nngrader.worker.served.doors import open_doors
from nngrader.worker.served.flowers import Flowers
from nngrader.worker.served.iris_files import base_name, is_iris
from nngrader.worker.served.pictures import Pictures
from nngrader.worker.served.shelf import Kind, Shelf

HANDED = "The rows of this task are handed to `preprocess`"
#: What else a script may load, by what is served.
OFFERED = {
    "mnist": "Of public data the grader has only MNIST here",
    "fashion_mnist": "Of public data the grader has only Fashion-MNIST here",
    "iris": "Of public data the grader has only Iris here",
    "digits": "Of public data the grader has only scikit-learn's digits here",
    "everything": "Of public data the grader has MNIST, Fashion-MNIST and Iris",
}
NOTHING = "This task needs no public data"


def serve(
    what: str, arrays: Mapping[str, Array], source: str = "", *, script: bool = False
) -> None:
    """Let code load the rows of the task where it has such; let no download begin.

    A script, whose text is the `source`, gets them under all names that tutorials use. "everything"
    stands for no task at all: then `arrays` are those of nngrader/public_data.py.
    """
    if script:
        _serve_script(what, arrays, source)
        return
    file_utils.urlretrieve = _refusing(HANDED)
    if what in pictures.HOMES:
        pictures.hand_out(what, Pictures(arrays["x_train"], arrays["y_train"], pictures.NOTE))


def _serve_script(what: str, arrays: Mapping[str, Array], source: str) -> None:
    shown = _pictures(what, arrays)
    for name, found in shown.items():
        pictures.hand_out(name, found)
    kinds = [_npz(shown["mnist"])] if "mnist" in shown else []
    if shown:
        once_imported("sklearn.datasets._openml", pictures.hand_out_by_openml(shown))
    if what == "iris":
        own = flowers.of_task(arrays["x_train"], arrays["y_train"])
        once_imported("sklearn.datasets._base", flowers.hand_out(own))
        kinds.append(_iris(lambda: own, source))
    elif what == "everything":
        kinds.append(_iris(cache(flowers.of_everybody), source))
    elif what == "digits":
        own_digits = flowers.hand_out_digits(arrays["x_train"], arrays["y_train"])
        once_imported("sklearn.datasets._base", own_digits)
    shelf = Shelf(tuple(kinds))
    open_doors(shelf, _refusing(OFFERED.get(what, NOTHING)))
    shelf.lay_out(source)


def _pictures(what: str, arrays: Mapping[str, Array]) -> dict[str, Pictures]:
    if what == "everything":
        return pictures.at_hand(arrays)
    if what not in pictures.HOMES:
        return {}
    note = pictures.NOTE_FOR_SCRIPTS
    return {what: Pictures(arrays["x_train"], arrays["y_train"], note)}


def _npz(shown: Pictures) -> Kind:
    return Kind(lambda place: base_name(place) == "mnist.npz", lambda _: shown.as_npz(), shown.tell)


def _iris(found: Callable[[], Flowers], source: str) -> Kind:
    def content(place: str) -> bytes:
        return found().as_file(place, source)

    return Kind(is_iris, content, lambda: found().tell(), laid_out=True)


def _refusing(instead: str) -> Callable[..., NoReturn]:
    def refuse(origin: str, *_: Any) -> NoReturn:
        name = origin.rpartition("/")[2]
        problem = f"there is no network here, and Keras wanted to download {name[:80]}. {instead}"
        raise ConnectionError(problem)

    return refuse
