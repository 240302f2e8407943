"""Whatever a name is made of: every format is what it says it is, and nothing is raw."""

import json
import unicodedata
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st
from pydantic_sarif.model import (  # type: ignore[import-untyped]  # it comes without types
    StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif,
)

from hpplan.checks.registry import CODES
from hpplan.diagnostics.finding import Edit, Finding, Fix, Note, Severity
from hpplan.diagnostics.place import Place
from hpplan.views import findings as text
from hpplan.views import findings_json as as_json
from hpplan.views import findings_markdown as markdown
from hpplan.views.formats import concise, github, gitlab, junit, sarif
from tests.thoroughness import examples
from tests.views.findings.given import HOSTILE, REPOSITORY, Lines
from tests.views.findings.test_junit import SCHEMA as JUNIT

NAMES = st.text(st.characters() | st.sampled_from(" |`<>&:,%#@\\\"'\n\r\x1b\u202e"), max_size=30)
NAMES |= st.sampled_from(HOSTILE)
WRITTEN = NAMES.filter(lambda name: name.encode("utf-8", "ignore").decode() == name)
"""What can stand in a file; the name of a file, or what we say of it, may hold worse."""
NEVER_SHOWN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
DESCRIBED = {code.id: code for code in CODES}


@st.composite
def findings(draw: st.DrawFn) -> list[Finding]:
    """Findings of which every text is made up, each in a file of its own, in order."""

    def place() -> Place:
        file = draw(NAMES.filter(lambda name: name.strip("/.") and "\0" not in name))
        return Place(file, 1, draw(st.integers(1, 9)), 1, draw(st.integers(9, 40)))

    def finding() -> Finding:
        where = draw(st.none() | st.builds(place))
        fix = None if where is None else Fix((Edit(where, draw(WRITTEN)),), draw(st.booleans()))
        return Finding(
            "HP201",
            draw(st.sampled_from(Severity)),
            draw(NAMES.filter(bool)),
            where,
            draw(st.none() | NAMES),
            (Note(draw(NAMES), draw(st.none() | st.builds(place))),),
            fix,
        )

    return [finding() for _ in range(draw(st.integers(0, 4)))]


@examples(20)
@given(findings(), WRITTEN)
def test_every_format_holds_whatever_the_names_are(found: list[Finding], line: str) -> None:
    lines = Lines([line.replace("\n", "").replace("\r", "")])
    for rendered in (
        text.render(found, lines, colour=False, width=80),
        concise.render(found),
        as_json.render(found),
        github.render(found, REPOSITORY),
        gitlab.render(found, lines, REPOSITORY),
        sarif.render(found, lines, REPOSITORY, DESCRIBED, "1.0"),
        junit.render(found, REPOSITORY, {"error"}),
        markdown.render(found, REPOSITORY),
    ):
        rendered.encode()
        shown = rendered.replace("\n", "")
        assert [raw for raw in shown if unicodedata.category(raw) in NEVER_SHOWN] == []


def count(found: list[Finding], rendered: int) -> None:
    assert rendered == len(found)


@examples(20)
@given(findings(), WRITTEN)
def test_each_finding_is_one_in_every_format(found: list[Finding], line: str) -> None:
    lines = Lines([line])
    count(found, github.render(found, REPOSITORY).count("\n"))
    count(found, concise.render(found).count("\n") - 1)
    count(found, len(json.loads(as_json.render(found))["findings"]))
    issues = json.loads(gitlab.render(found, lines, REPOSITORY))
    count(found, len({issue["fingerprint"] for issue in issues}))
    log = sarif.render(found, lines, REPOSITORY, DESCRIBED, "1.0")
    Sarif.model_validate_json(log, strict=True)
    count(found, len(json.loads(log)["runs"][0]["results"]))
    suites = junit.render(found, REPOSITORY, {"error"})
    JUNIT.validate(suites)
    cases = list(ET.fromstring(suites.encode()).iter("testcase"))
    assert len(cases) == max(1, len(found))
    rows = markdown.render(found, REPOSITORY, full=True).count("\n|")
    assert rows == (len(found) + 2 if found else 0)
