"""Findings as JUnit XML, which CI servers show as tests."""

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from hpplan.diagnostics.finding import Finding
from hpplan.text import literal
from hpplan.views.finding_parts import lines
from hpplan.views.formats.repository import Repository

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

TOOL: Final = "hpplan check"


def render(findings: Sequence[Finding], repository: Repository, failing: Collection[str]) -> str:
    """A suite for each file, a case for each finding: one of a failing severity has failed, another
    counts as skipped, since no reader of JUnit knows warnings. Without findings one case has
    passed.
    """
    from xml.etree.ElementTree import Element, SubElement, indent, tostring

    suites = Element("testsuites", {"name": TOOL, **_counts(findings, failing)})
    del suites.attrib["skipped"]  # Jenkins accepts it only on a suite
    for file, group in groupby(findings, _file):
        texts = list(group)
        name = _path(file, repository)
        suite = SubElement(suites, "testsuite", {"name": name, **_counts(texts, failing)})
        seen: Counter[str] = Counter()
        for finding in texts:
            title = f"{finding.code}: {literal(finding.message)}"
            seen[title] += 1
            twin = f" ({seen[title]})" if seen[title] > 1 else ""
            failed = finding.severity in failing
            _add_case(suite, finding, (name, title + twin), failed=failed)
    if not findings:
        name = _path(None, repository)
        suites.set("tests", "1")
        suite = SubElement(
            suites, "testsuite", {"name": name, **_counts((), failing), "tests": "1"}
        )
        SubElement(suite, "testcase", name="no findings", classname=name)
    indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(suites, encoding="unicode")}\n'


def _add_case(suite: "Element", finding: Finding, named: tuple[str, str], *, failed: bool) -> None:
    """A case by the names of its class and itself: readers recognise it by both together."""
    from xml.etree.ElementTree import SubElement

    place, (classname, name) = finding.place, named
    message = literal(finding.message)
    where = {} if place is None else {"file": classname, "line": str(place.line)}
    case = SubElement(suite, "testcase", {"name": name, "classname": classname, **where})
    texts = [literal(line) for line in lines(finding, str)]
    if place is not None:
        texts[0] = f"{literal(str(place))}: {message}"
    if failed:
        SubElement(case, "failure", message=message, type=finding.code).text = "\n".join(texts)
    else:
        SubElement(case, "skipped", message=f"{finding.severity}: {message}")
        SubElement(case, "system-out").text = "\n".join(texts)


def _counts(findings: Sequence[Finding], failing: Collection[str]) -> dict[str, str]:
    failed = sum(finding.severity in failing for finding in findings)
    return {
        "tests": str(len(findings)),
        "failures": str(failed),
        "errors": "0",
        "skipped": str(len(findings) - failed),
    }


def _file(finding: Finding) -> str | None:
    return None if finding.place is None else finding.place.file


def _path(file: str | None, repository: Repository) -> str:
    return literal(repository.path(repository.folder if file is None else file))
