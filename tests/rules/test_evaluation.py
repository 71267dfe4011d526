"""Rules about scores, predictions, and what is read from the student's own text."""

from dataclasses import replace
from typing import Any, ClassVar

import pytest

from nngrader.evidence import (
    ArraySpec,
    Asking,
    Candidate,
    Evidence,
    KerasWarning,
    LossSpec,
    Place,
    StageError,
)
from nngrader.rules import find, rule_named
from nngrader.rules._crashes import crash_number
from nngrader.rules._page import example
from tests.rules import healthy
from tests.rules.healthy import class_numbers, columns, dense, iris_model, network, numbers

FITTED = healthy.iris().fits[0].x
TEST = numbers((30, 4), -2.2, 2.9, digest="t")
SQUARED = "mean_squared_error"
MINE = (
    "argmax-of-one-output",
    "augmented-validation-rows",
    "class-names-in-other-order",
    "column-compared-with-row",
    "network-made-anew-after-training",
    "network-made-in-every-round",
    "probabilities-compared-with-labels",
    "rows-and-labels-mixed-apart",
    "scaler-fitted-on-all-rows",
    "trained-twice-by-accident",
)


def said(evidence: Evidence, rule: str) -> tuple[str, str]:
    """What one rule says, message and hint, asserting that it speaks once."""
    (finding,) = find(evidence, only=rule)
    return finding.message, finding.hint


def severities(evidence: Evidence, rule: str) -> list[str]:
    """How grave what one rule says is."""
    return [finding.severity for finding in find(evidence, only=rule)]


def silent(evidence: Evidence, rule: str) -> bool:
    """Say whether the rule says nothing."""
    return find(evidence, only=rule) == ()


def asking(**changes: Any) -> Asking:
    """A score of unseen rows, asked after the training."""
    usual = Asking(by="evaluate", x=TEST, y=class_numbers(30, 0, 1, 2), after=1, met=0.0)
    return replace(usual, **{"place": Place(40), **changes})


def asked(*askings: Asking, **changes: Any) -> Evidence:
    """Iris without validation, and what it was asked."""
    evidence = healthy.fitted(healthy.iris(), validation_split=0.0)
    return replace(evidence, asked=askings, **changes)


def written(text: str, evidence: Evidence | None = None, **changes: Any) -> Evidence:
    """Iris with one output, in a script of these lines."""
    one = network(dense(16), dense(1, "sigmoid"), head="sigmoid-like", loss="binary_crossentropy")
    evidence = evidence or asked(model=one)
    return replace(evidence, source=tuple(text.splitlines()), **changes)


def warning(message: str, category: str = "NoEffect") -> dict[str, Any]:
    """A warning of our own, in line 9."""
    return {"warnings": (KerasWarning(category, message, Place(9)),), "runs": ()}


class TestScoreFromTrainingRows:
    rule = "score-from-training-rows"

    def test_only_rows_that_were_trained_on(self) -> None:
        evidence = asked(asking(x=FITTED, met=1.0))

        assert said(evidence, self.rule) == (
            "The score is that of 120 rows, and your network was trained on every one of them.",
            "Which rows has the network never seen?",
        )

    def test_it_is_grave_where_other_rows_were_at_hand(self) -> None:
        alone = asked(asking(x=FITTED, met=1.0))
        split = written("a, b, c, d = train_test_split(x, y)", alone)

        assert severities(alone, self.rule) == ["minor"]
        assert severities(split, self.rule) == ["major"]

    @pytest.mark.parametrize(("met", "quiet"), [(0.99, False), (0.989, True), (None, True)])
    def test_nearly_all_must_be_known_to_be_met(self, met: float | None, quiet: bool) -> None:
        assert silent(asked(asking(x=FITTED, met=met)), self.rule) is quiet

    @pytest.mark.parametrize(("rows", "quiet"), [(49, True), (50, False)])
    def test_few_rows_leave_none_to_spare(self, rows: int, quiet: bool) -> None:
        score = asking(x=numbers((rows, 4), -2, 3), met=1.0)

        assert silent(asked(score), self.rule) is quiet

    def test_a_table_of_truth_has_no_other_rows(self) -> None:
        table = numbers((200, 2), 0, 1, values=(0.0, 1.0))

        assert silent(asked(asking(x=table, met=1.0)), self.rule)

    def test_other_rows_are_looked_at_somewhere(self) -> None:
        own = asking(x=FITTED, met=1.0)

        assert silent(asked(own, asking()), self.rule)
        assert silent(asked(own, asking(by="predict", y=None)), self.rule)
        assert silent(replace(asked(own), fits=healthy.iris().fits), self.rule)
        assert not silent(asked(own, asking(by="predict", x=FITTED, met=1.0)), self.rule)

    def test_rows_that_are_all_alike_are_met_by_nature(self) -> None:
        blank = asking(x=numbers((200, 784), 0, 0), met=1.0)

        assert silent(asked(blank), self.rule)
        assert silent(
            healthy.fitted(asked(blank), x=numbers((900, 784), 0, 0)), "validation-rows-in-training"
        )
        grey = replace(blank, x=numbers((200, 784), 0, 1))
        assert not silent(asked(grey), self.rule)

    def test_before_training_nothing_is_scored(self) -> None:
        assert silent(asked(asking(x=FITTED, after=0, met=1.0)), self.rule)


