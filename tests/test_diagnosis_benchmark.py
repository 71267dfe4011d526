"""The benchmark of the diagnosis: what it counts as right, and the programs that it is made of."""

import ast
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import nbformat
import pytest
import tomllib

from benchmarks.diagnosis import mutants, scoring
from benchmarks.diagnosis.measuring import (
    CORRECT,
    Choice,
    document,
    gathered,
    healthy,
    labelled,
    measured,
    missed,
    told,
)
from benchmarks.diagnosis.mutants import Mutant, Outcome, harmed
from benchmarks.diagnosis.operators import OPERATORS
from benchmarks.diagnosis.scoring import Finding, Said, Wanted, score

MUTANTS = tuple(mutants.every())
RIGHT = tuple(file for file, _ in healthy(CORRECT))


def said(*names: str, status: str = "evidence", mishap: str = "") -> Said:
    """Findings as "L01 fatal", most important first."""
    return Said(tuple(Finding(*name.split()) for name in names), status, mishap)


def faulty(main: str = "L01", **more: object) -> Wanted:
    return Wanted("one", "programs", main, **more)  # type: ignore[arg-type]


# -- Scoring ---------------------------------------------------------------------------------------


def test_the_first_finding_counts_as_the_first_cause() -> None:
    scored = score(faulty(), said("L01 fatal", "T06 major"))

    assert (scored.first, scored.among_three, scored.found) == (True, True, True)


def test_the_second_finding_is_not_the_first_cause() -> None:
    scored = score(faulty(), said("T06 major", "L01 fatal"))

    assert (scored.first, scored.among_three, scored.found) == (False, True, True)


def test_the_third_finding_is_among_three() -> None:
    assert score(faulty(), said("T06 major", "D01 major", "L01 fatal")).among_three


def test_the_fourth_finding_is_found_but_not_among_three() -> None:
    scored = score(faulty(), said("T06 major", "D01 major", "A02 major", "L01 fatal"))

    assert (scored.among_three, scored.found) == (False, True)


def test_nothing_said_of_a_fault_is_a_miss_of_every_kind() -> None:
    scored = score(faulty(), said())

    assert (scored.first, scored.among_three, scored.found) == (False, False, False)


def test_another_accepted_name_is_as_right_as_the_main_one() -> None:
    assert score(faulty("L07", accept=("L04",)), said("L04 fatal")).first
    assert not score(faulty("L07"), said("L04 fatal")).first


def test_an_information_in_front_of_a_cause_is_not_counted() -> None:
    assert score(faulty(), said("T21 info", "L01 fatal")).first


def test_a_minor_finding_in_front_of_a_cause_is_counted() -> None:
    assert not score(faulty(), said("T07 minor", "L01 fatal")).first


def test_an_information_that_stands_alone_is_a_first_cause() -> None:
    assert score(faulty("T02"), said("T02 info")).first


def test_an_information_beside_a_cause_is_found_but_is_no_cause() -> None:
    scored = score(faulty("T02"), said("T02 info", "L01 fatal"))

    assert (scored.first, scored.among_three, scored.found) == (False, False, True)


@pytest.mark.parametrize("severity", ["minor", "info"])
def test_what_is_harmless_is_right_when_it_is_explained(severity: str) -> None:
    scored = score(faulty("L03", harmless=True), said(f"L03 {severity}"))

    assert (scored.first, scored.among_three, scored.found) == (True, True, True)


@pytest.mark.parametrize("severity", ["major", "fatal"])
def test_what_is_harmless_is_a_miss_when_it_is_failed(severity: str) -> None:
    scored = score(faulty("L03", harmless=True), said(f"L03 {severity}"))

    assert (scored.first, scored.among_three, scored.found) == (False, False, False)


def test_what_is_harmless_is_a_miss_when_another_fault_is_claimed() -> None:
    assert not score(faulty("L03", harmless=True), said("L03 minor", "T04 major")).first


def test_what_is_harmless_is_a_miss_when_it_is_not_explained() -> None:
    assert not score(faulty("L03", harmless=True), said("L16 minor")).first


@pytest.mark.parametrize("severity", ["fatal", "major"])
def test_a_grave_finding_on_a_right_program_is_a_false_alarm(severity: str) -> None:
    assert score(Wanted("one", "correct"), said(f"T16 {severity}")).false_alarm


