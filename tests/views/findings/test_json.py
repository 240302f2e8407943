"""Findings as JSON, as FORMAT has it."""

import json

from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.diagnostics.place import Place
from hpplan.views.findings_json import render

FULL = Finding(
    "HP204",
    Severity.ERROR,
    "«Røros»",
    Place("data/waves.yaml", 10, 18, 11, 26),
    "drop it",
    (Note("first here", Place("data/who.yaml", 3, 9, 3, 12)), Note("so it is")),
)


def test_a_finding_is_written_with_every_key_in_the_order_of_the_format() -> None:
    assert render([FULL]) == (
        """\
{
  "format": 2,
  "findings": [
    {
      "code": "HP204",
      "severity": "error",
      "message": "«Røros»",
      "file": "data/waves.yaml",
      "line": 10,
      "column": 18,
      "end_line": 11,
      "end_column": 26,
      "hint": "drop it",
      "notes": [
        {
          "message": "first here",
          "file": "data/who.yaml",
          "line": 3,
          "column": 9
        },
        {
          "message": "so it is",
          "file": null,
          "line": null,
          "column": null
        }
      ],
      "fix": null
    }
  ],
  "errors": 1,
  "warnings": 0
}
"""
    )


def test_what_stands_nowhere_has_null_for_its_place() -> None:
    assert json.loads(render([Finding("HP301", Severity.ERROR, "no waves")]))["findings"] == [
        {
            "code": "HP301",
            "severity": "error",
            "message": "no waves",
            "file": None,
            "line": None,
            "column": None,
            "end_line": None,
            "end_column": None,
            "hint": None,
            "notes": [],
            "fix": None,
        }
    ]


def test_errors_and_warnings_are_counted_and_info_is_not() -> None:
    counts = {Severity.ERROR: 2, Severity.WARNING: 3, Severity.INFO: 4}
    findings = [Finding("HP999", s, "x") for s, count in counts.items() for _ in range(count)]
    report = json.loads(render(findings))
    assert (len(report["findings"]), report["errors"], report["warnings"]) == (9, 2, 3)


def test_no_findings_are_an_empty_list() -> None:
    assert (
        render([]) == '{\n  "format": 2,\n  "findings": [],\n  "errors": 0,\n  "warnings": 0\n}\n'
    )


def test_what_data_says_is_escaped_and_read_back_as_it_was() -> None:
    said = "\x1b[31m \x7f\x9b \u202e \u200b \U000e0041 æ"
    finding = Finding("HP201", Severity.ERROR, said, None, said, (Note(said),))
    written = render([finding])
    assert r"\u001b[31m \u007f\u009b \u202e \u200b \udb40\udc41 æ" in written
    assert [c for c in written if c != "\n" and not c.isprintable()] == []
    (read,) = json.loads(written)["findings"]
    assert (read["message"], read["hint"], read["notes"][0]["message"]) == (said, said, said)
