"""What a gradebook keeps of a report."""

from dataclasses import replace
from datetime import datetime, timezone

from nngrader.attempts import LOOK_AT, HandedIn, attempt_of
from nngrader.grades import GradeReport
from nngrader.results import Attempt
from nngrader.rules import rule_named
from tests import builders

NOW = datetime(2027, 2, 1, 8, 0, tzinfo=timezone.utc)
FOUND = HandedIn(source="in/s07/xor.py", evidence="e5" * 32, submitted_at=NOW, marked_late=True)


def attempt(report: GradeReport) -> Attempt:
    return attempt_of(report, FOUND, NOW)


def test_an_attempt_holds_what_the_report_says() -> None:
    report = builders.report(builders.iris_evidence())

    kept = attempt(report)

    assert (kept.status, kept.score, kept.max_score) == ("graded", report.score, report.max_score)
    assert (kept.criteria, kept.findings) == (report.criteria, report.findings)
    assert (kept.first_step, kept.mishap) == (report.first_step, "")
    assert (kept.source, kept.evidence) == ("in/s07/xor.py", "e5" * 32)
    assert (kept.submitted_at, kept.marked_late, kept.graded_at) == (NOW, True, NOW)
    assert (kept.parameters, kept.isolation) == (131, 3)
    assert kept.flags == ()


def test_the_best_seed_tells_the_accuracy() -> None:
    runs = (builders.run(0, accuracy=0.5), builders.run(1, accuracy=0.75))

    assert attempt(builders.report(builders.evidence(runs=runs))).accuracy == 0.75


def test_without_a_training_or_a_network_there_is_no_number() -> None:
    kept = attempt(builders.report(builders.untouched()))

    assert (kept.accuracy, kept.parameters, kept.remembered) == (None, None, False)


def test_a_mishap_is_kept_with_its_sentence() -> None:
    kept = attempt(builders.report(builders.mishap("timed_out")))

    assert (kept.status, kept.mishap) == (
        "timed_out",
        "Your code did not finish within 60 seconds.",
    )


def test_only_trainings_done_now_cost_time() -> None:
    runs = (builders.run(0, seconds=2.0), builders.run(1, seconds=3.0, remembered=True))

    kept = attempt(builders.report(builders.evidence(runs=runs, seconds=1.5)))

    assert (kept.seconds, kept.remembered) == (3.5, False)


def test_what_was_recalled_altogether_is_said() -> None:
    runs = (builders.run(0, remembered=True),)

    assert attempt(builders.report(builders.evidence(runs=runs))).remembered


def test_a_teacher_should_look_at_where_answers_come_from() -> None:
    finding = builders.finding(rule="weights-arrive-trained", message="The weights knew it before.")
    other = builders.finding(rule="unscaled-inputs", message="Inputs reach up to 255.")

    kept = attempt(builders.report(findings=(other, finding)))

    assert kept.flags == ("The weights knew it before.",)


def test_a_teacher_should_look_at_what_rests_on_the_hand_in_itself() -> None:
    runs = (builders.run(0, self_reported=True),)
    evidence = builders.evidence(runs=runs, self_reported="an own layer, Twice")

    kept = attempt(builders.report(evidence))

    assert kept.flags == ("Self-reported: trained beside its own code (an own layer, Twice).",)


def test_stand_in_rows_and_interference_are_flags() -> None:
    evidence = replace(builders.mishap("tampered").captured, stand_in=True, data="small digits")

    kept = attempt(builders.report(builders.mishap("tampered", captured=evidence)))

    assert kept.flags == (
        "Something interfered with the grading.",
        "Graded on stand-in rows: small digits.",
    )


def test_the_rules_to_look_at_exist() -> None:
    assert all(rule_named(name).diagnose for name in LOOK_AT)
