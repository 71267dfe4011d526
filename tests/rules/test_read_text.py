"""Rules that follow names, columns and loops through the student's own text."""

from dataclasses import replace
from typing import Any, ClassVar

import pytest

from nngrader.evidence import Asking, Candidate, Evidence, Place
from nngrader.rules import find
from nngrader.rules._page import example
from nngrader.rules._source import LONGEST, source
from tests.rules import healthy
from tests.rules.healthy import class_numbers, numbers

NAMES = "class-names-in-other-order"
ROUNDS = "network-made-in-every-round"
APART = "rows-and-labels-mixed-apart"
SIDE = "axes-swapped"
TOLD = "answer-among-the-inputs"
SCALER = "scaler-fitted-on-all-rows"


def reading(text: str, **changes: Any) -> Evidence:
    """Iris as a script of these lines."""
    script = healthy.script(healthy.iris(), runs=())
    return replace(script, source=tuple(text.splitlines()), **changes)


def said(evidence: Evidence, rule: str) -> tuple[str, str, str]:
    """How grave it is, message and hint of a rule, asserting that it speaks once."""
    (finding,) = find(evidence, only=rule)
    return finding.severity, finding.message, finding.hint


def silent(evidence: Evidence, rule: str) -> bool:
    """Say whether the rule says nothing."""
    return find(evidence, only=rule) == ()


class TestNames:
    HINT = "Which name belongs to each number in the data, and where was that decided?"
    COLUMN = '["rose"] * 9 + ["iris"] * 9'
    TEXT = """
table = pd.DataFrame({{"cm": sizes, "kind": {column}}})
names = {names}
codes = {codes}
net.fit(x, codes)
best = net.predict(new).argmax()
print(names[best])
"""

    def table(self, names: str, codes: str, column: str = COLUMN, first: float = 0.0) -> Evidence:
        text = self.TEXT.format(column=column, names=names, codes=codes)
        y = class_numbers(120, 0, 1, 2, sample=(first,))
        return healthy.fitted(reading(text), y=y)

    ENCODED = 'LabelEncoder().fit_transform(table["kind"])'

    def test_met_and_numbered_by_the_alphabet(self) -> None:
        assert said(self.table('table["kind"].unique()', self.ENCODED), NAMES) == (
            "major",
            "`names` has the order in which the names occur in the data, and the classes were "
            "numbered in the order of the alphabet.",
            self.HINT,
        )

    def test_numbered_as_they_are_met(self) -> None:
        found = self.table('sorted(table["kind"].unique())', 'table["kind"].factorize()[0]')

        assert said(found, NAMES)[1] == (
            "`names` has the order of the alphabet, and the classes were numbered in the order in "
            "which they occur in the data."
        )

    def test_a_set_has_no_order(self) -> None:
        assert said(self.table('list(set(table["kind"]))', self.ENCODED), NAMES)[1] == (
            "`names` comes from a set, which has another order in every run, and the numbers of "
            "the classes don't."
        )

    @pytest.mark.parametrize(
        ("names", "codes"),
        [
            ('pd.unique(table["kind"])', 'table["kind"].astype("category").cat.codes'),
            ('list(table["kind"].unique())', 'np.unique(table["kind"], return_inverse=True)[1]'),
            ('table["kind"].unique().tolist()', 'pd.get_dummies(table["kind"])'),
            ('list(dict.fromkeys(table["kind"]))', 'pd.Categorical(table["kind"]).codes'),
            ('["rose", "iris"]', 'LabelEncoder().fit_transform(table["kind"])'),
            ('["rose", "iris"]', 'table["kind"].map({"iris": 0, "rose": 1})'),
            ('{0: "rose", 1: "iris"}', 'table["kind"].replace({"iris": 0, "rose": 1})'),
        ],
    )
    def test_however_they_are_spelled(self, names: str, codes: str) -> None:
        assert not silent(self.table(names, codes), NAMES)

    @pytest.mark.parametrize(
        ("names", "codes"),
        [
            ('table["kind"].unique()', 'pd.factorize(table["kind"])[0]'),
            ('np.unique(table["kind"])', 'LabelEncoder().fit_transform(table["kind"])'),
            ('sorted(set(table["kind"]))', 'LabelEncoder().fit_transform(table["kind"])'),
            ('table["colour"].unique()', 'LabelEncoder().fit_transform(table["kind"])'),
            ('["iris", "rose"]', 'LabelEncoder().fit_transform(table["kind"])'),
            ('["rose", "iris"]', 'table["kind"].map({"iris": 1, "rose": 0})'),
            ('["Rose", "Schwertlilie"]', 'table["kind"].map({"iris": 0, "rose": 1})'),
            ('list(set(table["kind"]))', '[names.index(one) for one in table["kind"]]'),
            ('table["kind"].unique()', "codes_from_somewhere"),
        ],
    )
    def test_orders_that_agree_or_are_not_known(self, names: str, codes: str) -> None:
        assert silent(self.table(names, codes), NAMES)

    @pytest.mark.parametrize(("first", "quiet"), [(1.0, False), (0.0, True)])
    def test_a_column_from_a_file_is_known_by_its_first_label(
        self, first: float, quiet: bool
    ) -> None:
        found = self.table('table["kind"].unique()', self.ENCODED, "read()", first)

        assert silent(found, NAMES) is quiet

    def test_a_column_that_happens_to_be_sorted(self) -> None:
        found = self.table('table["kind"].unique()', self.ENCODED, '["iris"] * 9 + ["rose"] * 9')

        assert silent(found, NAMES)

    def test_nobody_looks_anything_up(self) -> None:
        found = self.table('table["kind"].unique()', self.ENCODED)
        lines = tuple(line.replace("names[best]", "names") for line in found.source)

        assert silent(replace(found, source=lines), NAMES)