class TestAnswersOfOneOutput:
    @pytest.mark.parametrize(
        "line",
        [
            "np.argmax(model.predict(x), axis=1)",
            "model.predict(x).argmax(axis=-1)",
            "np.argmax(model.predict(x)[0])",
            "np.argmax(model.predict(x), 1)",
            "tf.math.argmax(model.predict(x), axis=1)",
            "[np.argmax(row) for row in model.predict(x)]",
            "[p.argmax() for _, p in zip(x, model.predict(x))]",
            "np.argmax((p := model.predict(x)), axis=1)",
            "(model.predict(x) > 0.5).argmax(axis=1)",
        ],
    )
    def test_the_largest_of_one_is_always_the_first(self, line: str) -> None:
        assert said(written(f"a = {line}"), "argmax-of-one-output") == (
            "`argmax` looks for the largest of your 1 output, and so it answers 0 for every row.",
            "What does your single output mean, and where is the border of yes and no?",
        )

    @pytest.mark.parametrize(
        "line",
        [
            "np.argmax(y, axis=1)",
            "np.argmax(model.predict(x))",
            "np.argmax(model.predict(x), axis=0)",
            "np.argmax(model.predict(x)[np.where(y == 1)])",
            "np.argmax(model.predict(x).ravel())",
            "np.argmax([model.predict(one)[0][0] for one in x])",
            "np.argmax(model.predict(x), axis=k)",
        ],
    )
    def test_the_largest_of_something_else_is_not_judged(self, line: str) -> None:
        assert silent(written(f"a = {line}"), "argmax-of-one-output")

    @pytest.mark.parametrize(("rows", "quiet"), [(1, False), (2, True)])
    def test_of_a_single_row_the_axis_does_not_matter(self, rows: int, quiet: bool) -> None:
        evidence = written("a = np.argmax(model.predict(x))")
        question = asking(by="predict", x=numbers((rows, 4), 0, 1), y=None, place=Place(1))

        assert silent(replace(evidence, asked=(question,)), "argmax-of-one-output") is quiet

    def test_the_network_that_was_asked_counts(self) -> None:
        evidence = written("one.fit(x, y)\na = np.argmax(two.predict(x), axis=1)")
        networks = (
            Candidate(number=0, reached="fit", model=evidence.model),
            Candidate(number=1, reached="fit", model=iris_model()),
        )
        several = replace(evidence, candidates=networks)
        of_one = asking(by="predict", y=None, network=0, place=Place(2))

        assert silent(several, "argmax-of-one-output")
        assert not silent(replace(several, asked=(of_one,)), "argmax-of-one-output")
        of_many = replace(of_one, network=1)
        assert silent(replace(several, asked=(of_many,)), "argmax-of-one-output")

    def test_another_kind_of_model_may_be_asked(self) -> None:
        text = "from sklearn.svm import SVC\nother = SVC()\na = other.predict(x).argmax(axis=1)"

        assert silent(written(text), "argmax-of-one-output")
        own = text.replace("SVC()", "keras.Sequential()")
        assert not silent(written(own), "argmax-of-one-output")

    def test_several_outputs_may_be_compared(self) -> None:
        evidence = written("a = model.predict(x).argmax(axis=1)", asked())
        other = replace(evidence, candidates=(Candidate(number=0, reached="fit"),))

        assert silent(evidence, "argmax-of-one-output")
        assert silent(other, "argmax-of-one-output")


