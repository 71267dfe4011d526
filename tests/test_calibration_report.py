"""A calibration as a document."""

from dataclasses import replace
from statistics import NormalDist
from typing import Any

import pytest

from nngrader.calibration import Rule, Sample
from nngrader.calibration_report import WIDTH, Calibration, document, in_short, strips, verdict

TWO_OF_THREE = Rule(at_least=0.9, on_seeds=2, seeds=3)
ONCE = Rule(at_least=0.96)
GOOD = Sample("iris", True, 30, (30, 29, 30, 28, 30))
BAD = Sample("misaligned", False, 30, (10, 12, 10, 9, 27))


def bell(name: str, mean: float, *, correct: bool = False) -> Sample:
    spread = NormalDist(mean, 20)
    runs = tuple(round(spread.inv_cdf((i + 0.5) / 10)) for i in range(10))
    return Sample(name, correct, 10_000, runs)


def iris(*samples: Sample, **changes: Any) -> Calibration:
    made = Calibration(
        title="Tell three irises apart",
        command="nngrader calibrate iris --runs 5",
        rule=TWO_OF_THREE,
        source="Fisher's irises",
        rows=30,
        versions={"python": "3.11.7", "keras": "3.15.1"},
        samples=samples or (GOOD, BAD),
    )
    return replace(made, **changes)


def mnist(*samples: Sample) -> Calibration:
    return iris(*samples, title="Read digits", rule=ONCE, source="MNIST", rows=10_000)


def chapter(calibration: Calibration, title: str) -> str:
    text = document(calibration).partition(f"## {title}\n\n")[2]
    return text.partition("\n\n##")[0]