class TestRounds:
    TEXT = """
import keras
(x, y), (x_test, y_test) = keras.datasets.mnist.load_data()
{before}
for {counter} in {rounds}:
    net = keras.Sequential([keras.layers.Dense({units}, activation="softmax")])
    net.compile("adam", "sparse_categorical_crossentropy")
    {between}
    {fit}
    {after}
"""
    USUAL: ClassVar = {
        "before": "scores = []",
        "counter": "epoch",
        "rounds": "range(9)",
        "units": "10",
        "between": "pass",
        "fit": "net.fit(x, y, epochs=1)",
        "after": "scores.append(net.evaluate(x_test, y_test))",
    }

    def loop(self, networks: int = 9, **changes: str) -> Evidence:
        made = tuple(
            Candidate(number=number, reached="fit", epochs=1, place=Place(9))
            for number in range(networks)
        )
        return reading(self.TEXT.format(**self.USUAL | changes), candidates=made)

    def test_what_is_said(self) -> None:
        assert said(self.loop(), ROUNDS) == (
            "major",
            "`net` is made anew in every round of the loop: 9 networks were trained, for 1 epoch "
            "each.",
            "What does the network of the second round know of what the first learned?",
        )

    def test_without_a_word_of_epochs_it_may_be_meant(self) -> None:
        assert said(self.loop(counter="i"), ROUNDS)[0] == "minor"
        assert silent(self.loop(counter="i", after="print(np.mean(scores))"), ROUNDS)
        assert said(self.loop(counter="i", after="print('Epoch', i)"), ROUNDS)[0] == "major"

    @pytest.mark.parametrize(("networks", "quiet"), [(2, True), (3, False)])
    def test_two_networks_may_be_compared(self, networks: int, quiet: bool) -> None:
        assert silent(self.loop(networks), ROUNDS) is quiet

    @pytest.mark.parametrize(
        "changes",
        [
            {"units": "epoch + 1"},
            {"units": "sizes.pop()"},
            {"fit": "net.fit(x[epoch:], y[epoch:], epochs=1)"},
            {"fit": "net.fit(x, y, epochs=epoch)"},
            {"fit": "net.fit(x, y, epochs=20)"},
            {"between": "keras.utils.set_random_seed(epoch)"},
            {"between": "keras.utils.set_random_seed(1)"},
            {"between": "a, b, c, d = train_test_split(x, y)"},
            {"between": "if epoch: net.load_weights('w')"},
            {"after": "x = x[10:]"},
            {"after": "networks.append(net)"},
            {"after": "net.save_weights('w')\n    net.save('n')"},
            {"after": "best = net"},
            {"rounds": "(1, 2, 4)"},
            {"rounds": "folds.split(x)"},
        ],
    )
    def test_what_differs_between_rounds_is_meant(self, changes: dict[str, str]) -> None:
        assert silent(self.loop(**changes), ROUNDS)

    def test_one_network_for_all_rounds(self) -> None:
        good = reading(example(ROUNDS, "good"), candidates=self.loop().candidates)

        assert silent(good, ROUNDS)
        assert not silent(replace(good, source=tuple(example(ROUNDS, "bad").splitlines())), ROUNDS)