class TestComparisons:
    scores, column = "probabilities-compared-with-labels", "column-compared-with-row"

    def test_probabilities_are_no_labels(self) -> None:
        evidence = written("p = model.predict(x)\nprint((p.flatten() == y).mean())")

        assert said(evidence, self.scores) == (
            "`p.flatten() == y` compares the numbers between 0 and 1 that your network answers "
            "with labels, and they are hardly ever equal.",
            "0.98 is not equal to 1: from which answer on do you call it a yes?",
        )

    def test_what_was_cut_off_is_no_label_either(self) -> None:
        evidence = written("p = model.predict(x)\nok = p.ravel().astype(int) == y")

        assert said(evidence, self.scores)[0] == (
            "`p.ravel().astype(int) == y` compares with labels what is left of your network's "
            "answers without the part behind the point: of 0.98 that is 0."
        )

    @pytest.mark.parametrize(
        "lines",
        [
            "for guess, truth in zip(p, y[5:]):\n    if guess == truth:\n        right += 1",
            "for i in range(len(p)):\n    if p[i] == y[i]:\n        right += 1",
            "for i, one in enumerate(p):\n    right += int(one[0] == y[i])",
            "i = 0\nwhile i < 9:\n    right += p[i][0] == y[i]\n    i += 1",
            "right = sum(a == b for a, b in zip(p, y))",
            "right = sum(1 for a, b in zip(p, y) if a == b) / len(y)",
            "right = [a for a, b in zip(p, y) if b == a]",
            "right = np.mean(np.equal(p[:, 0], y))",
            "print(f'{(p.squeeze() == y).mean():.2f}')",
            "right = (p != y).sum()",
            "right = np.array_equal(p.reshape(len(p)), y)",
            "def rate(a, b):\n    return (a.flatten() == b).mean()\nrate(p, y)",
            "def ask():\n    return model.predict(x).flatten()\nq = ask()\nok = q == y",
            "ok = (q := p.ravel()) == y",
            "ok = tf.cast(p, tf.float32) == y",
        ],
    )
    def test_however_they_are_compared(self, lines: str) -> None:
        assert not silent(written(f"p = model.predict(x)\n{lines}"), self.scores)

    @pytest.mark.parametrize(
        "lines",
        [
            "p[p > 0.5] = 1\np[p <= 0.5] = 0\nok = p == y",
            "for i in range(9):\n    p[i] = 1 if p[i] > 0.5 else 0\nok = p == y",
            "def cut(a):\n    a[a > 0.5] = 1\ncut(p)\nok = p == y",
            "np.round(p, out=p)\nok = p == y",
            "for g, t in zip(p, y):\n    g = 1 if g > 0.5 else 0\n    ok = g == t",
            "for g, t in zip((p > 0.5).ravel(), y):\n    ok = g == t",
            "ok = [round(float(g)) == t for g, t in zip(p, y)]",
            "ok = [(g >= 0.5) == t for g, t in zip(p, y)]",
            "def cut(a):\n    return (a > 0.5).astype(int)\nok = cut(p) == y",
            "best = p.max()\nwhere = np.where(p == best)",
            "ok = np.isclose(p, y, atol=0.5)",
            "for p in zip(x, y):\n    ok = p == y",
            "ok = (lambda p: p == y)(p > 0.5)",
            "before = np.load('before.npy')\nok = p == before",
        ],
    )
    def test_what_is_no_comparison_of_scores_with_labels(self, lines: str) -> None:
        assert silent(written(f"p = model.predict(x)\n{lines}"), self.scores)

    def test_other_answers_than_shares_are_left_alone(self) -> None:
        text = "p = model.predict(x)\nok = p.ravel() == y"
        straight = network(dense(16), dense(1), head="linear", loss=SQUARED)

        assert silent(written(text, asked(model=straight)), self.scores)

    def test_a_classifier_of_another_library_answers_classes(self) -> None:
        text = "from sklearn.neighbors import KNeighborsClassifier\n{}\nok = knn.predict(x) == y"

        assert silent(written(text.format("knn = KNeighborsClassifier()")), self.scores)
        assert silent(written(text.format("knn = make()")), self.scores)
        assert not silent(written(text.format("knn = keras.Sequential()")), self.scores)

    @pytest.mark.parametrize(
        "answers",
        [
            "model.predict(x) > 0.5",
            "(model.predict(x) > 0.5).astype(int)",
            "np.round(model.predict(x))",
            "np.where(model.predict(x) > 0.5, 1, 0)",
            "1 * (model.predict(x) >= 0.5)",
            "model.predict(x).argmax(axis=1)",
            "follow(model.predict(x))",
            "tf.round(model.predict(x))",
            "[1 if one > 0.5 else 0 for one in model.predict(x)]",
            "(0.5 < model.predict(x)) * 1",
        ],
    )
    def test_classes_are_compared_rightly(self, answers: str) -> None:
        assert silent(written(f"p = {answers}\nok = p == y"), self.scores)

    def test_answers_of_two_networks_may_be_equal(self) -> None:
        text = "p = model.predict(x)\nq = other.predict(x)\nok = p == q\nnone = p == 0"

        assert silent(written(text), self.scores)

    TEXT = "x, x_test, y, y_test = train_test_split(a, b)\n{}\nmodel.predict(x_test)\n"
    TEXT += "p = model.predict(x_test) > 0.5\nok = {}"

    def evidence(self, answers: str, labels: ArraySpec | None = None) -> Evidence:
        text = self.TEXT.format("model.fit(x, y)", answers)
        base = written(text)
        base = healthy.fitted(base, place=Place(2), y=labels or class_numbers(120, 0, 1))
        question = Asking(by="predict", x=TEST, after=1, met=0.0, place=Place(4))
        return replace(base, asked=(question,))

    HINT = "How many pairs did you want, and what is the shape of what you got?"

    def test_a_column_meets_a_row(self) -> None:
        assert said(self.evidence("p == y_test"), self.column) == (
            "`p == y_test` sets a column of 30 answers beside a row of 30 labels: that makes 900 "
            "pairs.",
            self.HINT,
        )

    def test_how_many_is_not_said_where_nobody_knows(self) -> None:
        assert said(replace(self.evidence("p == y_test"), asked=()), self.column) == (
            "`p == y_test` sets a column of answers beside a row of labels: every answer meets "
            "every label.",
            self.HINT,
        )

    @pytest.mark.parametrize(
        "answers",
        [
            "np.equal(p, y_test)",
            "1 - (y_test != p).mean()",
            "np.mean(p.astype('float32') == y_test)",
            "(model.predict(x_test).round() == y_test[:10]).sum()",
            "[1.0 for _ in x] or p == np.array(y_test)",
            "np.mean((model.predict(x_test) - y_test) ** 2)",
            "np.abs(y_test - model.predict(x_test)).mean()",
            "p == [0, 1, 1, 0]",
        ],
    )
    def test_however_they_meet(self, answers: str) -> None:
        assert not silent(self.evidence(answers), self.column)

    @pytest.mark.parametrize(
        "answers",
        [
            "p[:, 0] == y_test",
            "p.ravel() == y_test",
            "p[..., 0] == y_test",
            "np.squeeze(p) == y_test",
            "np.reshape(p, -1) == y_test",
            "p.reshape(y_test.shape) == y_test",
            "p == y_test[:, None]",
            "p == y_test.reshape(-1, 1)",
            "[a == b for a, b in zip(p, y_test)]",
            "p[0] == y_test[0]",
            "np.array([int(one) for one in p]) == y_test",
            "np.array_equal(p, y_test)",
            "p == z",
        ],
    )
    def test_flat_answers_and_unknown_labels_are_not(self, answers: str) -> None:
        assert silent(self.evidence(answers), self.column)

    @pytest.mark.parametrize(
        ("lines", "quiet"),
        [
            ("X, y = make_moons(600)\ny_test = y[400:]", False),
            ("y = np.array([0, 1, 1, 0])\ny_test = y", False),
            ("y = np.array([[0], [1], [1], [0]])\ny_test = y", True),
            ("y = load_iris().target\ny_test = (y == 0).astype(int)[100:]", False),
            ("y = df['kind'].values\ny_test = y[100:]", False),
            ("y = df[['kind']].values\ny_test = y[100:]", True),
            ("y = rng.integers(0, 2, 90)\ny_test = y[80:]", False),
            ("y = rng.integers(0, 2, (90, 1))\ny_test = y[80:]", True),
            ("y_test = load('y_test.npy')", True),
            ("y_test = np.array([0, 1, 1])\ny_test.shape = (-1, 1)", True),
        ],
    )
    def test_labels_whose_shape_is_written(self, lines: str, quiet: bool) -> None:
        text = f"{lines}\np = model.predict(x).round()\nprint(np.mean(p == y_test))"

        assert silent(written(text), self.column) is quiet

    def test_labels_that_a_function_is_given(self) -> None:
        text = "def rate(net, right):\n    return np.mean((net.predict(x) > 0.5) == right)\n"
        text += "a = np.array([0, 1, 1, 0])\nb = np.array([{}])\nrate(one, a)\nrate(two, b)"

        assert not silent(written(text.format("0, 0, 0, 1")), self.column)
        assert silent(written(text.format("[0], [0], [0], [1]")), self.column)

    @pytest.mark.parametrize(("more", "quiet"), [("", False), ("\nmodel.fit(q, r)", True)])
    def test_in_a_notebook_the_calls_are_known_by_their_order(self, more: str, quiet: bool) -> None:
        text = "s.fit(x)\ny = read('y')\nmodel.fit(x, y)\np = model.predict(x) > 0.5\n"
        evidence = healthy.fitted(written(f"{text}ok = p == y{more}"), place=Place(2, 3))
        question = asking(by="predict", x=numbers((120, 4), 0, 1), y=None, place=Place(1, 5))
        evidence = replace(evidence, asked=(question,))

        assert silent(evidence, self.column) is quiet
        if not quiet:
            assert said(evidence, self.column)[0] == (
                "`p == y` sets a column of 120 answers beside a row of 120 labels: that makes "
                "14400 pairs."
            )

    def test_where_pandas_stops_there_is_another_rule(self) -> None:
        error = StageError("load", "ValueError", "Data must be 1-dimensional", Place(5))
        evidence = replace(self.evidence("p == y_test"), error=error)

        assert silent(evidence, self.column)

    def test_labels_in_a_column_suit(self) -> None:
        assert silent(self.evidence("p == y_test", numbers((120, 1), 0, 1)), self.column)


