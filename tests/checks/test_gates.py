"""HP614 to HP616: gates overdue, failed while the go-live stands, and gone live without."""

import re
from pathlib import Path

from tests.builders import known
from tests.findings import reported

GIVEN = """\
programme:
  id: p
  gates: [{id: ready, at: -90d}, {id: trained, at: -30d, sites: {kind: municipality}}]
sources: [{id: plan, published: 2023-01-15}, {id: review, published: 2023-12-20}]
waves:
  - {id: W1, go_live: 2023-06-03}
  - {id: W2, claims: [{go_live: 2024-03-02, source: plan}WAVE]}
  - {id: W3, go_live: 2024-09-07}
trusts:
  - {id: n, name: North, claims: [{says: planned, wave: W2, source: plan}]}
municipalities:
  - {id: a, name: Ask, claims: [{says: live, wave: W1, on: 2023-06-03, source: plan}]}
  - {id: b, name: Bo, claims: [{says: decided, wave: W2, source: plan}CLAIM]}
  - {id: c, name: Dal, claims: [{says: planned, wave: W3, source: plan}]}
"""


def findings(
    folder: Path,
    code: str,
    as_of: str = "2024-01-01",
    claim: str = "",
    wave: str = "",
    more: str = "",
) -> list[str]:
    claim, wave = (f", {stated}" if stated else "" for stated in (claim, wave))
    text = GIVEN.replace("CLAIM", claim).replace("WAVE", wave) + more
    return reported(known(folder, text, as_of), code)


def test_a_gate_is_overdue_from_the_day_after_its_last_for_all_of_whom_nothing_is_known(
    tmp_path: Path,
) -> None:
    assert findings(tmp_path, "HP614", "2023-12-03") == []
    assert findings(tmp_path, "HP614", "2023-12-04") == [
        (
            "warning 3:11: ready of W2 was to be passed by 3 December 2023, and nothing is known of"
            " North and Bo"
        ),
        (
            "  hint: add to the claims of W2, or of the sites: {says: passed, gate: ready, on: …},"
            " or failed"
        ),
    ]
    passed = "{says: passed, gate: ready, on: 2023-12-01, source: review}"
    (only_north, _) = findings(tmp_path, "HP614", claim=passed)
    assert only_north.endswith("nothing is known of North")
    assert findings(tmp_path, "HP614", wave=passed) == []


FAILED = "{says: failed, gate: ready, on: 2023-12-01, source: review}"


def test_a_failed_gate_is_an_error_at_its_claim_while_the_go_live_stands(tmp_path: Path) -> None:
    assert findings(tmp_path, "HP615", claim=FAILED) == [
        (
            "error 13:73: Bo failed ready, and still goes live in W2 on 2 March 2024; the day for"
            " ready was 3 December 2023"
        ),
        (
            "  hint: hpplan assign --reopen b looks for a later wave; if the go-live stands, add a"
            " decision about [b, ready]"
        ),
    ]
    assert findings(tmp_path, "HP615", wave=FAILED) == [
        (
            "error 7:60: W2 failed ready, and North and Bo still go live in it on 2 March 2024; the"
            " day for ready was 3 December 2023"
        ),
        (
            "  hint: hpplan assign --reopen b looks for a later wave; if the go-live stands, add a"
            " decision about [W2, ready]"
        ),
    ]


def test_it_is_none_where_the_gate_can_still_be_passed_or_was(tmp_path: Path) -> None:
    later = "{go_live: 2024-04-01, known: 2023-12-21}"
    assert findings(tmp_path, "HP615", claim=FAILED, wave=later) == []
    again = f"{FAILED}, {{says: passed, gate: ready, known: 2023-12-21}}"
    assert findings(tmp_path, "HP615", claim=again) == []


def test_that_the_current_plan_breaks_it_is_not_reported_as_well(tmp_path: Path) -> None:
    assert findings(tmp_path, "HP801", claim=FAILED) == []


def test_it_is_a_warning_where_a_decision_made_on_or_after_the_failure_adopts_it(
    tmp_path: Path,
) -> None:
    decision = (
        "bodies: [{id: board}]\n"
        "decisions:\n"
        "  - {id: d1, by: board, on: 2023-12-01, says: adopted, about: [b, ready]}\n"
    )
    assert findings(tmp_path, "HP615", claim=FAILED, more=decision) == [
        (
            "warning 13:73: Bo failed ready, and still goes live in W2 on 2 March 2024; the day for"
            " ready was 3 December 2023; a decision adopts it"
        ),
        "  note 17:5: d1 of 1 December 2023 adopts it",
    ]
    before = decision.replace("2023-12-01", "2023-11-30")
    (error, _) = findings(tmp_path, "HP615", claim=FAILED, more=before)
    assert error.startswith("error 13:73")


def test_all_who_are_live_without_their_gates_are_reported_once(tmp_path: Path) -> None:
    assert findings(tmp_path, "HP616") == [
        "info 3:10: Ask is live, and nobody said that it passed ready and trained",
        "  hint: add {says: passed, gate: …, on: …} to the claims of their waves, or of the sites",
    ]


def test_equally_new_claims_that_disagree_are_a_contradiction(tmp_path: Path) -> None:
    both = f"{FAILED}, {FAILED.replace('failed', 'passed')}"
    assert findings(tmp_path, "HP601", claim=both) == [
        (
            "warning 13:73: claims about Bo disagree on whether it passed ready: failed ready or"
            " passed ready"
        ),
        "  hint: add `settles: <reason>` to the claim to believe",
        "  note 13:134: here: passed ready, on 2023-12-01, known 2023-12-20 [review]",
    ]
    assert findings(tmp_path, "HP615", claim=both) == []
    (warning, *_) = findings(tmp_path, "HP601", wave=both)
    assert warning.startswith("warning 7:60: claims about W2 disagree on whether it passed ready")


def test_the_page_on_gates_shows_a_failure_that_a_decision_adopts(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "gates.md").read_text(encoding="utf-8")
    failed, adopted = re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    (error, _) = reported(known(tmp_path, failed, "2024-02-15"), "HP615")
    assert error == (
        "error 21:9: berg failed ready-90, and still goes live in W1 on 27 April 2024; the day for"
        " ready-90 was 28 January 2024"
    )
    (warning, note) = reported(known(tmp_path, failed + adopted, "2024-02-15"), "HP615")
    assert (warning.partition(": ")[0], note) == (
        "warning 21:9",
        "  note 23:5: go-ahead of 12 February 2024 adopts it",
    )


def test_a_claim_of_a_gate_that_a_site_does_not_have_to_pass_has_no_effect(tmp_path: Path) -> None:
    text = GIVEN.replace("CLAIM", "").replace("WAVE", "")
    stray = text.replace(
        "W2, source: plan}]}\nmun",
        "W2, source: plan}, {says: failed, gate: trained, source: review}]}\nmun",
    )
    assert reported(known(tmp_path, text), "HP621") == []
    assert reported(known(tmp_path, stray), "HP621") == [
        "warning 10:76: North failed trained, and does not have to pass it",
        "  hint: correct the 'sites' of the gate, or delete the claim",
        "  note 3:65: the gate",
    ]
