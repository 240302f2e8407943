"""Findings as JUnit XML."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from xmlschema import XMLSchema, XMLSchemaValidationError

from hpplan.diagnostics.finding import Finding, Severity
from hpplan.views.formats.junit import render
from tests.views.findings.given import ALL, LATE, REPOSITORY, SUNDAY, UNKNOWN, at, hostile

ERRORS = {Severity.ERROR}
SCHEMA = XMLSchema(str(Path(__file__).with_name("junit.xsd")))


def test_errors_have_failed_and_what_is_less_is_skipped() -> None:
    assert render(ALL, REPOSITORY, ERRORS) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="hpplan check" tests="4" failures="2" errors="0">\n'
        '  <testsuite name="rollout/data" tests="1" failures="1" errors="0" skipped="0">\n'
        "    <testcase name=\"HP012: 'data' holds no programme\" "
        'classname="rollout/data">\n'
        '      <failure message="\'data\' holds no programme" type="HP012">'
        "'data' holds no programme\nhelp: write one</failure>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        '  <testsuite name="rollout/data/p.yaml" tests="3" failures="1" errors="0" skipped="2">\n'
        '    <testcase name="HP304: W1 goes live on 2024-04-28, a Sunday" '
        'classname="rollout/data/p.yaml" file="rollout/data/p.yaml" line="2">\n'
        '      <skipped message="warning: W1 goes live on 2024-04-28, a Sunday" />\n'
        "      <system-out>data/p.yaml:2:23: W1 goes live on 2024-04-28, a Sunday\n"
        "note: the waves (data/p.yaml:1:1)\n"
        "note: no Sundays</system-out>\n"
        "    </testcase>\n"
        '    <testcase name="HP603: Røros is late" '
        'classname="rollout/data/p.yaml" file="rollout/data/p.yaml" line="4">\n'
        '      <skipped message="info: Røros is late" />\n'
        "      <system-out>data/p.yaml:4:5: Røros is late</system-out>\n"
        "    </testcase>\n"
        "    <testcase name=\"HP201: there is no wave 'W9'\" "
        'classname="rollout/data/p.yaml" file="rollout/data/p.yaml" line="5">\n'
        '      <failure message="there is no wave \'W9\'" type="HP201">'
        "data/p.yaml:5:36: there is no wave 'W9'\nhelp: did you mean 'W1'?</failure>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def test_what_makes_the_command_fail_has_failed() -> None:
    answer = ET.fromstring(
        render([SUNDAY], REPOSITORY, {Severity.ERROR, Severity.WARNING}).encode()
    )
    assert (answer.get("failures"), [case.tag for case in answer[0][0]]) == ("1", ["failure"])


def test_without_findings_one_case_has_passed() -> None:
    assert render([], REPOSITORY, ERRORS) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="hpplan check" tests="1" failures="0" errors="0">\n'
        '  <testsuite name="rollout/data" tests="1" failures="0" errors="0" skipped="0">\n'
        '    <testcase name="no findings" classname="rollout/data" />\n'
        "  </testsuite>\n"
        "</testsuites>\n"
    )


@pytest.mark.parametrize("findings", [[], ALL, hostile()], ids=["none", "each", "hostile"])
def test_it_keeps_to_the_schema_and_its_counts_are_right(findings: Sequence[Finding]) -> None:
    text = render(findings, REPOSITORY, ERRORS)
    SCHEMA.validate(text)
    suites = ET.fromstring(text.encode())
    for counted in (suites, *suites):
        assert (int(counted.get("tests", "")), int(counted.get("failures", ""))) == (
            len(list(counted.iter("testcase"))),
            len(list(counted.iter("failure"))),
        )


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("<skipped", "<warned"),
        ('line="2"', 'line="0"'),
        ('tests="1"', ""),
        ("name=", "title="),
    ],
)
def test_the_schema_refuses_what_is_not_junit(good: str, bad: str) -> None:
    text = render([SUNDAY], REPOSITORY, ERRORS)
    assert good in text
    with pytest.raises(XMLSchemaValidationError):
        SCHEMA.validate(text.replace(good, bad))


def test_names_come_back_as_they_are_shown_elsewhere() -> None:
    text = render(hostile(), REPOSITORY, ERRORS)
    assert [line for line in text.split("\n") if not line.isprintable()] == []
    failures = ET.fromstring(text.encode()).iter("failure")
    assert "</failure><script>alert(1)</script>&amp; ]]>" in {f.get("message") for f in failures}


def test_findings_of_one_name_are_distinguished_by_their_number() -> None:
    twins = [replace(UNKNOWN, place=at(line, 36, 38)) for line in (5, 7, 9)]
    shown = ET.fromstring(render([*twins, LATE], REPOSITORY, ERRORS))
    assert [case.get("name") for case in shown.iter("testcase")] == [
        "HP201: there is no wave 'W9'",
        "HP201: there is no wave 'W9' (2)",
        "HP201: there is no wave 'W9' (3)",
        "HP603: Røros is late",
    ]