class TestScales:
    def test_new_rows_as_they_were_measured(self) -> None:
        scaled = healthy.fitted(asked(), x=replace(FITTED, means=(0.0,) * 4, spreads=(1.0,) * 4))
        new = numbers((1, 4), 1.4, 6.1)
        evidence = replace(scaled, asked=(asking(by="predict", x=new, y=None),))

        assert said(evidence, "new-rows-prepared-otherwise") == (
            "The network was trained on numbers from -2.4 to 3.1, and is asked about numbers from "
            "1.4 to 6.1.",
            "What was done to the training rows before `fit`, and was it done to these?",
        )
        assert silent(evidence, "train-and-test-scaled-differently")

    def test_the_same_for_a_score(self) -> None:
        grey = healthy.fitted(asked(), x=numbers((800, 28, 28), 0, 1))
        evidence = replace(grey, asked=(asking(x=numbers((200, 28, 28), 0, 255)),))

        assert said(evidence, "train-and-test-scaled-differently") == (
            "The network was trained on numbers from 0 to 1, and is examined on numbers from 0 to "
            "255.",
            "Which step did the training rows go through that these rows did not?",
        )
        assert silent(evidence, "new-rows-prepared-otherwise")

    @pytest.mark.parametrize(
        ("trained", "other", "quiet"),
        [
            (numbers((800, 784), 0, 1), numbers((9, 784), 0, 4.99), True),
            (numbers((800, 784), 0, 1), numbers((9, 784), 0, 5), False),
            (numbers((800, 2), 0, 1), numbers((9, 2), 0, 50), True),
            (numbers((800, 784), 0, 255), numbers((9, 784), 0, 1), True),
            (numbers((800, 784), 0, 255), numbers((10, 784), 0, 1), False),
            (numbers((800, 784), 0, 49), numbers((10, 784), 0, 1), True),
            (numbers((800, 4), 0, 7.9), numbers((10, 4), 0, 70), True),
        ],
    )
    def test_only_ranges_far_apart_count(
        self,
        trained: ArraySpec,
        other: ArraySpec,
        quiet: bool,
    ) -> None:
        evidence = replace(healthy.fitted(asked(), x=trained), asked=(asking(x=other),))

        assert silent(evidence, "train-and-test-scaled-differently") is quiet

    def test_validation_data_are_an_exam(self) -> None:
        evidence = healthy.fitted(
            asked(), x=numbers((800, 784), 0, 1), validation_x=numbers((9, 784), 0, 255)
        )

        assert not silent(evidence, "train-and-test-scaled-differently")

    def test_another_network_may_want_other_rows(self) -> None:
        grey = healthy.fitted(asked(), x=numbers((800, 784), 0, 1))
        other = asking(x=numbers((200, 784), 0, 255), network=1)

        assert silent(replace(grey, asked=(other,)), "train-and-test-scaled-differently")


