"""`print` of Python 2 becomes a call, or the whole file stays as it is."""

import pytest

from nngrader.modernizing import Change, Modernized, modernized

PRINTS = {
    'print "a"': 'print("a")',
    "print": "print()",
    "print x, y  # both": "print(x, y)  # both",
    "print x,": 'print(x, end=" ")',
    'print "%d" % 3; print x': 'print("%d" % 3); print(x)',
    "if x: print x": "if x: print(x)",
    "for i in x:\n    print i": "for i in x:\n    print(i)",
    "print (1), 2": "print((1), 2)",
    "print -1": "print(-1)",
    'print "a", {1: 2}': 'print("a", {1: 2})',
    "print [1,\n 2]": "print([1,\n 2])",
    "print >>sys.stderr, x, y": "print(x, y, file=sys.stderr)",
    "print >>f(a, b), x,": 'print(x, end=" ", file=f(a, b))',
    "print 'äöü', x": "print('äöü', x)",
}
STATEMENT = 'print "told"'  #: without it, Python 3 could read the others


@pytest.mark.parametrize("before", PRINTS)
def test_a_statement_becomes_a_call(before: str) -> None:
    found = modernized(f"{before}\n{STATEMENT}\n")

    assert found.code == f'{PRINTS[before]}\nprint("told")\n'


@pytest.mark.parametrize(
    "line",
    ["print(1)", "print (1, 2)", "log = print", "x.print", "# print x", "'print x'", "print.a = 1"],
)
def test_what_is_no_statement_stays(line: str) -> None:
    found = modernized(f"{line}\n{STATEMENT}\n")

    assert found.code == f'{line}\nprint("told")\n'


def test_a_change_says_what_where_and_why() -> None:
    assert modernized("x = 1\nprint x\n").changes == (
        Change("", 2, "print x", "print(x)", "`print` is a function in Python 3"),
    )


@pytest.mark.parametrize(
    "rest",
    ["except ValueError, e:\n    pass", "x = `y`", "exec 'a'", "x = ("],
)
def test_a_file_that_python_cannot_read_even_so_stays(rest: str) -> None:
    code = f"{STATEMENT}\n{rest}\n"

    assert modernized(code) == Modernized(code)


def test_keras_is_mended_in_the_same_go() -> None:
    found = modernized("from keras.optimizers import SGD\nprint SGD(lr=0.1)\n")

    assert found.code == "from keras.optimizers import SGD\nprint(SGD(learning_rate=0.1))\n"
    assert [change.number for change in found.changes] == ["", "K25"]
