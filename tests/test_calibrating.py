"""The command that trains an assignment's solution and mutants, and what it writes."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType

import pytest
from click.testing import CliRunner

from nngrader import calibrating
from nngrader.assignments import open_assignment
from nngrader.calibrating import (
    EverySeed,
    NotCalibrated,
    Trained,
    Wanted,
    accuracies,
    concluded,
    plan,
    trained,
)
from nngrader.calibration import Rule, Sample
from nngrader.cli import main
from nngrader.errors import UnknownName, WorkerFault
from nngrader.evidence import Evidence, Mishap
from nngrader.grading import AsksForSeeds, next_seed
from nngrader.jobs import Submission
from nngrader.rubric import Assignment, Criterion, worth
from nngrader.rubric.checks import accuracy, all_of, hidden_layers
from tests import builders

LEARNS = "It learns all four segments on two seeds of three"
EXPECTED = f"""
[xor]
score = 15
[no_metric]
score = 14
loses = ["It reports how often it is right"]
[too_short]
score = 10
loses = ["{LEARNS}"]
[broken]
score = 3
status = "crashed"
loses = ["The segments become numbers", "{LEARNS}"]
"""


@pytest.fixture
def solutions(tmp_path: Path) -> Path:
    (tmp_path / "mutants").mkdir()
    for name in ("xor.py", "xor.ipynb", *(f"mutants/{n}.py" for n in MUTANTS)):
        (tmp_path / name).write_text("")
    (tmp_path / "expected.toml").write_text(EXPECTED)
    return tmp_path


MUTANTS = ("no_metric", "too_short", "broken")


def wanted(solutions: Path | None = None, *only: str, runs: int = 4) -> Wanted:
    return Wanted(assignment="xor", runs=runs, solutions=solutions, only=only)


def runs_of(*found: float) -> Evidence:
    runs = tuple(builders.run(seed, accuracy=accuracy) for seed, accuracy in enumerate(found))
    return builders.evidence(runs=runs)


def faked(path: Path, assignment: Assignment) -> Evidence | Mishap:
    """The solution learns, `too_short` once, `broken` crashes."""
    if path.stem == "broken":
        return builders.crash()
    seeds = assignment.training.seeds
    if path.stem == "xor":
        return runs_of(*(1.0 for _ in seeds))
    return runs_of(*(1.0 if seed == 1 else 0.75 for seed in seeds))


def test_the_solution_and_the_mutants_that_lose_the_accuracy_are_trained(solutions: Path) -> None:
    planned = plan(wanted(solutions))

    assert planned.rule == Rule(at_least=1.0, on_seeds=2, seeds=3)
    assert [(str(path.relative_to(solutions)), correct) for path, correct in planned.files] == [
        ("xor.py", True),
        ("mutants/broken.py", False),
        ("mutants/too_short.py", False),
    ]


def test_a_notebook_is_trained_where_there_is_no_script(solutions: Path) -> None:
    (solutions / "xor.py").unlink()

    assert plan(wanted(solutions)).files[0] == (solutions / "xor.ipynb", True)


def test_only_chooses_among_the_mutants_and_the_solution_stays(solutions: Path) -> None:
    def names(*only: str) -> list[str]:
        return [path.stem for path, _ in plan(wanted(solutions, *only)).files]

    assert names("too_short") == ["xor", "too_short"]
    assert names("too_short", "broken") == ["xor", "broken", "too_short"]
    assert names("xor") == ["xor"]


def test_a_name_that_does_not_lose_the_accuracy_is_refused(solutions: Path) -> None:
    with pytest.raises(UnknownName) as caught:
        plan(wanted(solutions, "too_short", "no_metric"))

    assert str(caught.value) == (
        "The calibration of xor has no 'no_metric'. It has: broken, too_short, xor."
    )


def test_without_a_solution_nothing_is_calibrated(solutions: Path) -> None:
    for name in ("xor.py", "xor.ipynb"):
        (solutions / name).unlink()
    (solutions / "expected.toml").write_text(EXPECTED.replace("[xor]\nscore = 15\n", ""))

    with pytest.raises(NotCalibrated) as caught:
        plan(wanted(solutions))

    assert str(caught.value) == (
        f"{solutions} holds no xor.py or .ipynb to set the mutants against."
    )


def rubric(*criteria: Criterion) -> Assignment:
    return builders.assignment(rubric=criteria)


def test_accuracy_is_found_by_the_check_and_inside_others() -> None:
    inside = worth(5, "Both", all_of(hidden_layers(at_least=1), accuracy(at_least=0.9)))
    assignment = rubric(worth(1, "Layers", hidden_layers(at_least=1)), inside)

    criterion, check = calibrating._accuracy(assignment)

    assert criterion == inside
    assert isinstance(check, accuracy)


@pytest.mark.parametrize("times", [0, 2])
def test_a_rubric_must_ask_for_accuracy_once(times: int) -> None:
    asking = (worth(1, f"Part {n}", accuracy(at_least=0.9)) for n in range(times))
    assignment = rubric(worth(1, "Layers", hidden_layers(at_least=1)), *asking)

    with pytest.raises(NotCalibrated) as caught:
        calibrating._accuracy(assignment)

    assert str(caught.value) == (
        f"'Teach a network XOR' asks for accuracy {times} times; a threshold can be calibrated "
        "where it is asked for once."
    )


def test_every_seed_is_asked_for_until_a_training_stops() -> None:
    asking = calibrating._asking_every_seed(builders.assignment(), 4)

    assert isinstance(EverySeed(), AsksForSeeds)
    assert asking.training == replace(builders.assignment().training, seeds=(0, 1, 2, 3))
    assert next_seed(asking, runs_of(1.0, 1.0, 1.0)) == 3
    assert next_seed(asking, runs_of(1.0, 1.0, 1.0, 1.0)) is None
    stopped = builders.evidence(runs=(builders.run(error="ValueError: no"),))
    assert next_seed(asking, stopped) is None


def test_accuracies_are_read_when_there_are_as_many_as_wanted() -> None:
    assert accuracies(runs_of(1.0, 0.75), 2) == (1.0, 0.75)
    assert accuracies(runs_of(1.0, 0.75), 3) == "2 of 3 trainings took place."
    assert accuracies(builders.evidence(runs=()), 3) == "0 of 3 trainings took place."


def test_what_stopped_is_told_in_one_line() -> None:
    stopped = builders.evidence(runs=(builders.run(error="ValueError: no\n  such thing"),))

    assert accuracies(builders.crash(), 2) == "`preprocess` stopped with a ValueError."
    assert accuracies(stopped, 1) == "1 of 1 trainings took place. ValueError: no such thing"


def test_a_fault_of_the_grader_is_never_left_out_as_a_mutant_that_crashes() -> None:
    with pytest.raises(WorkerFault, match="The grader itself stopped"):
        accuracies(builders.mishap("grader_fault", message="The grader itself stopped."), 2)


def test_every_file_is_told_when_it_is_done(solutions: Path) -> None:
    planned = plan(wanted(solutions))

    done = list(trained(planned, faked))

    assert done == [
        Trained("xor", Sample("xor", True, 4, (4, 4, 4, 4)), versions=builders.VERSIONS),
        Trained("broken", None, "`preprocess` stopped with a ValueError."),
        Trained(
            "too_short", Sample("too_short", False, 4, (3, 4, 3, 3)), versions=builders.VERSIONS
        ),
    ]
    assert [one.told(planned.rule) for one in done] == [
        "xor: 4 of 4 runs reach 1 (accuracies 1.0000 to 1.0000)",
        "broken: cannot be trained: `preprocess` stopped with a ValueError.",
        "too_short: 1 of 4 runs reach 1 (accuracies 0.7500 to 1.0000)",
    ]


def test_the_command_is_told_as_it_must_be_typed() -> None:
    folder = Path("my solutions")
    long = Wanted(assignment="xor", runs=10, solutions=folder, only=("a", "b"))

    assert Wanted(assignment="xor", runs=10).command == "nngrader calibrate xor --runs 10"
    assert long.command == (
        "nngrader calibrate xor --runs 10 --solutions 'my solutions' --only a --only b"
    )


def test_what_was_trained_and_what_could_not_be_come_together(solutions: Path) -> None:
    planned = plan(wanted(solutions))

    found = concluded(planned, trained(planned, faked))

    assert found.samples == (
        Sample("xor", True, 4, (4, 4, 4, 4)),
        Sample("too_short", False, 4, (3, 4, 3, 3)),
    )
    assert found.untrained == (("broken", "`preprocess` stopped with a ValueError."),)
    assert (found.rows, found.source) == (4, "four customer segments")
    assert found.versions == builders.VERSIONS
    assert not found.met


class FakeLocal:
    """An executor that answers by the name of the file and trains nothing."""

    def __enter__(self) -> "FakeLocal":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None

    def examine(self, submission: Submission, assignment: Assignment) -> Evidence | Mishap:
        return faked(Path(submission.path), assignment)


@pytest.fixture
def invoke(monkeypatch: pytest.MonkeyPatch, solutions: Path) -> Callable[..., tuple[int, str]]:
    monkeypatch.setattr(calibrating, "Local", FakeLocal)

    def invoked(*options: str) -> tuple[int, str]:
        line = ["calibrate", "xor", "--solutions", str(solutions), *options]
        done = CliRunner().invoke(main, line)
        return done.exit_code, done.output

    return invoked


def test_the_command_ends_with_0_when_the_present_rule_does(
    invoke: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    out = tmp_path / "xor.md"

    code, told = invoke("--runs", "4", "--only", "broken", "--out", str(out))

    assert code == 0
    lines, _, text = told.partition("\n\n")
    assert lines.splitlines() == [
        "xor: 4 of 4 runs reach 1 (accuracies 1.0000 to 1.0000)",
        "broken: cannot be trained: `preprocess` stopped with a ValueError.",
    ]
    assert out.read_text(encoding="utf-8") == text
    assert text.startswith("# Calibration: Teach a network XOR\n")


def test_the_command_ends_with_1_when_a_mutant_passes_too_often(
    invoke: Callable[..., tuple[int, str]],
) -> None:
    code, told = invoke("--runs", "4")

    assert code == 1
    assert "No. `too_short` fails with a chance of 0.8437; 0.99 is wanted.\n" in told


@pytest.mark.parametrize("options", [(), ("--runs", "0")])
def test_at_least_one_run_must_be_asked_for(
    invoke: Callable[..., tuple[int, str]], options: tuple[str, ...]
) -> None:
    assert invoke(*options)[0] == 2


def test_what_a_teacher_can_mend_is_told_as_its_sentence(
    invoke: Callable[..., tuple[int, str]],
) -> None:
    assert invoke("--runs", "1", "--only", "to_short") == (
        2,
        "Error: The calibration of xor has no 'to_short'. Did you mean 'too_short'? "
        "It has: broken, too_short, xor.\n",
    )


@pytest.mark.keras
def test_real_trainings_of_xor_part_the_solution_from_one_epoch() -> None:
    planned = plan(Wanted(assignment="xor", runs=3, only=("one_epoch", "not_compiled")))

    found = concluded(planned, calibrating.calibrate(planned))

    assert [sample.name for sample in found.samples] == ["xor", "one_epoch"]
    assert found.samples[0].right == (4, 4, 4)
    assert max(found.samples[1].right) < 4
    assert [name for name, _ in found.untrained] == ["not_compiled"]
    assert {"python", "tensorflow", "keras", "numpy"} <= set(found.versions)
    assert found.met
    assert open_assignment("xor").training.seeds == (0, 1, 2)