class TestMixing:
    def mixed(self, lines: str, **changes: Any) -> Evidence:
        text = "import random\nfrom sklearn.utils import shuffle\nrng = np.random.default_rng(1)\n"
        text += f"x, y = load()\n{lines}\nnet.fit(x[:90], y[:90])"
        return reading(text, **changes)

    def test_what_is_said(self) -> None:
        found = self.mixed("x = tf.random.shuffle(x, seed=4)\ny = tf.random.shuffle(y, seed=4)")

        assert said(found, APART) == (
            "fatal",
            "`tf.random.shuffle(x, seed=4)` and then `tf.random.shuffle(y, seed=4)` mix rows and "
            "labels one after the other, each in an order of its own.",
            "Where does the first row stand after these two lines, and where its label?",
        )

    @pytest.mark.parametrize(
        "lines",
        [
            "np.random.shuffle(x)\nnp.random.shuffle(y)",
            "random.shuffle(y)\nrandom.shuffle(x)",
            "x = rng.permutation(x)\ny = rng.permutation(y)",
            "rng.shuffle(x)\nrng.shuffle(y)",
            "np.random.seed(1)\nnp.random.shuffle(x)\nnp.random.shuffle(y)",
            "x = shuffle(x)\ny = shuffle(y)",
            "x = shuffle(x, random_state=1)\ny = shuffle(y, random_state=2)",
            "x, x_test = train_test_split(x)\ny, y_test = train_test_split(y)",
        ],
    )
    def test_however_they_are_mixed(self, lines: str) -> None:
        assert not silent(self.mixed(lines), APART)

    @pytest.mark.parametrize(
        "lines",
        [
            "x, y = shuffle(x, y)",
            "x = shuffle(x, random_state=1)\ny = shuffle(y, random_state=1)",
            "x, a = train_test_split(x, random_state=1)\ny, b = train_test_split(y, random_state=1)",
            "x, a = train_test_split(x, shuffle=False)\ny, b = train_test_split(y, shuffle=False)",
            "np.random.seed(1)\nnp.random.shuffle(x)\nnp.random.seed(1)\nnp.random.shuffle(y)",
            "s = np.random.get_state()\nnp.random.shuffle(x)\nnp.random.set_state(s)\n"
            "np.random.shuffle(y)",
            "np.random.default_rng(1).shuffle(x)\nnp.random.default_rng(1).shuffle(y)",
            "a = np.random.permutation(90)\nb = np.random.permutation(10)\nx, y = x[a], y[a]",
            "np.random.shuffle(x)\nnp.random.shuffle(new)",
            "order = list(range(9))\nrandom.shuffle(order)\nrandom.shuffle(names)",
            "if mix:\n    np.random.shuffle(x)\nnp.random.shuffle(z)",
        ],
    )
    def test_what_keeps_them_together_or_is_something_else(self, lines: str) -> None:
        assert silent(self.mixed(lines), APART)

    @pytest.mark.parametrize("aligned", [0.2, 1.0])
    def test_where_it_was_measured_the_text_is_not_needed(self, aligned: float) -> None:
        lines = "np.random.shuffle(x)\nnp.random.shuffle(y)"

        assert silent(self.mixed(lines, aligned=aligned), APART)