class TestHonesty:
    @pytest.mark.parametrize(("trainings", "quiet"), [(2, True), (3, False)])
    def test_three_trainings_scored_by_the_same_rows(self, trainings: int, quiet: bool) -> None:
        scores = [asking(after=number) for number in range(1, trainings + 1)]

        assert silent(asked(*scores), "tuning-on-test-rows") is quiet

    def test_what_is_said_of_them(self) -> None:
        scores = [asking(after=number) for number in (1, 2, 3)]

        assert said(asked(*scores), "tuning-on-test-rows") == (
            "The same 30 unseen rows score 3 trainings, and no others are left for the end.",
            "Which part of the data is for choosing, and which for the final score?",
        )

    def test_other_rows_at_the_end_are_the_exam(self) -> None:
        scores = [asking(after=number) for number in (1, 2, 3)]
        last = asking(after=3, x=replace(TEST, digest="last"))

        assert silent(asked(*scores, last), "tuning-on-test-rows")

    def validated(self, met: float | None, **changes: Any) -> Evidence:
        held = numbers((20, 4), -2, 3)
        given = {"validated": True, "validation_x": held, "validation_met": met}
        return healthy.fitted(asked(), **given | changes)

    @pytest.mark.parametrize(("met", "quiet"), [(0.5, False), (0.49, True), (None, True)])
    def test_validation_rows_that_are_trained_on(self, met: float | None, quiet: bool) -> None:
        assert silent(self.validated(met), "validation-rows-in-training") is quiet

    def test_what_is_said_of_validation(self) -> None:
        assert said(self.validated(1.0), "validation-rows-in-training") == (
            "20 of your 20 validation rows are trained on as well.",
            "What does a score tell about questions whose answers were told before?",
        )

    def test_few_rows_and_few_values_are_alike_by_nature(self) -> None:
        few = numbers((19, 4), -2, 3)
        table = numbers((200, 2), 0, 1, values=(0.0, 1.0))

        for held in (few, table):
            evidence = self.validated(1.0, validation_x=held)
            assert silent(evidence, "validation-rows-in-training")

    def test_a_part_of_the_training_rows_gives_the_score(self) -> None:
        part = asking(met=1.0)

        assert said(asked(part), "validation-rows-in-training") == (
            "30 of the 30 rows that give your score were trained on.",
            "Which of these rows has the network never seen?",
        )
        assert silent(asked(part, asking()), "validation-rows-in-training")
        assert silent(asked(asking(x=FITTED, met=1.0)), "validation-rows-in-training")


