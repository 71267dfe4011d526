"""What is handed out is made from the master, and gives nothing away."""

import ast
import json
from pathlib import Path

import nbformat
import pytest

from nngrader.errors import BadAssignment
from nngrader.submission.release import notebook, percent, release, starter

ROOT = Path(__file__).parents[2]
NAMES = ("iris", "mnist", "xor")
ANSWERS = (
    "sigmoid",
    "softmax",
    "relu",
    "tanh",
    "crossentropy",
    ".fit(",
    "Dense(",
    "astype",
    "Adam",
)
EVERY_NAME = pytest.mark.parametrize("name", NAMES)

MASTER = '''\
# %% [markdown]
# # Two plus two
#
# Add them.

# %%
import math


# %%
def add(a, b):
    """What is a + b?"""
    ### BEGIN SOLUTION
    if a:
        b = b + a
    return b
    ### END SOLUTION
'''
STARTER = '''\
# %% [markdown]
# # Two plus two
#
# Add them.

# %%
import math


# %%
def add(a, b):
    """What is a + b?"""
    # YOUR CODE HERE
    raise NotImplementedError
'''


def master_of(name: str) -> str:
    """Read the master of a shipped assignment."""
    return (ROOT / "solutions" / name / f"{name}.py").read_text(encoding="utf-8")


def handed_out(name: str, ending: str) -> str:
    """Read a starter of a shipped assignment."""
    return (ROOT / "assignments" / name / f"{name}{ending}").read_text(encoding="utf-8")


@EVERY_NAME
def test_the_shipped_starters_are_up_to_date(name: str, tmp_path: Path) -> None:
    script, book = release(ROOT / "solutions" / name / f"{name}.py", tmp_path)

    assert handed_out(name, ".py") == script.read_text(encoding="utf-8")
    assert handed_out(name, ".ipynb") == book.read_text(encoding="utf-8")


@EVERY_NAME
def test_the_notebook_of_the_master_is_up_to_date(name: str) -> None:
    kept = (ROOT / "solutions" / name / f"{name}.ipynb").read_text(encoding="utf-8")

    assert kept == notebook(master_of(name))


@EVERY_NAME
@pytest.mark.parametrize("ending", [".py", ".ipynb"])
def test_the_shipped_starters_give_no_answer_away(name: str, ending: str) -> None:
    assert [word for word in ANSWERS if word in handed_out(name, ending)] == []


@EVERY_NAME
def test_the_masters_hold_the_answers_that_are_looked_for(name: str) -> None:
    assert {"Dense(", ".fit(", "astype"} & {word for word in ANSWERS if word in master_of(name)}


@EVERY_NAME
def test_no_line_of_a_solution_is_left_in_its_starter(name: str) -> None:
    regions = [part.split("### END")[0] for part in master_of(name).split("BEGIN SOLUTION")[1:]]
    solved = {line.strip() for region in regions for line in region.splitlines()} - {"", ")"}
    released = {line.strip() for line in handed_out(name, ".py").splitlines()}

    assert len(solved) > 10
    assert solved & released == set()


def blanks(text: str) -> list[str]:
    """Name the functions that end in the blank."""
    functions = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    return [f.name for f in functions if ast.unparse(f.body[-1]) == "raise NotImplementedError"]


@EVERY_NAME
def test_all_three_functions_of_a_starter_are_blank_and_documented(name: str) -> None:
    text = handed_out(name, ".py")
    functions = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]

    assert blanks(text) == ["preprocess", "build_model", "train"]
    assert all("Ask yourself" in (ast.get_docstring(function) or "") for function in functions)


@EVERY_NAME
def test_no_function_of_a_master_is_blank(name: str) -> None:
    assert blanks(master_of(name)) == []


@EVERY_NAME
@pytest.mark.parametrize("folder", ["assignments", "solutions"])
def test_the_shipped_notebooks_are_valid_and_hold_no_outputs(folder: str, name: str) -> None:
    book = nbformat.read(ROOT / folder / name / f"{name}.ipynb", as_version=4)

    nbformat.validate(book)

    assert all(not cell.get("outputs") for cell in book.cells)


def test_a_notebook_whose_cell_has_no_source_is_not_valid() -> None:
    book = nbformat.reads(notebook(MASTER), as_version=4)
    del book.cells[0]["source"]

    with pytest.raises(nbformat.ValidationError):
        nbformat.validate(book)


def test_a_solution_becomes_a_blank_at_its_own_indentation() -> None:
    assert starter(MASTER) == STARTER


