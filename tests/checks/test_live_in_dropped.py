"""HP604: a site went live in a wave that is said not to exist."""

from pathlib import Path

import pytest

from hpplan.checks.claims.live_in_dropped import LiveInDropped
from tests.builders import known
from tests.findings import found

GIVEN = """\
waves:
  - {id: W1, claims: [%s]}
municipalities:
  - {id: heim, name: Heim, claims: [{says: live, wave: W1, on: 2023-04}]}
  - {id: vega, name: Vega, claims: [{says: live, wave: W1, on: 2023-05}]}
  - {id: part, name: Part, since: 2024, split_from: heim}
"""
WENT_LIVE = (
    "  note 4:37 «{says: live, wave: W1, on: 2023-04}»: Heim went live in W1\n"
    "  note 5:37 «{says: live, wave: W1, on: 2023-05}»: Vega went live in W1\n"
    "  help: correct this, or the wave that the 'live' claims name\n"
)


def test_a_dropped_wave_in_which_sites_went_live_is_reported_at_the_drop(tmp_path: Path) -> None:
    text = GIVEN % "{go_live: 2023, known: 2022}, {dropped: true, known: 2023-06}"
    assert found(LiveInDropped(), known(tmp_path, text)) == (
        "warning[HP604] 2:63 «true»: W1 is dropped, but Heim, Vega went live in it\n" + WENT_LIVE
    )


def test_a_wave_unknown_at_the_time_is_reported_at_the_wave(tmp_path: Path) -> None:
    text = GIVEN % "{go_live: 2023, known: 2025-05}"
    assert found(LiveInDropped(), known(tmp_path, text)) == (
        "warning[HP604] 2:5 «{id: W1, claims: [{go_live: 2023, known: 2025-05}]}»:"
        " W1 is not known before 2025-05-31, but Heim, Vega went live in it\n" + WENT_LIVE
    )


@pytest.mark.parametrize(
    ("claims", "as_of"),
    [
        ("{go_live: 2023, known: 2022}", "2024-01-01"),
        ("{go_live: 2023}", "2024-01-01"),
        # Until the drop is known, and after it is taken back.
        ("{go_live: 2023, known: 2022}, {dropped: true, known: 2023-06}", "2023-06-29"),
        ("{dropped: true, known: 2023-06}, {dropped: false, known: 2023-07}", "2024-01-01"),
        # Until somebody is known to be live in it.
        ("{go_live: 2023, known: 2022}, {dropped: true, known: 2023-03}", "2023-04-29"),
    ],
)
def test_a_wave_that_exists_or_is_empty_passes(tmp_path: Path, claims: str, as_of: str) -> None:
    assert found(LiveInDropped(), known(tmp_path, GIVEN % claims, as_of)) == ""