class TestCrashes:
    def stopped(self, message: str, kind: str = "ValueError", **changes: Any) -> Evidence:
        error = StageError("load", kind, message, Place(40), "answers = model.predict(row)")
        return replace(asked(asking(), runs=(), script=True), error=error, **changes)

    def test_a_row_without_a_table(self) -> None:
        model = iris_model(input_shape=(None, 4))
        row = asking(by="predict", x=numbers((4,), 0, 5), y=None, met=None)
        evidence = self.stopped("Invalid input shape", model=model, asked=(row,))

        assert said(evidence, "single-row-without-batch-axis") == (
            "`predict` is given a single row of shape (4,), and it wants rows in a table.",
            "What is the shape of a table that holds one row only?",
        )
        table = replace(row, x=numbers((1, 4), 0, 5))
        assert silent(replace(evidence, asked=(table,)), "single-row-without-batch-axis")
        assert silent(replace(evidence, error=None), "single-row-without-batch-axis")

    MIX = "Classification metrics can't handle a mix of binary and continuous targets"

    def test_scores_where_classes_are_wanted(self) -> None:
        evidence = self.stopped(self.MIX)

        assert crash_number(evidence) == "K67"
        assert said(evidence, "probabilities-given-as-classes") == (
            "Class numbers are compared with probabilities, and scikit-learn stops with "
            "`ValueError`.",
            "Which class does one answer of your network stand for, and how did you decide it?",
        )

    def test_another_rule_that_explains_the_crash_speaks_alone(self) -> None:
        assert silent(self.stopped(self.MIX), "stopped-by-old-keras")

    def test_old_keras(self) -> None:
        evidence = self.stopped("Argument(s) not recognized: {'lr': 0.1}\nmore")

        (finding,) = find(evidence, only="stopped-by-old-keras")
        assert (finding.catalogue, finding.severity) == ("K25", "fatal")
        assert finding.message == (
            "Your program stops with `ValueError: Argument(s) not recognized: {'lr': 0.1}`."
        )

    def test_an_error_of_the_students_own_is_not_explained(self) -> None:
        assert crash_number(self.stopped("no", "Odd")) == ""
        assert silent(self.stopped("no", "Odd"), "stopped-by-old-keras")