IRIS = """\
# Calibration: Tell three irises apart

Made by `nngrader calibrate iris --runs 5` with python 3.11.7, keras 3.15.1.

Hidden rows: 30, from Fisher's irises.

The present rule: a hand-in passes when at least 2 of 3 trainings answer at
least 27 of 30 hidden rows rightly (`at_least=0.9`, `on_seeds=2`). Points for a
near miss are not passing. A hand-in is always graded with the same seeds and
always gets the same points; the chances below stand for other networks like
these.

## Accuracy on the hidden rows

| file       | runs |    min |    1 % | median |    max |   mean |     sd |
| ---------- | ---: | -----: | -----: | -----: | -----: | -----: | -----: |
| iris       |    5 | 0.9333 | 0.9333 | 1.0000 | 1.0000 | 0.9800 | 0.0298 |
| misaligned |    5 | 0.3000 | 0.3000 | 0.3333 | 0.9000 | 0.4533 | 0.2523 |

1 %: the accuracy that 99 of 100 runs reach. sd: standard deviation.

```text
iris
······················································│···▃▃▃▃▃▃███
misaligned
▄▄▄███···▄▄▄··········································│▄▄▄·········
```

From 0.3 (9 of 30) to 1; 3 columns are 1 row. What lies right of │ reaches 0.9
(27 of 30).

## Chances under the present rule

| file       | must |       reach 0.9 |    95 % interval | counted | at the bound |
| ---------- | ---: | --------------: | ---------------: | ------: | -----------: |
| iris       | pass | 1.0000 (5 of 5) | 0.4782 to 1.0000 |  1.0000 |       0.4672 |
| misaligned | fail | 0.2000 (1 of 5) | 0.0051 to 0.7164 |  0.8960 |       0.1956 |

The last columns are the chance that a hand-in is judged as it must be, rounded
down; wanted are 0.999 for passing and 0.99 for failing. counted: from the share
of trainings that reach the threshold. at the bound: from the less favourable
end of the 95 % interval of that share (Clopper and Pearson).

## Does the present rule do?

No. `misaligned` fails with a chance of 0.8960; 0.99 is wanted.

## Which thresholds would do?

With 2 of 3 seeds, only 0.9333 (28 of 30). Recommended is `at_least=0.93`. The
present 0.9 lies outside.

Shown by the 95 % bounds or the normal fits: none yet; more runs may show some.

## Cannot be trained, so left out

- `forgot_y`: `preprocess` gave back 2 values.

## All runs

- `iris`: 28 of 30 in 1 run, 29 of 30 in 1 run, 30 of 30 in 3 runs
- `misaligned`: 9 of 30 in 1 run, 10 of 30 in 2 runs, 12 of 30 in 1 run, 27 of
  30 in 1 run
"""
MNIST = """\
# Calibration: Read digits

Made by `nngrader calibrate iris --runs 5` with python 3.11.7, keras 3.15.1.

Hidden rows: 10000, from MNIST.

The present rule: a hand-in passes when its one training answers at least 9600
of 10000 hidden rows rightly (`at_least=0.96`, `on_seeds=1`). Points for a near
miss are not passing. A hand-in is always graded with the same seeds and always
gets the same points; the chances below stand for other networks like these.

## Accuracy on the hidden rows

| file       | runs |    min |    1 % | median |    max |   mean |     sd |
| ---------- | ---: | -----: | -----: | -----: | -----: | -----: | -----: |
| mnist      |   10 | 0.9747 | 0.9747 | 0.9780 | 0.9813 | 0.9780 | 0.0020 |
| not_scaled |   10 | 0.9387 | 0.9387 | 0.9420 | 0.9453 | 0.9420 | 0.0020 |
| collapsed  |   10 | 0.0980 | 0.0980 | 0.0980 | 0.0980 | 0.0980 | 0.0000 |

1 %: the accuracy that 99 of 100 runs reach. sd: standard deviation.

```text
mnist
··························································│·····▅█▄·······
not_scaled
··················································▄█▅·····│···············
collapsed
█·························································│···············
```

From 0.7976 (7976 of 10000) to 1; 1 column is 28 rows. What lies right of │
reaches 0.96 (9600 of 10000). The first column holds all that lies below it,
too.

## Chances under the present rule

| file       | must |        reach 0.96 |    95 % interval | counted | at the bound | normal fit |
| ---------- | ---: | ----------------: | ---------------: | ------: | -----------: | ---------: |
| mnist      | pass | 1.0000 (10 of 10) | 0.6915 to 1.0000 |  1.0000 |       0.6915 |     0.9999 |
| not_scaled | fail |  0.0000 (0 of 10) | 0.0000 to 0.3085 |  1.0000 |       0.6915 |     0.9999 |
| collapsed  | fail |  0.0000 (0 of 10) | 0.0000 to 0.3085 |  1.0000 |       0.6915 |          – |

The last columns are the chance that a hand-in is judged as it must be, rounded
down; wanted are 0.999 for passing and 0.99 for failing. counted: from the share
of trainings that reach the threshold. at the bound: from the less favourable
end of the 95 % interval of that share (Clopper and Pearson). normal fit: an
estimate, from a normal distribution fitted to the accuracies, where there are
at least 8 and the test of Shapiro and Wilk does not speak against it. The less
of counted and normal fit decides.

## Does the present rule do?

Yes, as far as counted, but these runs are too few to be sure of `collapsed`: it
takes at least 368.

## Which thresholds would do?

With 1 seed, from 0.948 (9480 of 10000) to 0.9691 (9691 of 10000). Recommended
is `at_least=0.96`, which asks for 0.96 (9600 of 10000): the roundest number in
the middle third of this range. The present 0.96 lies inside.

Shown by the 95 % bounds or the normal fits: none yet; more runs may show some.

## All runs

- `mnist`: 0.9747, 0.9759, 0.9767, 0.9772, 0.9777, 0.9783, 0.9788, 0.9793,
  0.9801, 0.9813
- `not_scaled`: 0.9387, 0.9399, 0.9407, 0.9412, 0.9417, 0.9423, 0.9428, 0.9433,
  0.9441, 0.9453
- `collapsed`: 0.0980 (10 times)
"""


def test_the_whole_document_of_a_few_rows() -> None:
    crashed = (("forgot_y", "`preprocess` gave back 2 values."),)

    assert document(iris(untrained=crashed)) == IRIS


def test_the_whole_document_of_many_rows() -> None:
    collapsed = Sample("collapsed", False, 10_000, (980,) * 10)
    samples = (bell("mnist", 9780, correct=True), bell("not_scaled", 9420), collapsed)

    assert document(mnist(*samples)) == MNIST