def test_a_master_that_differs_only_in_its_solutions_gives_the_same_starter() -> None:
    assert starter(MASTER.replace("b = b + a", "b += a")) == STARTER


def test_a_master_that_differs_elsewhere_gives_another_starter() -> None:
    assert starter(MASTER.replace("Add them.", "Add both.")) != STARTER


def test_two_solutions_leave_what_stands_between_them() -> None:
    two = MASTER + "\n\nkept = 1\n### BEGIN SOLUTION\nlost = 2\n### END SOLUTION\n"

    assert starter(two) == STARTER + "\n\nkept = 1\n# YOUR CODE HERE\nraise NotImplementedError\n"


@pytest.mark.parametrize(
    ("spoilt", "counted"),
    [
        (STARTER, (0, 0, 0)),
        (MASTER.replace("### END SOLUTION", ""), (1, 0, 0)),
        (MASTER.replace("### BEGIN SOLUTION", ""), (0, 1, 0)),
        (MASTER.replace("if a:", "### BEGIN SOLUTION"), (2, 1, 1)),
        (MASTER.replace("return b", "### END SOLUTION"), (1, 2, 1)),
        (MASTER + "x = 1  ### BEGIN SOLUTION\n### END SOLUTION\n", (2, 2, 1)),
    ],
)
def test_a_master_that_would_give_its_solution_away_is_refused(
    spoilt: str, counted: tuple[int, int, int]
) -> None:
    begins, ends, pairs = counted

    with pytest.raises(BadAssignment) as caught:
        starter(spoilt)

    assert str(caught.value) == (
        f"The master has {begins} times '### BEGIN SOLUTION' and {ends} times "
        f"'### END SOLUTION', and {pairs} of them make a pair. "
        "Each must stand alone on its line, one pair per blank, at least one in all."
    )


def test_a_notebook_has_the_cells_of_the_script() -> None:
    book = json.loads(notebook(STARTER))
    cells = [(cell["id"], cell["cell_type"], "".join(cell["source"])) for cell in book["cells"]]

    assert cells == [
        ("cell-1", "markdown", "# Two plus two\n\nAdd them."),
        ("cell-2", "code", "import math"),
        (
            "cell-3",
            "code",
            'def add(a, b):\n    """What is a + b?"""\n'
            "    # YOUR CODE HERE\n    raise NotImplementedError",
        ),
    ]


def test_text_above_the_first_mark_is_code() -> None:
    book = json.loads(notebook('"""Why."""\n\n# %%\nx = 1\n'))

    assert ["".join(cell["source"]) for cell in book["cells"]] == ['"""Why."""', "x = 1"]


def test_equal_scripts_make_equal_notebooks() -> None:
    assert notebook(MASTER) == notebook(MASTER)


def test_unequal_scripts_make_unequal_notebooks() -> None:
    assert notebook(MASTER) != notebook(STARTER)


@EVERY_NAME
def test_a_script_survives_the_way_through_a_notebook_and_back(name: str) -> None:
    book = notebook(master_of(name))

    assert notebook(percent(book)) == book


def test_outputs_of_a_notebook_stay_behind() -> None:
    book = nbformat.reads(notebook(MASTER), as_version=4)
    book.cells[1]["outputs"] = [nbformat.v4.new_output("stream", text="the answer is 4")]
    book.cells[1]["metadata"]["tags"] = ["the-answer"]

    text = percent(nbformat.writes(book))

    assert "answer" not in text
    assert text == percent(notebook(MASTER))


def test_a_script_and_a_notebook_as_master_give_the_same_notebook(tmp_path: Path) -> None:
    script, book = tmp_path / "add.py", tmp_path / "add.ipynb"
    script.write_text(MASTER, encoding="utf-8")
    book.write_text(notebook(MASTER), encoding="utf-8")

    ours = release(script, tmp_path / "ours")
    theirs = release(book, tmp_path / "theirs")

    assert [path.name for path in ours] == [path.name for path in theirs] == ["add.py", "add.ipynb"]
    assert ours[1].read_text(encoding="utf-8") == theirs[1].read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", [".py", ".ipynb"])
def test_a_master_is_never_overwritten(tmp_path: Path, ending: str) -> None:
    master = tmp_path / f"add{ending}"
    text = MASTER if ending == ".py" else notebook(MASTER)
    master.write_text(text, encoding="utf-8")

    with pytest.raises(BadAssignment, match="would be overwritten by its own starter"):
        release(master, tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == [master.name]
    assert master.read_text(encoding="utf-8") == text
