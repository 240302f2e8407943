"""Days, periods and durations as each language writes them; digests as none does."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from hpplan.domain.go_live_days import weekday_of
from hpplan.language import Language, speaking
from hpplan.periods import Duration, Period, day_in_words
from hpplan.programme.digest import digest
from hpplan.rules.spacing import Spacing
from tests.builders import known

SEASONS = {"autumn": (8, 11), "winter": (12, 2)}


@pytest.mark.parametrize(
    ("label", "nb", "nn"),
    [
        ("2025-05-04", "4. mai 2025", "4. mai 2025"),
        ("2025-05-04 08:30", "4. mai 2025, 08:30", "4. mai 2025, 08:30"),
        ("2025-W14", "uke 14 i 2025", "veke 14 i 2025"),
        ("2025-10", "oktober 2025", "oktober 2025"),
        ("2025-Q2", "2. kvartal 2025", "2. kvartal 2025"),
        ("2025-H1", "1. halvår 2025", "1. halvår 2025"),
        ("2025-autumn", "høsten 2025", "hausten 2025"),
        ("2025-winter", "vinteren 2025", "vinteren 2025"),
        ("2025", "2025", "2025"),
        ("2025-08..2025-10", "august til oktober 2025", "august til oktober 2025"),
        ("2025-W14..2025-W16", "uke 14 til uke 16 i 2025", "veke 14 til veke 16 i 2025"),
    ],
)
def test_a_period_is_written_as_each_language_writes_it(label: str, nb: str, nn: str) -> None:
    period = Period.parse(label, SEASONS)
    said = {}
    for language in (Language.NB, Language.NN):
        with speaking(language):
            said[language] = period.words
    assert said == {"nb": nb, "nn": nn}


def test_what_happens_when_is_a_sentence_in_each_language() -> None:
    labels = ("2025-05-04", "2025-autumn", "2025-Q2", "2025-05", "2025-05..2025-08", "2025-W14")
    said = {}
    for language in Language:
        with speaking(language):
            said[language] = [Period.parse(label, SEASONS).when for label in labels]
    assert said == {
        "en": [
            "on 4 May 2025",
            "in autumn 2025",
            "in the 2nd quarter of 2025",
            "in May 2025",
            "between May and August 2025",
            "in week 14 of 2025",
        ],
        "nb": [
            "4. mai 2025",
            "høsten 2025",
            "i 2. kvartal 2025",
            "i mai 2025",
            "mellom mai og august 2025",
            "i uke 14 i 2025",
        ],
        "nn": [
            "4. mai 2025",
            "hausten 2025",
            "i 2. kvartal 2025",
            "i mai 2025",
            "mellom mai og august 2025",
            "i veke 14 i 2025",
        ],
    }


def test_a_day_and_its_weekday_are_short_in_each_language() -> None:
    day, said = date(2025, 9, 6), {}
    for language in Language:
        with speaking(language):
            said[language] = (
                f"{weekday_of(day)} {weekday_of(day, short=True)} {day_in_words(day, short=True)}"
            )
    assert said == {
        "en": "Saturday Sat 6 Sep 2025",
        "nb": "lørdag lør. 6. sep. 2025",
        "nn": "laurdag lau. 6. sep. 2025",
    }


def test_a_duration_is_written_as_each_language_writes_it() -> None:
    times = (Duration(1), Duration(12), Duration(days=14), Duration(2, 1), Duration())
    said = {}
    for language in Language:
        with speaking(language):
            said[language] = [time.words for time in times]
    assert said == {
        "en": ["1 month", "12 months", "2 weeks", "2 months and 1 day", "0 days"],
        "nb": ["1 måned", "12 måneder", "2 uker", "2 måneder og 1 dag", "0 dager"],
        "nn": ["1 månad", "12 månader", "2 veker", "2 månader og 1 dag", "0 dagar"],
    }


def test_json_and_digests_do_not_depend_on_the_language(tmp_path: Path) -> None:
    situation = known(tmp_path, Spacing.example)
    seen = set()
    for language in Language:
        with speaking(language):
            time = TypeAdapter(Duration).dump_json(Duration(12))
            seen.add((time, digest(situation.programme, situation.as_of, {}, {})))
    assert len(seen) == 1


def test_the_language_of_a_programme_is_not_part_of_a_digest(tmp_path: Path) -> None:
    situation = known(tmp_path, Spacing.example)
    programme = situation.programme
    agenda = programme.agenda.model_copy(update={"language": Language.NN})
    spoken = replace(programme, agenda=agenda)
    assert digest(spoken, situation.as_of, {}, {}) == digest(programme, situation.as_of, {}, {})