@pytest.mark.parametrize("severity", ["minor", "info"])
def test_a_slight_finding_on_a_right_program_is_no_false_alarm(severity: str) -> None:
    assert not score(Wanted("one", "correct"), said(f"T16 {severity}")).false_alarm


def test_the_false_alarm_is_seen_wherever_it_stands() -> None:
    assert score(Wanted("one", "correct"), said("T21 info", "T07 minor", "T16 major")).false_alarm


def test_the_rates_are_shares_of_the_faulty_programs_alone() -> None:
    scored = [
        score(faulty(), said("L01 fatal")),
        score(faulty(), said("T06 major", "L01 fatal")),
        score(faulty(), said("T06 major", "D01 major", "A02 major", "L01 fatal")),
        score(faulty(), said()),
        score(Wanted("right", "correct"), said()),
    ]

    assert scoring.rates(scored) == scoring.Rates(4, 0.25, 0.5, 0.75)


def test_a_group_is_the_first_letter_of_the_fault() -> None:
    scored = [score(faulty("L01"), said()), score(faulty("D01"), said())]

    assert scoring.group(scored, "D") == scored[1:]


def test_an_entry_of_the_json_is_read() -> None:
    finding = {"rule": "softmax_on_one_unit", "catalogue": "L01", "severity": "fatal", "line": 3}
    entry = {"file": "a.py", "status": "crash", "mishap": {"name": "crash"}, "findings": [finding]}

    assert scoring.said(entry) == said("L01 fatal", status="crash", mishap="crash")


# -- Measuring -------------------------------------------------------------------------------------


class Answers:
    """A diagnosis that says what it was told to, of files by name."""

    def __init__(self, **answers: Said) -> None:
        self.answers = answers
        self.asked: list[tuple[str, bool]] = []

    def __call__(self, files: Sequence[Path], training: bool) -> Iterable[Said]:
        self.asked += [(file.name, training) for file in files]
        return [self.answers[file.stem] for file in files]


FILES = [
    (Path("a.py"), Wanted("a", "programs", "L01")),
    (Path("b.py"), Wanted("b", "mutants", "T06", training=True)),
    (Path("c.py"), Wanted("c", "correct")),
]


def test_every_file_is_diagnosed_and_scored() -> None:
    diagnose = Answers(a=said("L01 fatal"), b=said("L01 fatal"), c=said())

    scored = measured(FILES, diagnose, training=False)

    assert diagnose.asked == [("a.py", False), ("b.py", False), ("c.py", False)]
    assert [one.first for one in scored] == [True, False, False]


def test_the_tables_tell_the_rates_the_alarms_and_the_verdict() -> None:
    diagnose = Answers(a=said("L01 fatal"), b=said("A02 major"), c=said("T16 major"))

    assert (
        told(False, measured(FILES, diagnose, training=False))
        == """\
### Without training

|                            | n | first cause | among three | found   |
| -------------------------- | - | ----------- | ----------- | ------- |
| 65 programs                | 1 | 100.0 %     | 100.0 %     | 100.0 % |
| mutants                    | 1 | 0.0 %       | 0.0 %       | 0.0 %   |
| decidable without training | 1 | 100.0 %     | 100.0 %     | 100.0 % |
| all                        | 2 | 50.0 %      | 50.0 %      | 50.0 %  |
| L                          | 1 | 100.0 %     | 100.0 %     | 100.0 % |
| T                          | 1 | 0.0 %       | 0.0 %       | 0.0 %   |

False alarms (fatal or major) on 1 of 1 right programs, 100.0 %: c (T16).

NOT within what is wanted: 85% first, 95% among three, 1% false alarms.
"""
    )


def test_all_right_is_within_what_is_wanted() -> None:
    diagnose = Answers(a=said("L01 fatal"), b=said("T06 major"), c=said())

    text = told(True, measured(FILES, diagnose, training=True))

    assert text.startswith("### With training\n")
    assert "\nWithin what is wanted" in text


