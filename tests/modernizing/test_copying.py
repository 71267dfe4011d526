"""`nngrader modernize`: a healed copy, what changed, and a file that stays as it is."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from nngrader.cli import main

OLD = "# größe\nfrom keras.optimizers import SGD\nopt = SGD(lr=0.1)  # fast\n"
NEW = OLD.replace("lr=", "learning_rate=")


def modernize(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["modernize", *map(str, arguments)])


def saved(folder: Path, code: str | bytes = OLD, name: str = "xor.py") -> Path:
    path = folder / name
    path.write_bytes(code if isinstance(code, bytes) else code.encode())
    return path


def test_a_copy_lies_beside_the_file_and_the_change_is_shown(tmp_path: Path) -> None:
    file = saved(tmp_path)

    done = modernize(file)

    assert done.exit_code == 0
    assert file.read_text() == OLD
    assert (tmp_path / "xor.modern.py").read_text() == NEW
    assert done.output == (
        "--- xor.py\n"
        "+++ xor.modern.py\n"
        "@@ -1,3 +1,3 @@\n"
        " # größe\n"
        " from keras.optimizers import SGD\n"
        "-opt = SGD(lr=0.1)  # fast\n"
        "+opt = SGD(learning_rate=0.1)  # fast\n"
        "\n"
        "line 3: `SGD(lr=0.1)` → `SGD(learning_rate=0.1)`  `lr` was renamed in Keras 2.3 [K25]\n"
        "\n"
        f"Written: {tmp_path / 'xor.modern.py'}\n"
    )


def test_what_is_not_keras_has_no_number(tmp_path: Path) -> None:
    done = modernize(saved(tmp_path, "print 1\n"))

    assert "\nline 1: `print 1` → `print(1)`  `print` is a function in Python 3\n" in done.output


def test_nothing_is_written_where_nothing_had_to_change(tmp_path: Path) -> None:
    file = saved(tmp_path, NEW)

    done = modernize(file)

    assert done.exit_code == 0
    assert done.output == f"Nothing to modernize in {file}: no old Keras was found.\n"
    assert [*tmp_path.iterdir()] == [file]


def test_a_copy_that_is_there_stays(tmp_path: Path) -> None:
    file, there = saved(tmp_path), saved(tmp_path, "mine", "xor.modern.py")

    done = modernize(file)

    assert done.exit_code == 2
    assert done.output == (
        f"Error: `{file}` cannot be modernized: `{there}` is there already. Replace it with "
        "--force, or choose another --out.\n"
    )
    assert there.read_text() == "mine"


def test_force_replaces_it(tmp_path: Path) -> None:
    file, there = saved(tmp_path), saved(tmp_path, "mine", "xor.modern.py")

    done = modernize(file, "--force")

    assert done.exit_code == 0
    assert there.read_text() == NEW


def test_out_says_where(tmp_path: Path) -> None:
    to = tmp_path / "there.py"

    modernize(saved(tmp_path), "--out", to)

    assert to.read_text() == NEW


def test_the_file_itself_is_never_replaced(tmp_path: Path) -> None:
    file = saved(tmp_path)

    done = modernize(file, "--out", file, "--force")

    assert done.exit_code == 2
    assert done.output == (
        f"Error: `{file}` cannot be modernized: the copy would take its place. "
        "Choose another file with --out.\n"
    )
    assert file.read_text() == OLD


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.txt", "x", "it is no script (.py) and no notebook (.ipynb)"),
        (
            "a.py",
            "from keras import (\n",
            "Python cannot read it. Run it and mend what the error points at first",
        ),
        ("a.py", "x\0", "it is not text: it holds zero bytes"),
        (
            "a.py",
            "import keras\n" * 5001,
            "it has more than 5,000 lines or 200,000 characters of code",
        ),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, content: str, why: str) -> None:
    file = saved(tmp_path, content, name)

    done = modernize(file)

    assert done.exit_code == 2
    assert done.output == f"Error: `{file}` cannot be modernized: {why}.\n"


def test_what_is_no_notebook_ends_with_2(tmp_path: Path) -> None:
    assert modernize(saved(tmp_path, "no JSON", "a.ipynb")).exit_code == 2


def test_line_ends_of_windows_stay(tmp_path: Path) -> None:
    modernize(saved(tmp_path, OLD.replace("\n", "\r\n")))

    copy = (tmp_path / "xor.modern.py").read_bytes()
    assert copy == NEW.replace("\n", "\r\n").encode()


def test_the_letters_of_an_old_file_stay(tmp_path: Path) -> None:
    text = f"# -*- coding: latin-1 -*-\n{OLD}"

    modernize(saved(tmp_path, text.encode("latin-1")))

    assert (tmp_path / "xor.modern.py").read_bytes().decode("latin-1") == text.replace(
        "lr=", "learning_rate="
    )


CELLS = (
    "%matplotlib inline\nimport keras\n!pip install keras",
    "# Title",
    "this is (not Python",
    "%%time\nopt = keras.optimizers.SGD(lr=0.1)",
    "%time opt = keras.optimizers.SGD(lr=0.1)",
)
HEALED = tuple(text.replace("lr=", "learning_rate=") for text in CELLS)


def cell(number: int, source: Any, key: str = "source") -> dict[str, Any]:
    if number == 1:
        return {"cell_type": "markdown", "metadata": {"b": 1, "a": 2}, "source": source}
    outputs = [{"output_type": "stream", "name": "stdout", "text": ["lr=ä\n"]}]
    return {
        "cell_type": "code",
        "execution_count": 7,
        "metadata": {"collapsed": False},
        "outputs": outputs,
        key: source,
    }


def notebook(texts: tuple[str, ...], *, as_list: bool = True) -> dict[str, Any]:
    sources = [text.splitlines(keepends=True) if as_list else text for text in texts]
    cells = [cell(number, source) for number, source in enumerate(sources)]
    return {"cells": cells, "metadata": {"z": 1, "a": 0.5}, "nbformat": 4, "nbformat_minor": 2}


def old_notebook(texts: tuple[str, ...]) -> dict[str, Any]:
    cells = [cell(number, text, "input") for number, text in enumerate(texts) if number != 1]
    sheets = [{"cells": cells, "metadata": {}}]
    return {"metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0, "worksheets": sheets}


def healed_copy(folder: Path, book: dict[str, Any]) -> tuple[Result, str]:
    written = json.dumps(book, ensure_ascii=False, indent=1)
    done = modernize(saved(folder, f"{written}\n", "xor.ipynb"))
    return done, (folder / "xor.modern.ipynb").read_text(encoding="utf-8")


@pytest.mark.parametrize("as_list", [True, False], ids=["lines", "text"])
def test_of_a_notebook_only_the_old_lines_change(tmp_path: Path, as_list: bool) -> None:
    _, copy = healed_copy(tmp_path, notebook(CELLS, as_list=as_list))

    wanted = notebook(HEALED, as_list=as_list)
    assert copy == f"{json.dumps(wanted, ensure_ascii=False, indent=1)}\n"


def test_of_an_old_notebook_only_the_old_lines_change(tmp_path: Path) -> None:
    _, copy = healed_copy(tmp_path, old_notebook(CELLS))

    assert json.loads(copy) == old_notebook(HEALED)


def test_a_notebook_tells_its_cells(tmp_path: Path) -> None:
    done, _ = healed_copy(tmp_path, notebook(CELLS))

    assert done.output.splitlines() == [
        "--- xor.ipynb, cell 4",
        "+++ xor.modern.ipynb, cell 4",
        "@@ -1,2 +1,2 @@",
        " %%time",
        "-opt = keras.optimizers.SGD(lr=0.1)",
        "+opt = keras.optimizers.SGD(learning_rate=0.1)",
        "--- xor.ipynb, cell 5",
        "+++ xor.modern.ipynb, cell 5",
        "@@ -1 +1 @@",
        "-%time opt = keras.optimizers.SGD(lr=0.1)",
        "+%time opt = keras.optimizers.SGD(learning_rate=0.1)",
        "",
        "cell 4, line 2: `keras.optimizers.SGD(lr=0.1)` → "
        "`keras.optimizers.SGD(learning_rate=0.1)`  `lr` was renamed in Keras 2.3 [K25]",
        "cell 5, line 1: `keras.optimizers.SGD(lr=0.1)` → "
        "`keras.optimizers.SGD(learning_rate=0.1)`  `lr` was renamed in Keras 2.3 [K25]",
        "Cell 3 was left as it is: Python cannot read it.",
        "",
        f"Written: {tmp_path / 'xor.modern.ipynb'}",
    ]