def test_a_stand_in_for_the_real_rows_is_said() -> None:
    warning = "These are not the real rows: calibrate again with the real ones."

    assert warning in " ".join(document(iris(stand_in=True)).split())
    assert warning not in " ".join(document(iris()).split())


def test_a_rule_of_one_training_is_told_in_the_singular() -> None:
    told = " ".join(document(iris(rule=Rule(at_least=0.9))).split())

    assert "a hand-in passes when its one training answers at least 27 of 30 hidden rows" in told
    assert "With 1 seed, only 0.9333 (28 of 30)." in told


def test_a_file_in_a_line() -> None:
    assert in_short(BAD, TWO_OF_THREE) == (
        "misaligned: 1 of 5 runs reach 0.9 (accuracies 0.3000 to 0.9000)"
    )


def test_a_single_run_has_no_spread() -> None:
    table = chapter(iris(replace(GOOD, right=(30,))), "Accuracy on the hidden rows")

    assert "| iris |    1 | 1.0000 | 1.0000 | 1.0000 | 1.0000 | 1.0000 |  – |\n" in table


def test_one_per_cent_is_the_second_lowest_from_100_runs_on() -> None:
    def told(runs: int) -> str:
        sample = replace(GOOD, right=(3, 6, *(30,) * (runs - 2)))
        return document(iris(sample)).partition("| iris |")[2][:25]

    assert told(99) == "   99 | 0.1000 | 0.1000 |"
    assert told(100) == "  100 | 0.1000 | 0.2000 |"


def test_the_strip_is_cut_at_the_threshold() -> None:
    below, at = replace(GOOD, right=(26, 26, 26)), replace(GOOD, right=(26, 27, 27))

    assert strips((below,), TWO_OF_THREE) == "iris\n██████│························"
    assert strips((at,), TWO_OF_THREE) == "iris\n▄▄▄▄▄▄│██████··················"


@pytest.mark.parametrize("rows", [1, 2, 4, 30, 71, 72, 73, 144, 999, 10_000, 123_457])
@pytest.mark.parametrize("at_least", [1e-9, 0.01, 0.5, 0.9, 0.96, 1.0])
@pytest.mark.parametrize("least", [0.0, 0.4, 1.0])
def test_strips_keep_to_the_width_and_every_run_to_its_side(
    rows: int, at_least: float, least: float
) -> None:
    right = (round(least * rows), rows)
    rule = Rule(at_least=at_least)

    _, strip = strips((Sample("x", True, rows, right),), rule).splitlines()

    left_side, right_side = strip.split("│")
    assert len(strip) <= WIDTH
    assert ("█" in left_side) == (right[0] < rule.needed(rows))
    assert right_side.rstrip("·").endswith("█")


def test_what_lies_far_below_is_drawn_in_the_first_column() -> None:
    near, far = Sample("near", False, 10_000, (9000,)), Sample("far", False, 10_000, (980,))
    said = "The first column holds all that lies below it, too."

    together = document(mnist(bell("mnist", 9780, correct=True), far))
    alone = document(mnist(bell("mnist", 9780, correct=True), near))

    assert "\nfar\n█·" in together
    assert said in " ".join(together.split())
    assert said not in " ".join(alone.split())


def test_without_a_correct_one_nobody_can_say() -> None:
    crashed = iris(BAD, untrained=(("iris", "It stopped."),))

    assert verdict(crashed) == ("Nobody can say: no correct hand-in could be trained.",)
    assert not crashed.met
    assert "Which thresholds" not in document(crashed)


def test_without_any_training_there_are_no_tables() -> None:
    text = document(replace(iris(), samples=(), versions={}, untrained=(("iris", "It stopped."),)))

    assert text.splitlines()[2] == "Made by `nngrader calibrate iris --runs 5`."
    assert text.endswith(
        "## Does the present rule do?\n\n"
        "Nobody can say: no correct hand-in could be trained.\n\n"
        "## Cannot be trained, so left out\n\n- `iris`: It stopped.\n"
    )
    assert "|" not in text


