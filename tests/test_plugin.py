"""The plugin as its users meet it: real inner pytest runs over real hand-ins."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.executors.hand_ins import FIT, RIGHT

pytest_plugins = ["pytester"]

SOFTMAX = RIGHT.replace('Dense(1, activation="sigmoid")', 'Dense(1, activation="softmax")')


def starter(name: str, suffix: str = ".py") -> str:
    path = Path(__file__).parents[1] / "assignments" / name / f"{name}{suffix}"
    return path.read_text(encoding="utf-8")


def graded(pytester: pytest.Pytester, name: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(
        (pytester.path / "graded" / f"{name}.json").read_text(encoding="utf-8")
    )
    return found


class TestWithoutGrade:
    def test_pytest_runs_tests_as_if_nothing_were_installed(
        self, pytester: pytest.Pytester
    ) -> None:
        pytester.makepyfile(test_own="def test_own(): pass")
        pytester.makepyfile(xor="raise SystemExit")

        result = pytester.runpytest_subprocess()

        result.assert_outcomes(passed=1)
        result.stdout.no_fnmatch_line("*isolation*")

    def test_importing_the_plugin_costs_under_20_ms(self) -> None:
        script = (
            "import pytest, time; start = time.perf_counter(); import nngrader.plugin; "
            "print((time.perf_counter() - start) * 1000)"
        )
        fastest = min(
            float(
                subprocess.run(
                    [sys.executable, "-c", script], capture_output=True, text=True, check=True
                ).stdout
            )
            for _ in range(3)
        )

        assert fastest < 20

    def test_nothing_of_ours_is_loaded_but_the_options(self) -> None:
        script = (
            "import pytest, sys; pytest.main(['--co', '-q', '--no-header', '-p', 'no:cacheprovider',"
            " '--rootdir=/', '-c', '/dev/null', '/dev/null']); "
            "print(sorted(m for m in sys.modules if m.startswith('nngrader')))"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)

        assert done.stdout.splitlines()[-1] == "['nngrader', 'nngrader.plugin']"


class TestBeforeTensorFlow:
    """These start no worker: they end long before TensorFlow could be imported."""

    def test_an_untouched_starter_gets_0_and_is_told_where_to_begin(
        self, pytester: pytest.Pytester
    ) -> None:
        for name in ("xor", "iris", "mnist"):
            pytester.makefile(".py", **{name: starter(name)})
        line = starter("xor").splitlines().index("def preprocess(x_train, y_train, x_test):") + 1

        result = pytester.runpytest_subprocess("--grade")

        assert result.ret == 1
        report = graded(pytester, "xor")
        assert (report["status"], report["score"]) == ("graded", 0.0)
        assert report["first_step"] == (
            f"3 blanks are left to fill in. Begin with `preprocess` (line {line}): replace "
            "`raise NotImplementedError` by your own code, then run the grader again."
        )
        for name in ("iris", "mnist"):
            assert graded(pytester, name)["score"] == 0.0

    def test_an_untouched_notebook_names_the_cell(self, pytester: pytest.Pytester) -> None:
        pytester.makefile(".ipynb", xor=starter("xor", ".ipynb"))

        pytester.runpytest_subprocess("--grade")

        step = str(graded(pytester, "xor")["first_step"])
        assert step.startswith("3 blanks are left to fill in. Begin with `preprocess` (cell ")

    def test_a_syntax_error_is_reported_at_once_with_its_line(
        self, pytester: pytest.Pytester
    ) -> None:
        pytester.makefile(".py", xor=RIGHT + "\ndef train(:\n    pass\n")
        started = time.monotonic()

        result = pytester.runpytest_subprocess("--grade")

        assert time.monotonic() - started < 15
        assert result.ret == 1
        report = graded(pytester, "xor")
        assert report["status"] == "syntax_error"
        assert report["mishap"] == {
            "name": "syntax_error",
            "message": "Python cannot read `xor.py`, line 24: `def train(:` (invalid syntax).",
            "line": 24,
            "cell": None,
        }

    def test_a_missing_function_is_named(self, pytester: pytest.Pytester) -> None:
        pytester.makefile(".py", xor=RIGHT.replace("def train", "def training"))

        pytester.runpytest_subprocess("--grade")

        report = graded(pytester, "xor")
        assert report["status"] == "no_model"
        assert report["first_step"] == (
            "`xor.py` has no function `train`. "
            "Keep the names of the starter file: the grader calls these functions."
        )

    def test_collect_only_grades_nothing(self, pytester: pytest.Pytester) -> None:
        pytester.makefile(".py", xor=starter("xor"))

        result = pytester.runpytest_subprocess("--grade", "--collect-only", "-q")

        result.stdout.fnmatch_lines(["xor.py::The segments become numbers"])
        assert not (pytester.path / "graded").exists()

    def test_a_conftest_among_the_hand_ins_is_not_imported(self, pytester: pytest.Pytester) -> None:
        pytester.makefile(".py", xor=starter("xor"))
        pytester.makeconftest("raise SystemExit('imported')")
        pytester.makepyfile(__init__="raise SystemExit('imported')")

        result = pytester.runpytest_subprocess("--grade")

        assert result.ret == 1
        assert graded(pytester, "xor")["status"] == "graded"

    def test_tests_among_the_hand_ins_are_not_run(self, pytester: pytest.Pytester) -> None:
        pytester.makefile(".py", xor=starter("xor"))
        pytester.makepyfile(test_own="raise SystemExit('imported')")

        result = pytester.runpytest_subprocess("--grade")

        result.assert_outcomes(failed=8)


class TestUsageErrors:
    def test_an_unknown_assignment_names_the_nearest(self, pytester: pytest.Pytester) -> None:
        result = pytester.runpytest_subprocess("--grade", "--assignment", "iriss")

        assert result.ret == 4
        result.stderr.fnmatch_lines(
            ["ERROR: nngrader has no 'iriss'. Did you mean 'iris'? It has: iris, mnist, xor."]
        )

    def test_a_file_of_no_known_assignment_asks_for_one(self, pytester: pytest.Pytester) -> None:
        pytester.makefile(".py", homework=RIGHT)

        result = pytester.runpytest_subprocess("--grade", "homework.py")

        assert result.ret == 4
        result.stderr.fnmatch_lines(
            [
                "ERROR: *homework.py: which assignment is this? Name it with --assignment; "
                "built-in are iris, mnist, xor."
            ]
        )

    def test_workers_of_xdist_are_refused(self, pytester: pytest.Pytester) -> None:
        result = pytester.runpytest_subprocess("--grade", "-n", "2")

        assert result.ret == 4
        result.stderr.fnmatch_lines(["ERROR: --grade starts its own workers; leave out -n."])

    def test_nothing_to_grade_says_so(self, pytester: pytest.Pytester) -> None:
        result = pytester.runpytest_subprocess("--grade")

        assert result.ret == 4
        result.stderr.fnmatch_lines(["ERROR: Nothing to grade here: no hand-in*"])

    def test_a_passing_line_that_is_no_share_says_what_is(self, pytester: pytest.Pytester) -> None:
        result = pytester.runpytest_subprocess("--grade", "--min-score", "lots")

        assert result.ret == 4
        result.stderr.fnmatch_lines(
            ["ERROR: --min-score is 'lots'; give a share such as 0.6, or a percentage such as 60%."]
        )

    def test_a_limit_that_is_none_says_what_is(self, pytester: pytest.Pytester) -> None:
        result = pytester.runpytest_subprocess("--grade", "--limit", "disk=lots")

        assert result.ret == 4
        assert result.stderr.lines[0] == (
            "ERROR: --limit is 'disk=lots'; disk wants a whole number of MiB from 1 to 1,000,000. "
            "There are wall (seconds), code (seconds), cpu (seconds), memory (MiB), threads, "
            "disk (MiB), files, output (MiB) and messages."
        )

    def test_a_language_that_nobody_speaks_is_refused(self, pytester: pytest.Pytester) -> None:
        result = pytester.runpytest_subprocess("--grade", "--lang", "fr")

        assert result.ret == 4
        result.stderr.fnmatch_lines(["ERROR: nngrader.locale has no 'fr'. It has: en, es, pt."])


@pytest.mark.keras
class TestGrading:
    def test_full_points_give_exit_code_0_and_two_reports(self, pytester: pytest.Pytester) -> None:
        pytester.makefile(".py", xor=RIGHT)

        result = pytester.runpytest_subprocess("--grade", "-v")

        assert result.ret == 0
        result.assert_outcomes(passed=8)
        result.stdout.fnmatch_lines(
            [
                "xor.py::The segments become numbers 2/2 points *",
                "First: Every criterion has full points: nothing to mend.",
                "1 of 1 hand-in with full points.",
                "Reports: graded/",
            ]
        )
        assert sorted(p.name for p in (pytester.path / "graded").iterdir()) == [
            "xor.html",
            "xor.json",
        ]

    def test_lost_points_give_exit_code_1_and_the_first_thing_to_fix(
        self, pytester: pytest.Pytester
    ) -> None:
        pytester.makefile(".py", xor=SOFTMAX)

        result = pytester.runpytest_subprocess("--grade")

        assert result.ret == 1
        report = graded(pytester, "xor")
        assert report["score"] == 9.0
        assert str(report["first_step"]).startswith("Your last layer shares 100 % out")

    def test_limits_come_before_the_assignments_and_stand_in_the_reproduction(
        self, pytester: pytest.Pytester
    ) -> None:
        loud = FIT.replace("return ", "print('A' * (2 << 20)); return ")
        pytester.makefile(".py", xor=RIGHT.replace(FIT, loud))

        pytester.runpytest_subprocess("--grade", "--limit", "output=1", "--limit=wall=50")

        report = graded(pytester, "xor")
        assert report["status"] == "too_much_output"
        command = str(report["reproduce"]["command"])  # type: ignore[index]
        assert command.endswith(" --limit=output=1 --limit=wall=50")

    def test_the_passing_line_decides_the_exit_code(self, pytester: pytest.Pytester) -> None:
        pytester.makefile(".py", xor=SOFTMAX)

        below = pytester.runpytest_subprocess("--grade", "--min-score", "60%")
        above = pytester.runpytest_subprocess("--grade", "--min-score", "61%")

        assert (below.ret, above.ret) == (0, 1)

    def test_the_same_hand_in_gives_the_same_bytes(self, pytester: pytest.Pytester) -> None:
        pytester.makefile(".py", **{f"s{number:02}": RIGHT for number in range(20)})

        pytester.runpytest_subprocess("--grade", "--assignment", "xor")

        reports = [graded(pytester, f"s{number:02}") for number in range(20)]
        for number, report in enumerate(reports):
            assert report.pop("student") == f"s{number:02}"
            for run in report["training"]:  # type: ignore[attr-defined]
                run.pop("seconds")
        texts = {json.dumps(r).replace(f"s{n:02}.py", "") for n, r in enumerate(reports)}
        assert len(texts) == 1

    def test_the_reproduction_line_works_when_pasted_elsewhere(
        self, pytester: pytest.Pytester, tmp_path: Path
    ) -> None:
        pytester.makefile(".py", xor=SOFTMAX)
        pytester.runpytest_subprocess("--grade")
        first = graded(pytester, "xor")

        command = first["reproduce"]["command"]  # type: ignore[index]
        subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, check=False)

        again = json.loads((tmp_path / "graded" / "xor.json").read_text(encoding="utf-8"))
        assert again["score"] == first["score"]
        assert again["criteria"] == first["criteria"]

    def test_tests_beside_the_assignment_earn_points_and_may_call_the_hand_in(
        self, pytester: pytest.Pytester
    ) -> None:
        folder = pytester.mkdir("mine")
        (folder / "assignment.py").write_text(OWN_ASSIGNMENT, encoding="utf-8")
        (folder / "test_more.py").write_text(OWN_TESTS, encoding="utf-8")
        (folder / "mine.py").write_text(RIGHT, encoding="utf-8")

        result = pytester.runpytest_subprocess("--grade", "mine")

        assert result.ret == 1
        report = graded(pytester, "mine")
        shown = [
            (c["title"], c["points"], c["max_points"], c["because"])
            for c in report["criteria"]  # type: ignore[attr-defined]
        ]
        assert shown == [
            ("It has a hidden layer", 1.0, 1.0, "1 hidden layer: Dense, 16 units, tanh."),
            ("The network is small", 2.0, 2.0, "The test passed."),
            ("Words become numbers", 3.0, 3.0, "The test passed."),
            ("lost", 0.0, 4.0, "The test failed: assert 65 < 10"),
        ]

    def test_a_late_error_keeps_the_points_and_is_a_finding(
        self, pytester: pytest.Pytester
    ) -> None:
        late = FIT.replace("return ", "h = ") + "    return h.history['acc']\n"
        pytester.makefile(".py", xor=RIGHT.replace(FIT, late))

        result = pytester.runpytest_subprocess("--grade")

        assert result.ret == 0
        findings = graded(pytester, "xor")["findings"]
        assert findings[0]["message"] == (  # type: ignore[index]
            "Your program stops with `KeyError: 'acc'`."
        )


OWN_ASSIGNMENT = '''
"""A course's own assignment."""
from nngrader import Assignment, Training, worth
from nngrader.datasets import xor
from nngrader.rubric.checks import hidden_layers

ASSIGNMENT = Assignment(
    title="Ours",
    dataset=xor,
    training=Training(seeds=(3,)),
    rubric=(worth(1, "It has a hidden layer", hidden_layers(at_least=1)),),
)
'''
OWN_TESTS = '''
import numpy as np
import pytest


@pytest.mark.points(2)
def test_small(model, training):
    """The network is small."""
    assert model.parameters < 100
    assert training.seed == 3


@pytest.mark.points(3)
def test_words(submission):
    """Words become numbers."""
    x = np.array([["young", "high"]])
    first, labels, _ = submission.call("preprocess", x, np.array(["loyal"]), x)
    assert first.tolist() == [[1.0, 1.0]]
    assert labels.tolist() == [1.0]


@pytest.mark.points(4)
def test_lost(model):
    assert model.parameters < 10
'''
