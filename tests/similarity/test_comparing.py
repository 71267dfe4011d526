"""From hand-ins to a list: groups, pairs, notes, and what they share."""

import time

import pytest

from nngrader.similarity import Pair, Similar, Work, compare, comparing
from nngrader.similarity.works import CHARACTERS, LINES, is_cut, looked_at
from tests.similarity.corpus import edited, independent, renamed, works
from tests.similarity.drawn import drawn_class

INDEPENDENT = independent()
STARTER = (
    "import keras\n\ndef train(model, x, y):\n    # your code\n    raise NotImplementedError\n"
)


def with_(**more: str) -> Similar:
    return compare(works(INDEPENDENT | more), (STARTER,))


def only(similar: Similar) -> Pair:
    (pair,) = similar.pairs
    return pair


def test_shows_the_shared_parts_with_their_lines() -> None:
    mine = INDEPENDENT["fatou"]
    pair = only(with_(twin="# twin\n" + edited(renamed(mine))))

    first = pair.parts[0]
    assert (pair.one.student, pair.other.student, first.elsewhere) == ("fatou", "twin", 0)
    assert [line.number for line in first.one] == [line.number - 1 for line in first.other]
    assert first.one[0].pieces == ("", "def preprocess(x_train, y_train, x_test):", "")
    assert first.one[3].pieces == ("    ", "new_x_train = np.zeros(x_train.shape)", "")
    assert first.other[3].pieces == ("    ", "other_3 = np.zeros(other_0.shape)", "")


def test_shows_the_rarest_choices_first() -> None:
    pair = only(with_(twin=edited(INDEPENDENT["fatou"])))

    said = [(choice.what, choice.text, choice.elsewhere) for choice in pair.choices]
    assert said[0] == ("remark", "# young -> 1, old -> 0 (first column)", 0)
    assert ("name", "new_x_test", 0) in said
    assert [elsewhere for *_, elsewhere in said] == sorted(elsewhere for *_, elsewhere in said)


def test_a_pair_is_listed_closest_first() -> None:
    similar = with_(a=edited(INDEPENDENT["olga"]), b=edited(INDEPENDENT["ivo"]))

    assert [pair.one.student for pair in similar.pairs] == ["olga", "ivo"]
    assert similar.pairs[0].closeness > similar.pairs[1].closeness > similar.decided.limit


def test_hand_ins_that_are_one_program_stand_together_and_count_once() -> None:
    mine = INDEPENDENT["uma"]
    similar = with_(v=mine, w=renamed(mine), z=edited(mine))

    (group,) = similar.groups
    assert [work.student for work in group.members] == ["uma", "v", "w"]
    assert (group.same_text, group.unusual) == (False, True)
    assert {group.closest.one.student, group.closest.other.student} == {"uma", "v"}
    assert only(similar).other.student == "z"
    assert (similar.decided.works, similar.decided.programs, similar.decided.pairs) == (25, 23, 253)


def test_spaces_at_the_ends_of_lines_make_no_other_text() -> None:
    mine = INDEPENDENT["uma"]

    assert with_(v=mine.replace("\n", "  \r\n") + "\n\n").groups[0].same_text


def test_who_handed_in_what_was_given_is_named_and_not_compared() -> None:
    similar = with_(
        a=STARTER, b=STARTER.replace("your code", "my code"), c="", d="# Mine alone, and all of it"
    )

    assert similar.notes == ("4 hand-ins hold nothing beyond what was given out: A, B, C, D.",)
    assert (similar.groups, similar.decided.works) == ((), 22)


def test_a_note_names_ten_at_most_and_makes_names_harmless() -> None:
    empty = [Work(str(n), f"\x1b[2J{n}", "", "") for n in range(12)]

    assert compare(empty, ()).notes == (
        "12 hand-ins hold nothing beyond what was given out: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2 more.",
    )
    assert compare(empty[:1], ()).notes == (
        "1 hand-in holds nothing beyond what was given out: 0.",
    )


@pytest.mark.parametrize(("lines", "cut"), [(LINES, False), (LINES + 1, True)])
def test_looks_at_so_many_lines(lines: int, cut: bool) -> None:
    code = "x = 1\r\n" * lines

    assert is_cut(code) is cut
    assert looked_at(code).count("x") == LINES


@pytest.mark.parametrize(("characters", "cut"), [(CHARACTERS, False), (CHARACTERS + 1, True)])
def test_looks_at_so_many_characters(characters: int, cut: bool) -> None:
    assert is_cut("x" * characters) is cut
    assert len(looked_at("x" * characters)) == CHARACTERS


def test_says_what_was_too_long() -> None:
    assert with_(long="print(1)\n" * (LINES + 1)).notes == (
        "1 hand-in went beyond 2,000 lines or 200,000 characters, and only the beginning was "
        "compared: Long.",
    )


@pytest.mark.parametrize(("most", "more"), [(9, 1), (10, 0)])
def test_so_many_pairs_are_shown_and_more_are_counted(
    most: int, more: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five hand-ins after one example make ten pairs."""
    monkeypatch.setattr(comparing, "MOST", most)

    similar = with_(**{f"r{n}": f"{INDEPENDENT['nils']}\nprint({n * 'x,'})\n" for n in range(4)})

    said = (f"The first {most} pairs are shown, and {more} more are not.",)
    assert (len(similar.pairs), similar.notes) == (most, said if more else ())


@pytest.mark.parametrize("count", [0, 1, 2])
def test_the_smallest_classes(count: int) -> None:
    similar = compare(works(drawn_class(count)), ())

    assert (similar.pairs, similar.groups, similar.notes) == ((), (), ())


def test_two_students_are_a_class() -> None:
    mine = INDEPENDENT["carl"]

    assert len(compare(works({"carl": mine, "dora": edited(mine)}), (STARTER,)).pairs) == 1


HOSTILE = {
    "one line of a megabyte": "x = " + "1+" * 500_000,
    "a million equal tokens": "a " * 1_000_000,
    "open brackets": "(" * 1_000_000,
    "surrogates": "name = '\ud800'  # \udfff and some words\n" * 1000,
    "control characters": "\0\x1b[31m\u202e x = 1\n" * 5000,
    "quotes": '"""' * 300_000,
    "remarks": "# a b c d\n" * 100_000,
    "a name per line": "\n".join(f"v{n} = f{n}(w{n}, {n})" for n in range(20_000)),
}


@pytest.mark.parametrize("code", HOSTILE.values(), ids=HOSTILE)
def test_hostile_hand_ins_take_no_time_and_do_no_harm(code: str) -> None:
    started = time.monotonic()

    similar = compare(works({"one": code, "other": f"y = 2\n{code}", **INDEPENDENT}), (STARTER,))

    assert similar.decided.works >= 22
    assert time.monotonic() - started < 10


def test_three_hundred_hand_ins_take_seconds() -> None:
    """A thousand take three of them on two cores; see docs/similarity.md."""
    started = time.monotonic()

    similar = compare(works(drawn_class(300)), (STARTER,))

    assert similar.decided.pairs == 44_850
    assert time.monotonic() - started < 10