def test_a_right_program_that_was_not_run_to_its_end_is_told() -> None:
    diagnose = Answers(a=said(), b=said(), c=said(status="timeout", mishap="timeout"))

    text = told(True, measured(FILES, diagnose, training=True))

    assert "Right programs that were not run to their end: c (timeout)." in text


def test_the_misses_are_listed_with_what_was_said_first() -> None:
    diagnose = Answers(a=said("T21 info", "T06 major", "L01 fatal"), b=said(), c=said())

    text = missed(measured(FILES, diagnose, training=True))

    assert (
        text
        == """
| missed | wanted | first three said     | ended by |
| ------ | ------ | -------------------- | -------- |
| a      | L01    | T06 major, L01 fatal |          |
| b      | T06    | nothing              |          |
"""
    )


def test_the_answers_are_kept_as_json() -> None:
    diagnose = Answers(a=said("L01 fatal"), b=said(), c=said())

    rows = json.loads(document({True: measured(FILES, diagnose, training=True)}))

    assert rows[0]["with_training"]
    assert rows[0]["wanted"]["file"] == "a"
    assert rows[0]["first"]
    assert rows[0]["said"]["findings"] == [{"catalogue": "L01", "severity": "fatal"}]


def test_labels_are_read_and_a_control_has_no_fault(tmp_path: Path) -> None:
    (tmp_path / "so_1.py").touch()
    (tmp_path / "so_2.ipynb").touch()
    (tmp_path / "labels.toml").write_text(
        '[so_1]\nmain = "A02"\nalso = ["L16"]\naccept = ["A01"]\ntraining = true\nseen = "0.1"\n'
        '[so_2]\nmain = "OK"\n'
    )

    assert labelled(tmp_path) == [
        (tmp_path / "so_1.py", Wanted("so_1", "programs", "A02", ("A01",), training=True)),
        (tmp_path / "so_2.ipynb", Wanted("so_2", "programs")),
    ]


def test_some_of_a_family_are_taken_to_try_it() -> None:
    with gathered(Choice(families=("correct",), quick=True)) as files:
        assert len(files) == 6


def test_files_can_be_chosen_by_their_name() -> None:
    with gathered(Choice(families=("correct",), containing="xor_hinge")) as files:
        assert [wanted.file for _, wanted in files] == ["xor_hinge"]


# -- Mutants ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("mutant", MUTANTS, ids=[one.name for one in MUTANTS])
def test_every_mutant_can_be_read_and_differs_from_its_original(mutant: Mutant) -> None:
    source = next(name for name in mutants.ORIGINALS if Path(name).stem == mutant.original)

    ast.parse(mutant.text)
    assert mutant.text != mutants.original(source)


def test_the_mutants_are_the_same_every_time() -> None:
    assert tuple(mutants.every()) == MUTANTS


def test_no_two_mutants_have_the_same_text() -> None:
    twice = [text for text, times in Counter(one.text for one in MUTANTS).items() if times > 1]

    assert not twice


def test_every_operator_applies_somewhere() -> None:
    assert {one.operator.name for one in MUTANTS} == {one.name for one in OPERATORS}


def test_between_eighty_and_a_hundred_and_fifty_mutants_are_faults() -> None:
    assert 80 <= len(list(mutants.faulty())) <= 150


def test_all_was_measured_that_its_text_does_not_prove() -> None:
    originals = {Path(name).stem for name in mutants.ORIGINALS}
    unproven = {one.name for one in MUTANTS if not one.operator.certain}

    measured = set(mutants.outcomes())

    assert originals | unproven <= measured <= originals | {one.name for one in MUTANTS}


@pytest.mark.parametrize("name", [Path(name).stem for name in mutants.ORIGINALS])
def test_every_original_learned(name: str) -> None:
    seen = mutants.outcomes()[name]

    assert not seen.stopped
    assert seen.accuracy is None or seen.accuracy >= 0.9


def test_a_mutant_that_learned_as_well_survived() -> None:
    assert not harmed(Outcome(accuracy=0.96), Outcome(accuracy=0.92))


def test_a_mutant_that_learned_five_percent_less_was_harmed() -> None:
    assert harmed(Outcome(accuracy=0.96), Outcome(accuracy=0.91))


def test_a_mutant_that_stopped_was_harmed_whatever_it_had_learned() -> None:
    assert harmed(Outcome(accuracy=0.96), Outcome(accuracy=0.96, stopped="ValueError"))