class TestMetrics:
    rule = "metric-that-does-not-measure-the-task"
    HINT = "What does this metric give for three rows, worked out by hand?"

    def measured(
        self, metric: str, units: int, y: ArraySpec, loss: str, **changes: Any
    ) -> Evidence:
        head = changes.pop("head", "softmax" if units > 1 else "sigmoid-like")
        model = iris_model(units, head, loss, metrics=(metric,), **changes)
        return replace(healthy.fitted(healthy.iris(runs=()), y=y), model=model)

    CASES: ClassVar = [
        (
            ("exact_accuracy", 1, class_numbers(120, 0, 1), "binary_crossentropy"),
            "The metric `Accuracy` counts answers that are equal to their label, and your network "
            "answers fractions: it stays near 0.",
        ),
        (
            ("categorical_accuracy", 1, class_numbers(120, 0, 1), "binary_crossentropy"),
            "The metric `categorical_accuracy` asks which column is the largest, and your network "
            "has 1 column.",
        ),
        (
            ("accuracy", 1, class_numbers(120, -1, 1), SQUARED),
            "The metric `accuracy` knows the labels 0 and 1 only, and your labels go from -1 to 1.",
        ),
        (
            (
                "categorical_accuracy",
                3,
                class_numbers(120, 0, 1, 2),
                "sparse_categorical_crossentropy",
            ),
            "The metric `categorical_accuracy` looks for the largest of 3 columns in the labels "
            "too, and your labels are single numbers.",
        ),
        (
            ("binary_accuracy", 3, columns(120, 3), "categorical_crossentropy"),
            "The metric `binary_accuracy` counts 3 yes/no answers per row, most of which are no: "
            "whoever says no 3 times is 67% right.",
        ),
    ]

    @pytest.mark.parametrize(("case", "message"), CASES)
    def test_each_is_explained(self, case: Any, message: str) -> None:
        evidence = self.measured(*case)

        assert said(evidence, self.rule) == (message, self.HINT)
        assert severities(evidence, self.rule) == ["major"]
        assert severities(replace(evidence, runs=healthy.iris().runs), self.rule) == ["minor"]

    def test_raw_scores_have_their_border_at_zero(self) -> None:
        loss = LossSpec("binary_crossentropy", from_logits=True)
        evidence = self.measured("accuracy", 1, class_numbers(120, 0, 1), "", head="linear")
        assert evidence.model is not None
        evidence = replace(evidence, model=replace(evidence.model, loss=loss))

        assert severities(evidence, self.rule) == ["minor"]
        assert said(evidence, self.rule)[0] == (
            "Your network answers raw scores, whose border is 0, and the metric `accuracy` counts "
            "a yes from 0.5 on."
        )

    @pytest.mark.parametrize(
        "case",
        [
            ("accuracy", 1, class_numbers(120, 0, 1), SQUARED),
            ("accuracy", 3, class_numbers(120, 0, 1, 2), "sparse_categorical_crossentropy"),
            ("binary_accuracy", 3, numbers((120, 3), 0, 1), "binary_crossentropy"),
            ("categorical_accuracy", 3, columns(120, 3), "categorical_crossentropy"),
            ("accuracy", 1, class_numbers(120, -1, 1), "binary_crossentropy"),
            ("mean_absolute_error", 1, numbers((120,), -5, 5), SQUARED),
            ("binary_accuracy with threshold 0", 1, class_numbers(120, -1, 1), SQUARED),
        ],
    )
    def test_what_suits_is_not_mentioned(self, case: Any) -> None:
        assert silent(self.measured(*case), self.rule)


class TestWarnings:
    def test_decay(self) -> None:
        told = warning(
            "Argument `decay` is no longer supported and will be ignored.", "UserWarning"
        )
        evidence = healthy.iris(**told)

        assert said(evidence, "decay-ignored") == (
            "Keras ignores the `decay` that you set: the learning rate stays 0.05.",
            "How large is the learning rate before training, and how large after it?",
        )

    def test_a_rate_under_its_old_name(self) -> None:
        told = warning(
            "Setting `lr` to 0.5 changes nothing: Keras reads `learning_rate`, which is still 0.01."
        )

        assert said(healthy.iris(**told), "rate-set-under-old-name") == (
            "Setting `lr` to 0.5 changes nothing: the learning rate is still 0.01.",
            "Under which name does the optimizer keep its learning rate?",
        )

    UNUSED = "`opt` is an optimizer ({}), and no network was compiled with it."

    def test_an_optimizer_that_nobody_got(self) -> None:
        evidence = healthy.iris(**warning(self.UNUSED.format("SGD, learning rate 0.3")))

        assert said(evidence, "optimizer-object-not-passed") == (
            "`opt`, with a learning rate of 0.3, is given to no network: yours trains with adam, "
            "at 0.05.",
            "Which optimizer does `compile` get, and which one did you prepare?",
        )

    def test_one_with_the_very_same_settings_changes_nothing(self) -> None:
        evidence = healthy.iris(**warning(self.UNUSED.format("Adam, learning rate 0.05")))

        assert silent(evidence, "optimizer-object-not-passed")

    MADE = "`x2`, made by `fit_transform` here, is never read again."

    @pytest.mark.parametrize(("most", "quiet"), [(4.0, True), (4.1, False)])
    def test_scaled_rows_that_nobody_uses(self, most: float, quiet: bool) -> None:
        evidence = healthy.fitted(healthy.iris(**warning(self.MADE)), x=numbers((120, 4), 0, most))

        assert silent(evidence, "scaled-rows-not-used") is quiet

    def test_what_is_said_of_scaled_rows(self) -> None:
        evidence = healthy.fitted(healthy.iris(**warning(self.MADE)), x=numbers((120, 4), 0, 7.9))

        assert said(evidence, "scaled-rows-not-used") == (
            "What `fit_transform` makes here is never used, and the rows that reach `fit` go up to "
            "7.9.",
            "Which rows did you want to train on, and which ones does `fit` get?",
        )

    def test_encoded_labels_that_nobody_uses(self) -> None:
        told = warning("`y2`, made by `to_categorical` here, is never read again.")
        fine = healthy.iris(**told)
        error = StageError("load", "ValueError", "rank")
        evidence = replace(healthy.fitted(fine, completed=False), error=error)

        assert said(evidence, "encoded-labels-not-used") == (
            "What `to_categorical` makes here is never used: the labels that reach `fit` have "
            "shape (120,).",
            "Which labels did you want to train on, and which ones does `fit` get?",
        )
        assert silent(fine, "encoded-labels-not-used")
        assert silent(evidence, "scaled-rows-not-used")