class TestColumnsUnderOneAnother:
    TEXT = """
size = np.random.normal(1.7, 0.1, 120)
mass = np.random.normal(70, 9, 120)
y = (mass / size > 40).astype(int)
size = (size - size.mean()) / size.std()
x = {rows}
x_train, x_test, y_train, y_test = train_test_split(x, y)
net.fit(x_train, y_train)
"""

    def table(self, rows: str) -> Evidence:
        return reading(self.TEXT.format(rows=rows))

    def test_what_is_said(self) -> None:
        assert said(self.table("np.array([size, mass]).reshape(-1, 2)"), SIDE) == (
            "fatal",
            "`np.array([size, mass]).reshape(-1, 2)` breaks 2 columns of numbers into rows of 2: "
            "the first row gets 2 numbers of the same column, and not one of each.",
            "Which numbers stand in the first row, and do they belong to one example?",
        )

    @pytest.mark.parametrize(
        "rows",
        [
            "np.vstack((size, mass)).reshape((120, 2))",
            "np.stack([size, mass]).reshape(len(size), 2)",
            "np.reshape(np.array([size, mass]), (-1, 2))",
            "np.array([size, mass])\nx = x.reshape(x.shape[1], x.shape[0])",
            "np.array([size, mass, size * mass]).reshape(-1, 3)",
            "np.array([table['a'], table['b']]).reshape(-1, 2)",
        ],
    )
    def test_however_it_is_spelled(self, rows: str) -> None:
        assert not silent(self.table(rows), SIDE)

    @pytest.mark.parametrize(
        "rows",
        [
            "np.array([size, mass]).T",
            "np.stack([size, mass], axis=1).reshape(-1, 2)",
            "np.column_stack([size, mass]).reshape(-1, 2)",
            "np.array([size, mass]).reshape(2, -1).T",
            "np.array([size, mass]).reshape(-1, 1)",
            "np.array([size, mass]).reshape(-1, 4)",
            "np.array([[0, 0, 0, 1], [1, 0, 1, 1]]).reshape(-1, 2)",
            "np.array([left, right]).reshape(-1, 2)",
            "np.array([np.random.normal(0, 1, (60, 2)), load()]).reshape(-1, 2)",
        ],
    )
    def test_rows_that_are_whole_or_not_known(self, rows: str) -> None:
        assert silent(self.table(rows), SIDE)

    def test_labels_made_of_the_new_rows_suit_them(self) -> None:
        rows = "np.array([size, mass]).reshape(-1, 2)\ny = (x[:, 0] > x[:, 1]).astype(int)"

        assert silent(self.table(rows), SIDE)

    def test_a_single_row_of_single_numbers(self) -> None:
        evidence = self.table("np.array([size, mass]).reshape(-1, 2)")
        alone = healthy.fitted(evidence, x=numbers((1, 2), 0, 1))

        assert silent(alone, SIDE)


class TestTold:
    def given(self, telling: int | None = 4, **changes: Any) -> Evidence:
        usual = {"x": numbers((120, 5), -2, 3), "telling": telling}
        return healthy.fitted(reading(""), **usual | changes)

    def test_what_is_said(self) -> None:
        assert said(self.given(), TOLD) == (
            "fatal",
            "Column 4 of your inputs, counted from 0, tells the class of every row: it is the "
            "label itself, or a scaled copy of it.",
            "Which of the inputs would you not know before the answer is known?",
        )
        assert silent(self.given(None), TOLD)

    @pytest.mark.parametrize(("rows", "quiet"), [(16, True), (17, False)])
    def test_a_few_rows_may_be_alike(self, rows: int, quiet: bool) -> None:
        few = self.given(x=numbers((rows, 5), -2, 3), y=class_numbers(rows, 0, 1))

        assert silent(few, TOLD) is quiet

    @pytest.mark.parametrize(("columns", "quiet"), [(2, True), (3, False)])
    def test_a_line_is_a_line(self, columns: int, quiet: bool) -> None:
        assert silent(self.given(0, x=numbers((120, columns), -2, 3)), TOLD) is quiet

    @pytest.mark.parametrize(("columns", "quiet"), [(10, True), (11, False)])
    def test_a_table_of_truth_may_copy_an_input(self, columns: int, quiet: bool) -> None:
        table = numbers((120, columns), 0, 1, values=(0.0, 1.0))

        assert silent(self.given(0, x=table), TOLD) is quiet

    def test_numbers_to_be_met_may_follow_from_one_input(self) -> None:
        assert silent(self.given(y=numbers((120,), 0, 9)), TOLD)
        assert silent(self.given(y=class_numbers(120, 0.5, 1.5)), TOLD)