def test_without_accuracy_twice_the_loss_is_harm() -> None:
    assert not harmed(Outcome(loss=0.1), Outcome(loss=0.19))
    assert harmed(Outcome(loss=0.1), Outcome(loss=0.2))


def test_a_loss_that_is_no_number_is_harm() -> None:
    assert harmed(Outcome(loss=0.1), Outcome())


PICTURES = """\
import keras
import numpy as np
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train / 255
x_test = x_test / 255
model = keras.Sequential()
model.add(keras.Input(shape=(28, 28, 1)))
model.add(keras.layers.Conv2D(8, (3, 3), activation='relu'))
model.add(keras.layers.Flatten())
model.add(keras.layers.Dense(10, activation='softmax'))
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, epochs=5)
model.evaluate(x_test, y_test)
"""


def written(operator: str, text: str = PICTURES) -> list[str]:
    """The lines of a mutant that are not of its original."""
    mutant = next(one for one in mutants.of("pictures", text) if one.operator.name == operator)
    return [line for line in mutant.text.splitlines() if line not in text.splitlines()]


@pytest.mark.parametrize(
    ("operator", "lines"),
    [
        ("softmax_forgotten", ["model.add(keras.layers.Dense(10))"]),
        ("relu_at_the_end", ["model.add(keras.layers.Dense(10, activation='relu'))"]),
        ("softmax_twice", ["model.add(keras.layers.Softmax())"]),
        ("one_output_too_few", ["model.add(keras.layers.Dense(9, activation='softmax'))"]),
        ("classes_counted_from_one", ["y_train = y_train + 1"]),
        ("labels_shuffled", ["y_train = np.random.permutation(y_train)"]),
        ("pixels_not_scaled", ["x_train = x_train", "x_test = x_test"]),
        ("kernel_of_old_keras", ["model.add(keras.layers.Conv2D(8, 3, 3, activation='relu'))"]),
        ("no_epoch", ["model.fit(x_train, y_train, epochs=0)"]),
        ("batch_of_everything", ["model.fit(x_train, y_train, epochs=5, batch_size=len(x_train))"]),
        ("examined_with_learned_rows", ["model.evaluate(x_train, y_train)"]),
        ("one_row_without_its_axis", ["print(model.predict(np.array(x_train[0])))"]),
        ("flatten_forgotten", []),
        ("not_compiled", []),
    ],
)
def test_an_operator_writes_its_fault(operator: str, lines: list[str]) -> None:
    assert written(operator) == lines


def test_what_an_operator_takes_out_is_gone() -> None:
    texts = {one.operator.name: one.text for one in mutants.of("pictures", PICTURES)}

    assert "Flatten" not in texts["flatten_forgotten"]
    assert "compile" not in texts["not_compiled"]
    assert "Conv2D" not in texts["hidden_layers_dropped"]


def test_an_operator_gives_way_where_its_text_is_not_found() -> None:
    """No loss, no rows, no training: only what is of a layer can be changed."""
    lonely = "import keras\nmodel = keras.Sequential([keras.layers.Dense(1)])\n"

    assert [one.operator.name for one in mutants.of("lonely", lonely)] == [
        "dropout_of_the_answers",
        "all_weights_zero",
        "enormous_weights",
        "crushing_penalty",
        "bias_removed",
    ]


# -- Right programs --------------------------------------------------------------------------------


def test_there_are_seventy_right_programs_and_more_and_a_dozen_of_notebooks() -> None:
    kinds = Counter(file.suffix for file in RIGHT)

    assert sum(kinds.values()) >= 70
    assert kinds[".ipynb"] >= 12


def test_of_every_right_program_it_is_noted_what_was_seen() -> None:
    notes = tomllib.loads((CORRECT / "notes.toml").read_text(encoding="utf-8"))

    assert set(notes) == {file.name for file in RIGHT}
    assert all(notes.values())


@pytest.mark.parametrize("file", RIGHT, ids=[file.name for file in RIGHT])
def test_every_right_program_can_be_read(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".ipynb":
        nbformat.validate(nbformat.reads(text, as_version=4))
    else:
        ast.parse(text)
