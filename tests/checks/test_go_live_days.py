"""HP304: a go-live on a weekday that the calendar leaves out."""

from pathlib import Path

from tests.builders import known
from tests.findings import reported

WAVES = """
waves:
  - {id: friday, go_live: 2024-05-03}
  - {id: late, go_live: 2024-05-04T23:00}
  - id: sunday
    claims:
      - {go_live: 2024-05-06, known: 2022}
      - {go_live: 2024-05-05, known: 2023}
  - {id: month, go_live: 2024-05}
  - {id: undated}
"""


def test_a_go_live_known_to_the_day_is_on_a_day_of_the_calendar(tmp_path: Path) -> None:
    calendar = "programme: {id: p, name: P, calendar: {go_live_days: [friday, saturday]}}"

    assert reported(known(tmp_path, calendar + WAVES), "HP304") == [
        (
            "warning 8:19: sunday goes live on 2024-05-05, a Sunday; "
            "the calendar allows Friday or Saturday"
        ),
        "  hint: correct the date, or add the weekday to 'go_live_days'",
        "  note 1:54: the calendar",
    ]


def test_without_a_calendar_every_day_will_do(tmp_path: Path) -> None:
    assert reported(known(tmp_path, WAVES), "HP304") == []
