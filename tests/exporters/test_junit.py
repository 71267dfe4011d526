"""JUnit XML."""

import xml.etree.ElementTree as ET

import pytest

from nngrader.results import Results
from tests import class_builders as classes
from tests.exporters.formats import content, exported
from tests.exporters.test_every_format import hostile_class, odd_class

#: What may stand where, of the schemas that CI servers publish; "!" must be there.
ATTRIBUTES = {
    "testsuites": {"name", "time", "tests!", "failures!", "errors!", "skipped"},
    "testsuite": {
        "name!",
        "tests!",
        "failures!",
        "errors!",
        "skipped",
        "time",
        "timestamp",
        "hostname",
    },
    "testcase": {"name!", "classname!", "time!"},
    "properties": set(),
    "property": {"name!", "value!"},
    "failure": {"message", "type"},
    "error": {"message", "type"},
    "skipped": {"message", "type"},
}
CHILDREN = {
    "testsuites": ["testsuite"],
    "testsuite": ["properties", "testcase"],
    "testcase": ["properties", "failure", "error", "skipped"],
    "properties": ["property"],
}


def root(made: Results) -> ET.Element:
    found = ET.fromstring(content(exported("junit", made)))
    check(found)
    return found


def check(element: ET.Element) -> None:
    allowed = {name.rstrip("!") for name in ATTRIBUTES[element.tag]}
    needed = {name.rstrip("!") for name in ATTRIBUTES[element.tag] if name.endswith("!")}
    assert needed <= set(element.attrib) <= allowed
    order = [CHILDREN.get(element.tag, []).index(child.tag) for child in element]
    assert order == sorted(order)
    if element.tag in ("testsuite", "testsuites"):
        cases = list(element.iter("testcase"))
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(element.get(name, "0")) == sum(case.find(tag) is not None for case in cases)
        assert int(element.get("tests", "")) == len(cases)
    for child in element:
        check(child)


@pytest.mark.parametrize("made", [odd_class(), classes.realistic(40), hostile_class()])
def test_the_file_is_as_ci_servers_read_it(made: Results) -> None:
    assert len(root(made)) == len(made.results)


def test_a_test_that_lost_points_fails_with_its_reason() -> None:
    made = classes.result(1, classes.attempt(criteria=classes.criteria(2)))

    suite = root(classes.results(results=(made,)))[0]

    case = suite.findall("testcase")[3]
    assert case.attrib == {
        "name": "The network has a hidden layer",
        "time": "0",
        "classname": "xor.s001",
    }
    assert [(p.get("name"), p.get("value")) for p in case.iter("property")] == [
        ("points", "0"),
        ("max_points", "3"),
    ]
    failure = case.find("failure")
    assert failure is not None
    assert failure.get("message") == "1 hidden layer: Dense, 16 units, relu."


def test_a_mishap_is_an_error_and_nothing_handed_in_is_skipped() -> None:
    crashed = classes.attempt(
        status="crashed", criteria=classes.criteria(4, 5), mishap="`train` stopped."
    )

    found = root(classes.results(results=(classes.result(1, crashed), classes.missing(2))))

    error = found.find("testsuite/testcase/error")
    assert error is not None
    assert (error.get("type"), error.get("message")) == ("crashed", "`train` stopped.")
    assert (found.get("errors"), found.get("failures"), found.get("skipped")) == ("1", "2", "1")


def test_tests_of_one_suite_have_different_names() -> None:
    names = [case.get("name") for case in root(hostile_class())[0].iter("testcase")]

    assert len(set(names)) == len(names)