class TestScaler:
    @pytest.mark.parametrize(
        "lines",
        [
            "x = scale(x)\nnet.fit(x[:100], y[:100], validation_data=(x[100:], y[100:]))",
            "x = StandardScaler().fit_transform(x)\na, b = x[:n], x[n:]\nnet.fit(a, y)\n"
            "net.evaluate(b, z)",
            "s = StandardScaler()\ns.fit(x)\nx = s.transform(x)\na, b = train_test_split(x)",
        ],
    )
    def test_rows_for_the_exam_are_cut_off_afterwards(self, lines: str) -> None:
        text = f"from sklearn.preprocessing import scale\n{lines}"

        assert said(reading(text), SCALER)[:2] == (
            "minor",
            "A scaler is fitted to all rows of `x`, and those for the exam are taken out of them "
            "afterwards.",
        )

    @pytest.mark.parametrize(
        "lines",
        [
            "x = scale(x)\nnet.fit(x[:100], y[:100])",
            "x = own.scale(x)\nnet.fit(x[:100], y[:100])\nnet.evaluate(x[100:], y[100:])",
            "x = scale(x)\nnet.fit(x[:100], y[:100])\nnet.evaluate(z[100:], y[100:])",
            "s = StandardScaler()\ns.fit(a)\nx = s.transform(x)\na, b = train_test_split(x)",
            "s = StandardScaler()\ns.fit(x[:9])\nx = s.transform(x)\na, b = train_test_split(x)",
        ],
    )
    def test_rows_that_no_exam_is_taken_of(self, lines: str) -> None:
        text = f"from sklearn.preprocessing import scale\n{lines}"

        assert silent(reading(text), SCALER)


class TestOverlap:
    rule = "validation-rows-in-training"

    def scored(self, exam: str, met: float, validated: str = "") -> Evidence:
        text = "x, y = load()\nx = x[order]\nx_a, x_b = x[:90], {}\n"
        text += f"net.fit(x_a, y{validated})\nnet.evaluate(x_b, z)"
        score = Asking(by="evaluate", x=numbers((50, 4), -2, 3), met=met, after=1, place=Place(5))
        evidence = healthy.fitted(reading(text.format(exam)), validation_split=0.0)
        return replace(evidence, asked=(score,))

    def test_two_slices_share_rows(self) -> None:
        assert said(self.scored("x[80:]", 0.2), self.rule) == (
            "major",
            "10 of the 50 rows that give your score were trained on.",
            "Which of these rows has the network never seen?",
        )

    @pytest.mark.parametrize(
        ("exam", "met"),
        [
            ("x[90:]", 0.2),
            ("x[89:]", 0.01),
            ("x[n:]", 0.2),
            ("x[-60:]", 0.2),
            ("other[80:]", 0.2),
            ("x[80::2]", 0.2),
        ],
    )
    def test_slices_that_meet_or_are_not_known(self, exam: str, met: float) -> None:
        assert silent(self.scored(exam, met), self.rule)


class TestDrawnLabels:
    rule = "labels-unrelated-to-inputs"
    TEXT = """
x = np.random.random((120, 4))
y = {labels}
{between}
net.fit(x, y, epochs=5)
"""

    def drawn(self, labels: str, between: str = "") -> Evidence:
        return reading(self.TEXT.format(labels=labels, between=between))

    def test_what_is_said(self) -> None:
        assert said(self.drawn("np.random.randint(3, size=120)"), self.rule) == (
            "info",
            "Your inputs are drawn at random, and so are your labels, by `np.random.randint(3, "
            "size=120)`: no label follows from its row.",
            "What could a network learn here that it can use for a new row?",
        )

    @pytest.mark.parametrize(
        "labels",
        [
            "to_categorical(np.random.randint(3, size=(120, 1)), num_classes=3)",
            "rng.integers(0, 2, 120).astype(float)",
            "np.random.choice([0, 1], 120)",
        ],
    )
    def test_however_they_are_drawn(self, labels: str) -> None:
        assert not silent(self.drawn(labels), self.rule)

    @pytest.mark.parametrize(
        ("labels", "between"),
        [
            ("(x[:, 0] > 0.5).astype(int)", ""),
            ("np.random.randint(2, size=120)", "x[y == 1] += 1"),
            ("np.random.randint(2, size=120)", "x += y[:, None]"),
            ("np.random.randint(2, size=120)", "x = x + y[:, None]"),
            ("np.random.randint(2, size=120)", "x = make(y)"),
            ("np.random.randint(2, size=120)", "y = (x.sum(axis=1) > 2).astype(int)"),
            ("all_labels[np.random.randint(2, size=120)]", ""),
            ("np.random.random(120)", ""),
        ],
    )
    def test_labels_that_have_to_do_with_their_rows(self, labels: str, between: str) -> None:
        assert silent(self.drawn(labels, between), self.rule)


class TestALongText:
    @pytest.mark.parametrize(("more", "read"), [(0, True), (1, False)])
    def test_is_not_read_at_all(self, more: int, read: bool) -> None:
        """It would take the rules seconds, and no hand-in is that long."""
        evidence = replace(healthy.xor(), source=("x = 1", "#" * (LONGEST - 7 + more)))

        assert (source(evidence) is not None) == read
