"""`nngrader diagnose`: what is run, what is found, and how it is told to people and to machines."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from nngrader.cli import main
from nngrader.diagnosing import Diagnosis, Wanted, diagnose, document, render
from nngrader.errors import UnknownName
from nngrader.evidence import Evidence, FitCall, Mishap, Place, StageError, Trial
from nngrader.executors import Options
from nngrader.findings import Finding
from nngrader.isolation import Isolation
from nngrader.jobs import Refused, Submission
from nngrader.rubric import Assignment, Training
from tests import builders
from tests.rules import healthy

SCHEMA = json.loads(files("nngrader.diagnosing").joinpath("schema.json").read_text("utf-8"))
Outcome = Evidence | Mishap
SOFTMAX = "softmax-on-one-unit"
FUNCTIONS = "import keras\n\ndef preprocess(a, b, c): ...\n\ndef build_model(): ...\n\ndef train(m, x, y): ...\n"


def softmax_on_one_unit() -> Evidence:
    """XOR whose last unit always gets everything."""
    return healthy.xor(model=healthy.xor_model("constant"), script=True, runs=())


def found(*findings: Finding, **changes: Any) -> Diagnosis:
    return replace(Diagnosis("xor.py", healthy.xor(), findings), **changes)


def finding(rule: str = SOFTMAX, **changes: Any) -> Finding:
    made = Finding(
        rule=rule,
        catalogue="L01",
        severity="fatal",
        message="Every answer is 1.",
        hint="What can a share of the whole say?",
        place=Place(12),
        look="Print some answers.",
        concept="softmax",
        confirmed_by="Read off what the program does.",
    )
    return replace(made, **changes)


def trial(**changes: Any) -> Trial:
    made = Trial(
        change="scaled-inputs",
        rule=SOFTMAX,
        seed=0,
        epochs=2,
        before={"loss": (1.0, None)},
        after={"loss": (0.5, 0.25)},
        reached=0.5,
        reaches=0.97,
        confirms=True,
    )
    return replace(made, **changes)


# Running


@dataclass
class FakeDiagnostician:
    """Diagnoses by a function, and examines hand-ins as perfect ones."""

    by: Callable[[Submission | Refused], Outcome]
    slots: int = 2
    isolation: Isolation = Isolation("filters")  # noqa: RUF009 - frozen
    told: list[tuple[Training, bool]] = field(default_factory=list)
    examined: list[str] = field(default_factory=list)

    def __enter__(self) -> "FakeDiagnostician":
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing runs."""

    def diagnose(
        self, submission: Submission | Refused, training: Training, *, train: bool
    ) -> Outcome:
        self.told.append((training, train))
        return self.by(submission)

    def examine(self, submission: Submission | Refused, assignment: Assignment) -> Outcome:
        self.examined.append(assignment.name)
        return softmax_on_one_unit()


def run(by: Callable[[Submission | Refused], Outcome], *given: Path, **more: Any) -> Any:
    """Diagnose files by a fake; give back what was found, and the fake."""
    fake = FakeDiagnostician(by)
    wanted = Wanted(files=tuple(map(str, given)), **more)
    return [*diagnose(wanted, lambda _: fake)], fake


def written(folder: Path, name: str, text: str = "x = 1\n") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def test_a_fault_of_a_rule_costs_only_its_file(tmp_path: Path) -> None:
    paths = [written(tmp_path, name) for name in ("a.py", "b.py")]
    torn = softmax_on_one_unit()
    torn = replace(torn, model=replace(torn.model, layers=None))  # type: ignore[type-var]

    (faulty, other), _ = run(
        lambda given: torn if given.name == "a.py" else softmax_on_one_unit(), *paths
    )

    assert faulty.mishap is not None
    assert (faulty.mishap.name, faulty.findings) == ("grader_fault", ())
    assert other.findings[0].rule == SOFTMAX