class TestText:
    def rooms(self, rule: str, which: str) -> Evidence:
        return written(example(rule, which), asked())

    def test_the_scaler_saw_all_rows(self) -> None:
        evidence = self.rooms("scaler-fitted-on-all-rows", "bad")

        assert said(evidence, "scaler-fitted-on-all-rows") == (
            "A scaler is fitted to all rows of `x`, and those for the exam are taken out of them "
            "afterwards.",
            "Which rows may be used to choose the mean and the spread?",
        )
        assert severities(evidence, "scaler-fitted-on-all-rows") == ["minor"]

    def test_the_scaler_is_fitted_anew_on_the_exam(self) -> None:
        text = "a, b, c, d = train_test_split(x, y)\ns = StandardScaler()\n"
        text += "a = s.fit_transform(a)\nb = s.{}(b)"
        evidence = written(text.format("fit_transform"), asked())

        assert said(evidence, "scaler-fitted-on-all-rows")[0] == (
            "A scaler is fitted to `b`, which holds rows for the exam."
        )
        assert severities(evidence, "scaler-fitted-on-all-rows") == ["major"]
        assert silent(written(text.format("transform"), asked()), "scaler-fitted-on-all-rows")

    def test_the_same_training_twice(self) -> None:
        evidence = healthy.fitted(self.rooms("trained-twice-by-accident", "bad"), repeated=2)

        assert said(evidence, "trained-twice-by-accident") == (
            "The same training is done 2 times, and each goes on from the last.",
            "How many epochs did you want, and how many does the network get?",
        )

    @pytest.mark.parametrize(
        "between", ["model.compile('sgd', 'mse')", "x = x / 2", "x, y = mix(x)"]
    )
    def test_what_is_changed_between_two_trainings_is_meant(self, between: str) -> None:
        text = f"model.fit(x, y)\n{between}\nmodel.fit(x, y)"
        evidence = healthy.fitted(written(text, asked()), repeated=2)

        assert silent(evidence, "trained-twice-by-accident")

    def test_a_network_made_anew(self) -> None:
        fresh = Candidate(number=1, reached="compiled")
        text = "model = build()\nmodel.fit(x, y)\nmodel = build()\nmodel.evaluate(a, b)"
        evidence = written(text, asked(asking(network=1)), candidates=(fresh,))

        assert said(evidence, "network-made-anew-after-training") == (
            "`model` was trained, then made anew, and now it is asked untrained.",
            "Which network holds the weights that training gave, and which one is asked?",
        )
        loaded = written(f"{text}\nmodel.load_weights('w')", evidence)
        assert silent(loaded, "network-made-anew-after-training")
        trained = written(f"{text}\nmodel.fit(x, y)", evidence)
        assert silent(trained, "network-made-anew-after-training")

    def test_names_in_another_order(self) -> None:
        evidence = self.rooms("class-names-in-other-order", "bad")

        assert said(evidence, "class-names-in-other-order") == (
            "Your list has the name versicolor at place 0, but in the data class 0 is another one.",
            "Which name belongs to each number in the data, and where was that decided?",
        )

    def test_distorted_validation(self) -> None:
        evidence = self.rooms("augmented-validation-rows", "bad")

        assert said(evidence, "augmented-validation-rows") == (
            "`turned(x_val, training=True)` distorts rows that are for validation.",
            "Which copies of the pictures should stay as they are?",
        )

    @pytest.mark.parametrize("rule", MINE)
    def test_silent_on_the_text_without_the_mistake(self, rule: str) -> None:
        assert silent(self.rooms(rule, "good"), rule)

    @pytest.mark.parametrize("rule", MINE)
    def test_silent_on_what_is_no_python(self, rule: str) -> None:
        assert silent(written("fit(", asked()), rule)
        assert str(rule_named(rule).LOOK).endswith(".")
