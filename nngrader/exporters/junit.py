"""JUnit XML, which every CI server shows: a suite per student, a test per criterion.

Tests have the properties `points` and `max_points`, as pytest's `record_property` writes them. CI
shows this to students, so what is shown later is one test of that name, without its texts.
"""

import xml.etree.ElementTree as ET
from collections.abc import Mapping

from nngrader.exporters import Exported, Given
from nngrader.exporters._shown import Line, lines, passed_on, summary
from nngrader.results import Attempt, Result, Results
from nngrader.untrusted import clean

RAN = "The hand-in runs"
NOTHING = "Nothing was handed in."


def export(results: Results, given: Given) -> Exported:  # noqa: ARG001 - as every format
    """Write `junit.xml`."""
    root = ET.Element("testsuites", {"name": clean(results.title or results.assignment)})
    for result in results.results:
        root.append(_suite(results.assignment, result))
    told = ("tests", "failures", "errors", "skipped")
    root.attrib |= {name: str(sum(int(suite.get(name, "0")) for suite in root)) for name in told}
    ET.indent(root)
    content = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return Exported(files={"junit.xml": content + b"\n"})


def _suite(assignment: str, result: Result) -> ET.Element:
    suite = ET.Element("testsuite", {"name": clean(result.student.id)})
    _properties(suite, _told(result))
    name = f"{clean(assignment)}.{clean(result.student.id)}"
    for case in _cases(result):
        case.set("classname", name)
        suite.append(case)
    cases = suite.findall("testcase")
    tags = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    suite.set("tests", str(len(cases)))
    suite.attrib |= {k: str(sum(c.find(tag) is not None for c in cases)) for k, tag in tags.items()}
    suite.set("time", f"{result.attempt.seconds if result.attempt else 0:.3f}")
    if result.attempt is not None:
        suite.set("timestamp", result.attempt.graded_at.isoformat(timespec="seconds"))
    return suite


def _told(result: Result) -> dict[str, str]:
    standing = passed_on(result)
    told = {"student": clean(result.student.id), "status": result.status}
    if standing is not None:
        told |= {
            "score": f"{standing.final:.15g}",
            "max_score": f"{standing.max_score:.15g}",
            "raw_score": f"{standing.raw:.15g}",
            "late_penalty": f"{standing.penalty:.15g}",
        }
    return told


def _properties(parent: ET.Element, told: Mapping[str, str]) -> None:
    properties = ET.SubElement(parent, "properties")
    for name, value in told.items():
        ET.SubElement(properties, "property", {"name": name, "value": value})


def _cases(result: Result) -> list[ET.Element]:
    if result.attempt is None:
        return [_lost(_case(RAN), "skipped", NOTHING)]
    return [_ran(result, result.attempt), *map(_criterion, lines(result))]


def _ran(result: Result, attempt: Attempt) -> ET.Element:
    if attempt.status == "graded":
        return _case(RAN)
    message = clean(attempt.mishap) or attempt.status
    return _lost(_case(RAN), "error", message, summary(result), attempt.status)


def _criterion(line: Line) -> ET.Element:
    case = _case(line.title)
    _properties(case, {"points": f"{line.points:.15g}", "max_points": f"{line.max_points:.15g}"})
    return case if line.full else _lost(case, "failure", line.because, line.hint)


def _case(name: str) -> ET.Element:
    return ET.Element("testcase", {"name": name, "time": "0"})


def _lost(case: ET.Element, tag: str, message: str, text: str = "", kind: str = "") -> ET.Element:
    attributes = {"message": message} | ({"type": kind} if kind else {})
    ET.SubElement(case, tag, attributes).text = text or None
    return case