def test_findings_come_with_their_file(tmp_path: Path) -> None:
    path = written(tmp_path, "a.py")

    (one,), fake = run(lambda _: softmax_on_one_unit(), path)

    assert (one.file, one.mishap, one.findings[0].rule) == (str(path), None, SOFTMAX)
    assert one.serious
    assert fake.told == [(Training(seeds=(0, 1, 2)), True)]


def test_a_healthy_program_has_nothing_serious(tmp_path: Path) -> None:
    (one,), _ = run(lambda _: healthy.xor(), written(tmp_path, "a.py"))

    assert (one.findings, one.serious) == ((), False)


def test_limits_and_training_are_handed_on(tmp_path: Path) -> None:
    _, fake = run(
        lambda _: healthy.xor(), written(tmp_path, "a.py"), training=False, limits=("wall=5",)
    )

    ((training, train),) = fake.told
    assert (training.limit_s, train) == (5, False)


def test_jobs_are_handed_on() -> None:
    opened: list[Options] = []

    def opening(options: Options) -> FakeDiagnostician:
        opened.append(options)
        return FakeDiagnostician(lambda _: healthy.xor())

    assert [*diagnose(Wanted(files=(), jobs=3), opening)] == []
    assert opened == [Options(jobs=3)]


def test_a_language_that_nobody_speaks_stops_before_anything_runs() -> None:
    with pytest.raises(UnknownName, match="'xx'"):
        run(lambda _: healthy.xor(), language="xx")


def test_a_hand_in_that_only_defines_functions_is_examined_by_its_name(tmp_path: Path) -> None:
    mishap = Mishap("no_model", "No network was made.", healthy.xor(model=None, runs=(), fits=()))
    hand_in = written(tmp_path, "xor.py", FUNCTIONS)
    unknown = written(tmp_path, "mine.py", FUNCTIONS)
    script = written(tmp_path, "iris.py", "import keras\n")

    (first, second, third), fake = run(lambda _: mishap, hand_in, unknown, script)

    assert fake.examined == ["xor"]
    assert first.findings[0].rule == SOFTMAX
    assert (second.mishap, third.mishap) == (mishap, mishap)


def test_a_crash_keeps_what_is_found(tmp_path: Path) -> None:
    error = StageError("train", "KeyError", "'acc'", Place(40))
    stopped = replace(softmax_on_one_unit(), error=error)

    (one,), _ = run(lambda _: stopped, written(tmp_path, "a.py"))

    assert one.mishap.name == "crashed"
    assert SOFTMAX in {finding.rule for finding in one.findings}


# For machines


def test_an_entry_keeps_the_schema_and_says_everything() -> None:
    (entry,) = json.loads(document([found(finding(), evidence=healthy.xor(trials=(trial(),)))]))

    jsonschema.validate([entry], SCHEMA)
    assert entry["findings"] == [
        {
            "rule": SOFTMAX,
            "catalogue": "L01",
            "severity": "fatal",
            "message": "Every answer is 1.",
            "hint": "What can a share of the whole say?",
            "look": "Print some answers.",
            "concept": "softmax",
            "line": 12,
            "cell": None,
            "confirmed_by": "Read off what the program does.",
            "trial": {
                "change": "scaled-inputs",
                "confirms": True,
                "seed": 0,
                "epochs": 2,
                "reached": 0.5,
                "reaches": 0.97,
                "loss_before": [1.0, None],
                "loss_after": [0.5, 0.25],
            },
        }
    ]
    assert entry["training"][0] == {"seed": 0, "epochs": 200, "accuracy": 1.0}


def test_a_file_that_was_stopped_keeps_the_schema() -> None:
    mishap = builders.mishap("timed_out")

    (entry,) = json.loads(document([found(mishap=mishap, evidence=mishap.captured)]))

    jsonschema.validate([entry], SCHEMA)
    assert (entry["status"], entry["mishap"]["message"]) == ("timed_out", mishap.message)


