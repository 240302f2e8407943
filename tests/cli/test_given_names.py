"""Names on the command line are those of the data, as of the day; the nearest is proposed."""

from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from hpplan.cli.given_names import known_region, known_site, known_trust, known_wave, overrides
from hpplan.programme.programme import Overrides, SituationData
from tests.builders import known
from tests.cli.programmes import CALM


@pytest.fixture
def calm(tmp_path: Path) -> SituationData:
    return known(tmp_path, CALM)


def refusal(ask: Callable[[], object]) -> tuple[str | None, str]:
    with pytest.raises(typer.BadParameter) as refused:
        ask()
    assert isinstance(refused.value.param_hint, str)
    return refused.value.param_hint, refused.value.message


def test_what_is_asked_beyond_the_data_is_kept_in_order_and_once(calm: SituationData) -> None:
    asked = overrides(calm, ["eid=W2", "dal = W1", "eid=W2"], ["eid=W1"], ["bo", "bo"])
    assert asked == Overrides(
        pins=(("eid", "W2"), ("dal", "W1")), forbids=(("eid", "W1"),), reopened=("bo",)
    )


@pytest.mark.parametrize("text", ['"a=b"="c d"', "a=b=c d", ' "a=b" = c d'])
def test_names_with_spaces_and_equals_signs_are_found_quoted_or_not(
    tmp_path: Path, text: str
) -> None:
    odd = known(tmp_path, "municipalities: [{id: a=b}, {id: a b}]\nwaves: [{id: c d}]\n")
    assert overrides(odd, [text], [], []).pins == (("a=b", "c d"),)


@pytest.mark.parametrize("text", ["eid", "eid=", "=W1", "", "eid:W1"])
def test_a_pin_is_a_pair(calm: SituationData, text: str) -> None:
    assert refusal(lambda: overrides(calm, [text], [], [])) == (
        "--pin",
        f"expected SITE=WAVE, got '{text}'",
    )


def test_a_site_that_takes_no_part_cannot_be_pinned_forbidden_or_reopened(
    calm: SituationData,
) -> None:
    message = "Fet takes no part as of 2024-01-01: it declined"
    assert refusal(lambda: overrides(calm, ["fet=W1"], [], [])) == ("--pin", message)
    assert refusal(lambda: overrides(calm, [], ["fet=W1"], [])) == ("--forbid", message)
    assert refusal(lambda: overrides(calm, [], [], ["fet"])) == ("--reopen", message)


def test_a_site_that_is_live_cannot_be_reopened(calm: SituationData) -> None:
    assert refusal(lambda: overrides(calm, [], [], ["ask"])) == (
        "--reopen",
        "Ask is live in W0, which cannot be undone",
    )


def test_a_site_that_is_live_stays_where_it_is(calm: SituationData) -> None:
    message = "Ask is live in W0, which cannot be undone"
    assert refusal(lambda: overrides(calm, ["ask=W1"], [], [])) == ("--pin", message)
    assert refusal(lambda: overrides(calm, [], ["ask=W0"], [])) == ("--forbid", message)
    assert overrides(calm, ["ask=W0"], ["ask=W1"], []) == Overrides(
        pins=(("ask", "W0"),), forbids=(("ask", "W1"),)
    )


def test_a_site_is_named_by_its_id_and_a_slip_is_reported_which(calm: SituationData) -> None:
    assert known_site("--site", "bo", calm) == "bo"
    assert refusal(lambda: known_site("--site", "Bø", calm)) == (
        "--site",
        "there is no site 'Bø'; did you mean 'bo'?",
    )
    assert refusal(lambda: known_site("--site", "dall", calm))[1] == (
        "there is no site 'dall'; did you mean 'dal'?"
    )
    assert refusal(lambda: known_site("--site", "xyzzy", calm))[1] == (
        "there is no site 'xyzzy'; known: north, ask, bo, dal, eid, fet"
    )


def test_a_site_of_another_time_is_said_to_be_one(calm: SituationData) -> None:
    assert refusal(lambda: known_site("--site", "gol", calm))[1] == (
        "Gol does not exist as of 2024-01-01, only since 2025-01-01"
    )


def test_a_wave_is_named_by_its_id_and_its_label_leads_there(calm: SituationData) -> None:
    assert known_wave("--wave", "W2", calm) == "W2"
    assert refusal(lambda: known_wave("--wave", "second", calm)) == (
        "--wave",
        "there is no wave 'second'; did you mean 'W2'?",
    )


def test_a_wave_of_another_time_is_said_to_be_one(calm: SituationData) -> None:
    assert refusal(lambda: overrides(calm, ["eid=W3"], [], [])) == (
        "--pin",
        "the wave W3 does not exist as of 2024-01-01; existing waves: W0, W1, W2",
    )


def test_regions_and_trusts_are_named_by_their_ids(calm: SituationData) -> None:
    assert known_region("--region", "coast", calm) == "coast"
    assert known_trust("--trust", "north", calm) == "north"
    assert refusal(lambda: known_region("--region", "the Coast", calm)) == (
        "--region",
        "there is no region 'the Coast'; did you mean 'coast'?",
    )
    assert refusal(lambda: known_trust("--trust", "north trust", calm)) == (
        "--trust",
        "there is no trust 'north trust'; did you mean 'north'?",
    )


def test_what_the_user_wrote_cannot_move_the_cursor(calm: SituationData) -> None:
    assert "\x1b" not in refusal(lambda: known_site("--site", "a\x1b[31m", calm))[1]