def test_each_one_that_misses_its_target_is_told() -> None:
    told = verdict(iris(replace(GOOD, right=(30, 30, 26)), BAD))

    assert told == (
        "No. `iris` passes with a chance of 0.7407; 0.999 is wanted. `misaligned` fails\n"
        "with a chance of 0.8960; 0.99 is wanted.",
    )


@pytest.mark.parametrize(("runs", "shown"), [(198, False), (199, True)])
def test_enough_runs_show_it(runs: int, shown: bool) -> None:
    many = iris(replace(GOOD, right=(30,) * runs), replace(BAD, right=(9,) * runs))

    assert many.met
    assert verdict(many) == (
        "Yes, and the 95 % bounds or the normal fits show it."
        if shown
        else "Yes, as far as counted, but these runs are too few to be sure of `iris`: it\n"
        "takes at least 199.",
    )


def test_a_normal_fit_shows_it_with_few_runs() -> None:
    told = verdict(mnist(bell("mnist", 9780, correct=True), bell("not_scaled", 9420)))

    assert told == ("Yes, and the 95 % bounds or the normal fits show it.",)


def test_a_chance_just_below_its_target_is_not_rounded_up() -> None:
    almost = replace(GOOD, right=(30,) * 981 + (0,) * 19)  # 0.99893...

    assert verdict(iris(almost)) == ("No. `iris` passes with a chance of 0.9989; 0.999 is wanted.",)


THRESHOLDS = "Which thresholds would do?"


def test_a_single_threshold_needs_no_choice() -> None:
    good, bad = replace(GOOD, right=(27,) * 5), replace(BAD, right=(26,) * 5)

    assert chapter(iris(good, bad), THRESHOLDS) == (
        "With 2 of 3 seeds, only 0.9 (27 of 30). Recommended is `at_least=0.9`. The\n"
        "present 0.9 lies inside.\n\n"
        "Shown by the 95 % bounds or the normal fits: none yet; more runs may show some."
    )


@pytest.mark.parametrize(("low", "place"), [(26, "inside"), (27, "outside")])
def test_the_present_threshold_is_inside_just_above_the_faulty(low: int, place: str) -> None:
    faulty = replace(BAD, right=(low,) * 5)

    assert f"The present 0.9 lies {place}." in " ".join(
        chapter(iris(replace(GOOD, right=(30,) * 5), faulty), THRESHOLDS).split()
    )


def test_without_a_mutant_only_the_upper_end_is_told() -> None:
    assert chapter(iris(GOOD), THRESHOLDS) == (
        "All up to 0.9333 (28 of 30): no faulty hand-in was trained."
    )


def test_a_rule_that_would_help_is_told() -> None:
    good = replace(GOOD, right=(27,) * 9 + (0,))
    bad = replace(BAD, right=(0,) * 9 + (27,))

    assert chapter(iris(good, bad), THRESHOLDS) == (
        "None with 2 of 3 seeds: the correct one passes often enough at no threshold.\n\n"
        "What would help: 4 of 8 seeds with `at_least=0.5`."
    )


def test_what_no_rule_parts_is_told() -> None:
    twin = replace(BAD, right=(27,) * 5)

    assert chapter(iris(replace(GOOD, right=(27,) * 5), twin), THRESHOLDS) == (
        "None with 2 of 3 seeds: the correct one passes often enough up to 0.9 (27 of\n"
        "30), but `misaligned` fails often enough only from 0.9333 (28 of 30) on.\n\n"
        "No rule with up to 9 seeds helps: accuracy does not tell these apart, so another\n"
        "check must."
    )


def test_faulty_ones_that_are_always_right_are_named() -> None:
    first, second = (Sample(name, False, 30, (30,) * 5) for name in ("a", "b"))

    told = chapter(iris(replace(GOOD, right=(29,) * 5), first, second), THRESHOLDS)

    assert told.partition("\n\n")[0] == (
        "None with 2 of 3 seeds: the correct one passes often enough up to 0.9667 (29 of\n"
        "30), but `a`, `b` fail often enough at no threshold."
    )


def test_the_same_calibration_gives_the_same_text() -> None:
    assert document(iris()) == document(iris())
