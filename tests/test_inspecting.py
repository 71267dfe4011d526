"""What `nngrader inspect` says of a file: for machines, for people, and whatever happens to it."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from nngrader.cli import main
from nngrader.errors import NngraderError
from nngrader.evidence import (
    ArraySpec,
    Candidate,
    Evidence,
    FitCall,
    KerasWarning,
    LayerSpec,
    Mishap,
    OptimizerSpec,
    Place,
    StageError,
)
from nngrader.executors import Options
from nngrader.inspecting import Inspected, Wanted, document, inspect, listed, render
from nngrader.isolation import Isolation, IsolationMissing
from nngrader.jobs import Refused, Submission
from nngrader.rubric import Training
from tests import builders

SCHEMA = json.loads(files("nngrader.inspecting").joinpath("schema.json").read_text("utf-8"))
REPORT = json.loads(files("nngrader.reports").joinpath("schema.json").read_text("utf-8"))
Outcome = Evidence | Mishap
X = ArraySpec(shape=(4, 2), dtype="float32", digest="x", minimum=0.0, maximum=1.0, spread=0.5)
Y = ArraySpec(
    shape=(4,),
    dtype="int64",
    digest="y",
    minimum=0.0,
    maximum=1.0,
    spread=0.5,
    values=(0.0, 1.0),
    counts=(2, 2),
)
ADAM = OptimizerSpec("adam", {"amsgrad": False, "learning_rate": 0.001})


def fit(**changes: Any) -> FitCall:
    """A training of 200 epochs at line 31."""
    return replace(FitCall(epochs=200, batch_size=32, x=X, y=Y, place=Place(31)), **changes)


def script(**changes: Any) -> Evidence:
    """A script that trains one network on the four rows of XOR."""
    network = builders.model(
        layers=(
            builders.layer(8, "relu", parameters=24),
            LayerSpec(
                type="Dropout",
                units=None,
                activation="linear",
                output_shape=(None, 8),
                parameters=0,
                settings={"rate": 0.2},
            ),
            builders.layer(1, "sigmoid", parameters=9),
        ),
        parameters=33,
        optimizer=ADAM,
    )
    made = builders.evidence(
        model=network,
        fits=(fit(),),
        preprocessed=None,
        runs=(),
        script=True,
        candidates=(
            Candidate(
                number=0, reached="fit", place=Place(31), model=network, epochs=200, chosen=True
            ),
        ),
    )
    return replace(made, **changes)


def told(outcome: Outcome, file: str = "xor.py") -> Any:
    """What the JSON says of one outcome, checked against the schema."""
    mishap = outcome if isinstance(outcome, Mishap) else None
    evidence = outcome.captured if isinstance(outcome, Mishap) else outcome
    found = json.loads(document([Inspected(file, evidence, mishap)]))
    jsonschema.validate(found, SCHEMA)
    (one,) = found
    return one


def shown(outcome: Outcome, width: int = 100) -> str:
    """What people read of one outcome."""
    mishap = outcome if isinstance(outcome, Mishap) else None
    evidence = outcome.captured if isinstance(outcome, Mishap) else outcome
    return render(Inspected("xor.py", evidence, mishap), width=width)


# For machines


def test_a_script_is_told_in_full() -> None:
    assert told(script()) == {
        "file": "xor.py",
        "status": "evidence",
        "mishap": None,
        "model": {
            "layers": [
                {
                    "type": "Dense",
                    "units": 8,
                    "activation": "relu",
                    "output_shape": [None, 8],
                    "parameters": 24,
                },
                {
                    "type": "Dropout",
                    "units": None,
                    "activation": "linear",
                    "output_shape": [None, 8],
                    "parameters": 0,
                },
                {
                    "type": "Dense",
                    "units": 1,
                    "activation": "sigmoid",
                    "output_shape": [None, 1],
                    "parameters": 9,
                },
            ],
            "loss": "mean_squared_error",
            "from_logits": False,
            "optimizer": "adam",
            "metrics": ["binary_accuracy"],
            "input_shape": [None, 2],
            "head": "sigmoid-like",
            "parameters": 33,
            "optimizer_settings": {"amsgrad": False, "learning_rate": 0.001},
            "summary": "Dense(8, relu) → Dropout(0.2) → Dense(1, sigmoid)",
        },
        "fit": {
            "by": "fit",
            "epochs": 200,
            "batch_size": 32,
            "validation": "none",
            "validation_split": 0.0,
            "validation_rows": 0,
            "shuffle": True,
            "callbacks": [],
            "class_weight": False,
            "sample_weight": False,
            "completed": True,
            "calls": 1,
            "line": 31,
            "cell": None,
        },
        "arrays": [
            {
                "role": "x",
                "shape": [4, 2],
                "dtype": "float32",
                "minimum": 0.0,
                "maximum": 1.0,
                "spread": 0.5,
                "nan_count": 0,
                "one_hot": False,
                "classes": [],
            },
            {
                "role": "y",
                "shape": [4],
                "dtype": "int64",
                "minimum": 0.0,
                "maximum": 1.0,
                "spread": 0.5,
                "nan_count": 0,
                "one_hot": False,
                "classes": [{"value": 0, "rows": 2}, {"value": 1, "rows": 2}],
            },
        ],
        "candidates": [
            {
                "line": 31,
                "cell": None,
                "reached": "fit",
                "layers": "Dense(8, relu) → Dropout(0.2) → Dense(1, sigmoid)",
                "epochs": 200,
                "chosen": True,
                "unsuited": "",
            }
        ],
        "choice": "",
        "warnings": [],
        "notes": [],
    }


def test_where_nothing_was_captured_every_key_is_there_all_the_same() -> None:
    nothing = Evidence(assignment="", student="xor", classes=())

    assert told(Mishap("syntax_error", "Python cannot read it.", nothing, Place(3, cell=2))) == {
        "file": "xor.py",
        "status": "syntax_error",
        "mishap": {
            "name": "syntax_error",
            "message": "Python cannot read it.",
            "line": 3,
            "cell": 2,
        },
        "model": None,
        "fit": None,
        "arrays": [],
        "candidates": [],
        "choice": "",
        "warnings": [],
        "notes": [],
    }


def test_a_late_mishap_keeps_what_was_captured() -> None:
    found = told(Mishap("crashed", "It stopped.", script(), Place(40)))

    assert (found["status"], found["mishap"]["line"]) == ("crashed", 40)
    assert (found["model"]["parameters"], found["fit"]["line"]) == (33, 31)


def test_a_network_that_was_never_compiled_has_no_loss_and_no_settings() -> None:
    found = told(script(model=builders.model(loss=None, optimizer=None)))["model"]

    assert (found["loss"], found["optimizer"], found["optimizer_settings"]) == (None, None, {})


@pytest.mark.parametrize(
    ("changes", "source"),
    [
        ({}, "none"),
        ({"validation_split": 0.2}, "split"),
        ({"validated": True}, "data"),
        ({"validation_rows": 30}, "data"),
        ({"validated": True, "validation_split": 0.2}, "data"),
    ],
    ids=str,
)
def test_the_source_of_validation_is_named(changes: dict[str, Any], source: str) -> None:
    assert told(script(fits=(fit(**changes),)))["fit"]["validation"] == source


def test_the_last_training_that_came_to_its_end_is_told() -> None:
    calls = (fit(epochs=5), fit(epochs=7, repeated=3), fit(epochs=9, completed=False))

    found = told(script(fits=calls))["fit"]

    assert (found["epochs"], found["calls"], found["completed"]) == (7, 4, True)


def test_each_call_of_train_on_batch_is_an_epoch() -> None:
    evidence = script(fits=(fit(epochs=1, repeated=20_000, by="train_on_batch"),))

    found = told(evidence)["fit"]

    assert (found["epochs"], found["calls"], found["by"]) == (20_000, 20_000, "train_on_batch")
    assert "line 31: 20000 calls of train_on_batch, batch size 32\n" in shown(evidence)


def test_each_call_of_fit_is_a_training_of_its_own() -> None:
    found = told(script(fits=(fit(epochs=1, repeated=40),)))["fit"]

    assert (found["epochs"], found["calls"]) == (1, 40)


def test_without_such_a_training_the_last_one_is_told() -> None:
    calls = (fit(epochs=5, completed=False), fit(epochs=9, completed=False))

    found = told(script(fits=calls))["fit"]

    assert (found["epochs"], found["calls"], found["completed"]) == (9, 0, False)


@pytest.mark.parametrize(
    ("changes", "classes"),
    [
        ({"shape": (4, 1)}, [{"value": 0, "rows": 2}, {"value": 1, "rows": 2}]),
        ({"shape": (2, 2)}, []),  # two answers per row, so 0 and 1 are no classes
        ({"values": (), "counts": ()}, []),
        (
            {"shape": (150, 3), "one_hot": True, "means": (0.3333333, 0.3333333, 0.3333333)},
            [{"value": 0, "rows": 50}, {"value": 1, "rows": 50}, {"value": 2, "rows": 50}],
        ),
        (
            {"values": ("setosa", "virginica")},
            [{"value": "setosa", "rows": 2}, {"value": "virginica", "rows": 2}],
        ),
    ],
    ids=["a column", "two columns", "many values", "one-hot", "text"],
)
def test_rows_are_counted_by_class(changes: dict[str, Any], classes: list[Any]) -> None:
    found = told(script(fits=(fit(y=replace(Y, **changes)),)))["arrays"][1]

    assert found["classes"] == classes


def test_a_hand_in_with_functions_shows_its_test_rows_as_well() -> None:
    found = told(builders.evidence())

    assert [array["role"] for array in found["arrays"]] == ["x", "y", "x_test"]


def test_what_preprocess_gave_is_told_where_nothing_was_trained() -> None:
    found = told(builders.iris_evidence(fits=()))

    assert [array["shape"] for array in found["arrays"]] == [[120, 4], [120], [30, 4]]


def test_a_warning_comes_with_its_meaning() -> None:
    warning = KerasWarning("UserWarning", "Argument `decay` is no longer supported", Place(3, 2))

    assert told(script(warnings=(warning,)))["warnings"] == [
        {
            "category": "UserWarning",
            "message": "Argument `decay` is no longer supported",
            "line": 3,
            "cell": 2,
            "meaning": "The slow-down you asked for does not happen: this argument is ignored.",
        }
    ]


def test_notes_say_what_the_notebook_says_and_who_described_the_network() -> None:
    evidence = script(self_reported="it has a layer of your own", notebook=("Cell 3 ran first.",))

    assert told(evidence)["notes"] == [
        "The network could not be rebuilt without this code (it has a layer of your own), "
        "so it is described as the code's own process sees it.",
        "Cell 3 ran first.",
    ]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")], ids=str)
def test_what_is_no_number_in_json_is_null(number: float) -> None:
    evidence = script(
        fits=(fit(x=replace(X, maximum=number), y=replace(Y, values=(number,), counts=(4,))),)
    )

    x, y = told(evidence)["arrays"]

    assert (x["maximum"], y["classes"]) == (None, [{"value": None, "rows": 4}])


def test_the_json_can_be_printed_anywhere() -> None:
    written = document([Inspected("école\x1b[31m\udcff.py", script(choice="naïve\x1b[2J\n!"))])

    assert written.isascii()
    assert [one["file"] for one in json.loads(written)] == ["école\x1b[31m\udcff.py"]
    assert json.loads(written)[0]["choice"] == "naïve !"


def test_the_schema_itself_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", ["cell", "layer", "line", "mishap", "mishap_name", "shape"])
def test_a_report_says_the_same_in_the_same_form(name: str) -> None:
    assert SCHEMA["$defs"][name] == REPORT["$defs"][name]


def test_a_network_has_all_that_it_has_in_a_report() -> None:
    ours, theirs = (schema["$defs"]["model"]["properties"] for schema in (SCHEMA, REPORT))

    assert ours | theirs == ours


@pytest.mark.parametrize(
    ("key", "value"), [("status", "fine"), ("surprise", 1), ("fit", {}), ("arrays", None)]
)
def test_the_schema_refuses_another_form(key: str, value: object) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([{**told(script()), key: value}], SCHEMA)


# For people


def test_people_see_a_table_and_a_line_per_fact() -> None:
    assert shown(script()) == (
        """\