def test_a_training_on_numbers_is_told_by_what_it_explains() -> None:
    evidence = healthy.xor(task="numbers")

    (entry,) = json.loads(document([found(evidence=evidence)]))

    jsonschema.validate([entry], SCHEMA)
    assert entry["training"][0] == {"seed": 0, "epochs": 200, "explained": 1.0}


# For people


def test_the_first_cause_has_its_question_and_the_rest_a_line_each() -> None:
    other = finding("no-hidden-layer", catalogue="A01", message="There is no bend.", place=None)

    assert render(found(finding(), other), width=80) == (
        "xor.py: line 12, softmax-on-one-unit (L01, fatal)\n"
        "  Every answer is 1.\n"
        "  Question: What can a share of the whole say?\n"
        "  Look: Print some answers.\n"
        "  How we know: Read off what the program does.\n"
        "  More: nngrader explain softmax-on-one-unit\n"
        "  Also: There is no bend. (no-hidden-layer (A01, fatal))\n"
    )


def test_a_suspicion_is_called_one() -> None:
    assert "  How we know: A suspicion: nothing was tried that confirms it.\n" in render(
        found(finding(confirmed_by="")), width=80
    )


def test_a_healthy_program_is_told_so() -> None:
    assert render(found(), width=80) == "xor.py: nothing found that is wrong.\n"


def test_what_was_not_trained_is_told() -> None:
    evidence = healthy.xor(runs=())

    assert render(found(evidence=evidence), width=80) == (
        "xor.py: nothing found that is wrong.\n"
        "  It was not trained, so only what can be read off it was judged.\n"
    )


def test_why_a_file_was_stopped_comes_first() -> None:
    mishap = Mishap("crashed", "It stopped in line 3.", healthy.xor(runs=()))

    assert render(found(mishap=mishap), width=80) == "xor.py:\n  Stopped: It stopped in line 3.\n"


def test_what_a_program_prints_cannot_forge_our_lines() -> None:
    shown = render(found(finding(message="Bad.\n  Question: None.\x1b[2J")), width=80)

    assert "\n  Question: None." not in shown
    assert "\x1b" not in shown


# The command


def test_a_file_that_cannot_be_read_has_an_entry_and_ends_with_1(tmp_path: Path) -> None:
    path = written(tmp_path, "a.py", "model = (\n")

    done = CliRunner().invoke(main, ["diagnose", "--json", str(path)])

    (entry,) = json.loads(done.stdout)
    jsonschema.validate([entry], SCHEMA)
    assert (done.exit_code, entry["status"], entry["findings"]) == (1, "syntax_error", [])


def test_an_unknown_language_is_told_with_those_there_are(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["diagnose", "--lang", "xx", str(written(tmp_path, "a.py"))])

    assert done.exit_code == 2
    assert "xx" in done.output
    assert "en" in done.output


@pytest.mark.sandbox
def test_a_script_is_run_trained_and_diagnosed_for_real(tmp_path: Path) -> None:
    """Nothing is mended by the trial of a network that cannot bend; the fact is told."""
    text = (
        "import keras\nimport numpy as np\n"
        "x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], 'float32')\n"
        "y = np.array([0, 1, 1, 0])\n"
        "model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation='sigmoid')])\n"
        "model.compile(optimizer='adam', loss='binary_crossentropy', metrics=['accuracy'])\n"
        "model.fit(x, y, epochs=50, verbose=0)\n"
    )

    (one,) = [*diagnose(Wanted(files=(str(written(tmp_path, "a.py", text)),)))]

    assert one.mishap is None
    assert [run.seed for run in one.evidence.runs] == [0, 1, 2]
    assert one.findings[0].rule == "no-hidden-layer"
    assert (one.evidence.task, one.evidence.exam) == ("classes", "training")
    assert isinstance(one.evidence.fits[0], FitCall)