xor.py
  Layer    Units  Activation  Output shape  Parameters
  Dense        8  relu        (None, 8)             24
  Dropout                     (None, 8)              0
  Dense        1  sigmoid     (None, 1)              9

  Input       (None, 2), 33 parameters in all
  Loss        mean_squared_error
  Optimizer   adam: learning_rate 0.001, amsgrad off
  Metrics     binary_accuracy
  Training    line 31: 200 epochs, batch size 32
              validation: none; callbacks: none
  x           (4, 2) float32, 0 to 1
  y           (4,) int64, 0 to 1; rows per value 0: 2, 1: 2
"""
    )


def test_people_see_why_one_of_several_networks_was_chosen() -> None:
    first = Candidate(number=0, reached="fit", place=Place(12), model=None, epochs=1)
    second = Candidate(
        number=1,
        reached="compiled",
        place=Place(20),
        model=builders.model(),
        unsuited="it reads 2 numbers",
    )
    third = replace(script().candidates[0], number=2)

    told = shown(script(candidates=(first, second, third), choice="It was trained last."), 90)

    assert told.splitlines()[-6:] == [
        "  Networks    line 12: a network of unknown layers (trained, 1 epoch)",
        "              line 20: Dense(16, relu) → Dense(1, sigmoid) (compiled, not trained, it",
        "              reads 2 numbers)",
        "              line 31: Dense(8, relu) → Dropout(0.2) → Dense(1, sigmoid) (trained, 200",
        "              epochs, chosen)",
        "  Choice      It was trained last.",
    ]


def test_people_see_trainings_validation_callbacks_and_odd_numbers() -> None:
    x = replace(X, nan_count=1)
    y = replace(Y, shape=(4, 2), one_hot=True, means=(0.25, 0.75))
    last = fit(
        epochs=1, repeated=2, place=Place(3, 7), validation_split=0.2, callbacks=("EarlyStopping",)
    )

    told = shown(script(fits=(fit(x=x, y=y), replace(last, x=x, y=y))))

    assert told.splitlines()[-4:] == [
        "  Training    cell 7, line 3: 1 epoch, batch size 32, the last of 3 trainings",
        "              validation: 20 % split off; callbacks: EarlyStopping",
        "  x           (4, 2) float32, 0 to 1, 1 value NaN or infinite",
        "  y           (4, 2) int64, 0 to 1, one-hot; rows per column 0: 1, 1: 3",
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"validation_rows": 1, "validated": True}, "data of its own, 1 row"),
        ({"validated": True}, "data of its own"),
    ],
    ids=["rows", "unknown"],
)
def test_people_see_validation_on_other_data(changes: dict[str, Any], said: str) -> None:
    assert f"  validation: {said}; callbacks: none\n" in shown(script(fits=(fit(**changes),)))


def test_people_see_what_stopped_a_training_and_the_file() -> None:
    evidence = script(fits=(fit(completed=False),))

    told = shown(Mishap("out_of_memory", "The process was ended.", evidence)).splitlines()

    assert "  Training    line 31: 200 epochs, batch size 32, which did not come to its end" in told
    assert told[-1] == "  Stopped     out of memory: The process was ended."


def test_people_see_what_is_missing() -> None:
    nothing = Evidence(assignment="", student="xor", classes=())

    assert shown(Mishap("unreadable", "`xor.py` cannot be read: it is gone.", nothing)) == (
        "xor.py\n"
        "  Network     none was captured\n"
        "  Training    none was captured\n"
        "  Stopped     unreadable: `xor.py` cannot be read: it is gone.\n"
    )


def test_people_see_that_a_network_has_no_layers() -> None:
    told = shown(script(model=builders.model(layers=()), fits=()))

    assert told.startswith("xor.py\n  Network     it has no layers\n  Training    none")


def test_people_see_that_a_network_was_not_compiled() -> None:
    told = shown(script(model=builders.model(loss=None, optimizer=None), fits=()))

    assert "\n  Compiled    no\n  Training    none was captured\n" in told


def test_people_see_warnings_with_their_meaning_and_notes() -> None:
    warning = KerasWarning("UserWarning", "Do not pass an `input_shape`", Place(5))

    told = shown(script(warnings=(warning,), notebook=("Cell 3 ran before cell 2.",))).splitlines()

    assert told[-3:] == [
        "  Warning     line 5: UserWarning: Do not pass an `input_shape`",
        "              Harmless: Keras now prefers an `Input` line before the first layer. Costs no points.",
        "  Note        Cell 3 ran before cell 2.",
    ]


@pytest.mark.parametrize(("count", "more"), [(50, False), (51, True)])
def test_people_see_fifty_layers_and_how_many_more(count: int, more: bool) -> None:
    told = shown(script(model=builders.model(layers=(builders.layer(),) * count)))

    assert told.count("\n  Dense ") == 50
    assert ("\n  1 more\n" in told) == more


@pytest.mark.parametrize(("count", "more"), [(50, False), (51, True)])
def test_people_see_fifty_warnings_and_how_many_more(count: int, more: bool) -> None:
    told = shown(script(warnings=(KerasWarning("UserWarning", "x"),) * count))

    assert told.count("  Warning     UserWarning") == 50
    assert ("\n  Warnings    1 more\n" in told) == more


def test_what_a_student_wrote_forges_no_line() -> None:
    layer = builders.layer(activation="\x1b[2Jbent\n  Loss        perfect")
    evidence = script(
        model=builders.model(layers=(layer,)), fits=(fit(callbacks=("A\n  Loss        perfect",)),)
    )

    told = shown(evidence)

    assert "\x1b" not in told
    assert sum(line.startswith("  Loss") for line in told.splitlines()) == 1


# Running


@dataclass
class FakeInspector:
    """Inspects by a function."""

    by: Callable[[Submission | Refused], Outcome]
    slots: int = 2
    isolation: Isolation = Isolation("filters")  # noqa: RUF009 - frozen
    limits: list[Training] = field(default_factory=list)
    closed: bool = False

    def __enter__(self) -> "FakeInspector":
        return self

    def __exit__(self, *_: object) -> None:
        self.closed = True

    def inspect(self, submission: Submission | Refused, training: Training) -> Outcome:
        self.limits.append(training)
        return self.by(submission)


def by_student(submission: Submission | Refused) -> Outcome:
    """Give back evidence that carries the name of the file."""
    return script(student=submission.student)


def run(by: Callable[[Submission | Refused], Outcome], *given: Path, **more: Any) -> Any:
    """Inspect files by a fake."""
    wanted = Wanted(files=tuple(map(str, given)), **more)
    return [*inspect(wanted, lambda _: FakeInspector(by))]


def written(folder: Path, *names: str) -> list[Path]:
    """Write a file for each name."""
    paths = [folder / name for name in names]
    for path in paths:
        path.write_text("x = 1\n")
    return paths


def test_files_come_back_in_the_order_given_whoever_is_done_first(tmp_path: Path) -> None:
    second_is_done = threading.Event()

    def slow_at_first(submission: Submission | Refused) -> Outcome:
        if submission.student == "b":
            assert second_is_done.wait(10)
        second_is_done.set()
        return by_student(submission)

    found = run(slow_at_first, *written(tmp_path, "b.py", "a.py", "c.py"))

    assert [one.evidence.student for one in found] == ["b", "a", "c"]
    assert [Path(one.file).name for one in found] == ["b.py", "a.py", "c.py"]


def test_jobs_and_limits_are_handed_on(tmp_path: Path) -> None:
    inspector, opened = FakeInspector(by_student), []

    def opening(options: Options) -> FakeInspector:
        opened.append(options)
        return inspector

    files = tuple(map(str, written(tmp_path, "a.py", "b.py")))
    found = [*inspect(Wanted(files=files, jobs=3, limits=("wall=5", "memory=100")), opening)]

    assert len(found) == 2
    assert opened == [Options(jobs=3)]
    told = {one.code_limits for one in inspector.limits}
    assert {(one.wall_s, one.cpu_s, one.memory_mib) for one in told} == {(5, 10, 100)}
    assert inspector.closed


def test_without_a_limit_there_are_sixty_seconds_and_four_gibibytes(tmp_path: Path) -> None:
    inspector = FakeInspector(by_student)
    (file,) = written(tmp_path, "a.py")

    assert [*inspect(Wanted(files=(str(file),)), lambda _: inspector)]
    told = [one.code_limits for one in inspector.limits]
    assert [(one.wall_s, one.memory_mib) for one in told] == [(60, 4096)]


def test_a_level_that_is_not_reached_runs_nothing(tmp_path: Path) -> None:
    inspector = FakeInspector(by_student)
    (file,) = written(tmp_path, "a.py")

    with pytest.raises(IsolationMissing):
        next(inspect(Wanted(files=(str(file),), level=3), lambda _: inspector))

    assert (inspector.limits, inspector.closed) == ([], True)


def test_a_fault_of_ours_costs_only_one_file(tmp_path: Path) -> None:
    def faulty(submission: Submission | Refused) -> Outcome:
        return {"b": script}[submission.student]()

    first, second = run(faulty, *written(tmp_path, "a.py", "b.py"))

    assert second.mishap is None
    assert first.mishap.name == "grader_fault"
    assert first.mishap.message.startswith("The grader itself stopped while it looked at `a.py`: ")


def test_what_a_teacher_can_mend_stops_all(tmp_path: Path) -> None:
    def mended(_: Submission | Refused) -> Outcome:
        problem = "TensorFlow is not installed."
        raise NngraderError(problem)

    with pytest.raises(NngraderError, match="TensorFlow is not installed"):
        run(mended, *written(tmp_path, "a.py"))


def test_leaving_early_begins_nothing_more(tmp_path: Path) -> None:
    inspector = FakeInspector(by_student, slots=1)
    begun, go_on = threading.Event(), threading.Event()

    def waits(submission: Submission | Refused) -> Outcome:
        if submission.student == "b":
            begun.set()
            assert go_on.wait(10)
        return by_student(submission)

    inspector.by = waits
    files = tuple(map(str, written(tmp_path, "a.py", "b.py", "c.py", "d.py")))
    running = inspect(Wanted(files=files), lambda _: inspector)
    next(running)
    assert begun.wait(10)
    threading.Timer(0.1, go_on.set).start()
    running.close()

    assert inspector.closed
    assert len(inspector.limits) == 2


def test_an_error_after_the_training_is_a_mishap_and_keeps_the_network(tmp_path: Path) -> None:
    error = StageError("train", "KeyError", "'acc'", Place(40))

    (found,) = run(lambda _: script(error=error), *written(tmp_path, "a.py"))

    assert found.evidence.model is not None
    assert (found.mishap.name, found.mishap.place) == ("crashed", Place(40))
    assert "KeyError, line 40: 'acc'" in found.mishap.message


def test_a_training_that_ended_well_has_no_mishap(tmp_path: Path) -> None:
    (found,) = run(by_student, *written(tmp_path, "a.py"))

    assert found.mishap is None


# Which files


def test_a_folder_stands_for_its_scripts_and_notebooks(tmp_path: Path) -> None:
    written(tmp_path, "b.ipynb", "a.py", "notes.txt", "test_a.py", "assignment.py", ".c.py")
    (tmp_path / "deeper.py").mkdir()
    (single,) = written(tmp_path / "deeper.py", "d.py")

    given = listed([str(single), str(tmp_path), "nowhere.py"])

    assert given == (
        str(single),
        str(tmp_path / "a.py"),
        str(tmp_path / "b.ipynb"),
        "nowhere.py",
    )


def test_a_file_keeps_the_name_under_which_it_was_given(tmp_path: Path) -> None:
    given = f"{tmp_path}/./a.py"
    written(tmp_path, "a.py")

    assert listed([given]) == (given,)


def test_an_empty_folder_is_an_entry_of_its_own(tmp_path: Path) -> None:
    def refused(submission: Submission | Refused) -> Outcome:
        assert isinstance(submission, Refused)
        return Mishap(submission.outcome, submission.reason, script())

    assert listed([str(tmp_path)]) == (str(tmp_path),)
    (found,) = run(refused, tmp_path)
    assert (found.mishap.name, found.mishap.message) == (
        "unreadable",
        "it is a folder without a script or a notebook",
    )


# What is written of it


def test_the_documented_entry_keeps_the_schema() -> None:
    page = Path(__file__).parents[1].joinpath("docs", "inspect.md").read_text("utf-8")
    _, _, example = page.partition("```json\n")

    jsonschema.validate(json.loads(example.partition("```")[0]), SCHEMA)
    assert shown(script()) in page


# The command


def command(*words: str) -> Any:
    """Run it for real; files that cannot be read need no TensorFlow."""
    return CliRunner().invoke(main, ["inspect", *words])


def test_the_command_prints_an_entry_for_each_file_that_cannot_be_read(tmp_path: Path) -> None:
    odd = {
        "syntax.py": b"model = (\n",
        "binary.py": b"\0\1\2",
        "wide.py": "print(1)".encode("utf-16"),
        "list.ipynb": b"[]",
    }
    for name, content in odd.items():
        (tmp_path / name).write_bytes(content)
    folder = tmp_path / "empty"
    folder.mkdir()
    given = [*(str(tmp_path / name) for name in odd), str(folder), str(tmp_path / "gone.py")]

    done = command("--json", "--jobs", "2", *given)

    assert (done.exit_code, done.stderr) == (1, "")
    found = json.loads(done.stdout)
    jsonschema.validate(found, SCHEMA)
    assert [one["file"] for one in found] == given
    assert [one["status"] for one in found] == ["syntax_error", *["unreadable"] * 5]


def test_the_command_shows_people_the_same(tmp_path: Path) -> None:
    gone = str(tmp_path / "gone.py")

    done = command(gone)

    assert done.exit_code == 1
    assert done.output.startswith(f"{gone}\n  Network     none was captured\n")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ([], "Missing argument 'FILES...'."),
        (["a.py", "--jobs", "0"], "Invalid value for '--jobs': 0 is not in the range x>=1."),
    ],
)
def test_a_misspelled_command_says_what_it_wants(words: list[str], problem: str) -> None:
    done = command(*words)

    assert (done.exit_code, done.output.splitlines()[-1]) == (2, f"Error: {problem}")
