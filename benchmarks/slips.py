"""Every published date of the shipped data against what came: the history that its risks rest on.

    python benchmarks/slips.py [--data DIR]

Prints the tables of docs/risk.md and the chances that follow from them. A date is late by the days
from its last day to the last day of what came, or of what stands instead.
"""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from hpplan.analysis.history import history_of
from hpplan.domain.sites import TRUST
from hpplan.periods import Period, day_in_words
from hpplan.programme.programme import ProgrammeData
from hpplan.reading import read

AS_OF: Final = date(2023, 7, 4)
A_MONTH: Final = 365.25 / 12


@dataclass(frozen=True, slots=True)
class WaveDate:
    """A date that was published for a wave, from when it was known, and what came."""

    wave: str
    known: date
    stated: Period
    source: str
    came: Period

    @property
    def late(self) -> int:
        return max(0, (self.came.last - self.stated.last).days)


@dataclass(frozen=True, slots=True)
class PlaceGiven:
    """A wave that sites were given, with its first published date; and what became of it: the date
    of the wave that they were moved to, the one on which they went live, or the one that stands.
    """

    trust: bool
    wave: str
    known: date
    stated: Period
    moved_to: str | None
    became: Period
    came: bool
    """Whether they went live in it."""

    @property
    def late(self) -> int:
        return max(0, (self.became.last - self.stated.last).days)

    @property
    def settled(self) -> bool:
        """Whether it is known how it ended: late, or as it was said."""
        return self.came or self.late > 0


def wave_dates(programme: ProgrammeData, until: date) -> Iterator[WaveDate]:
    """Every date of every wave, in order; one that is said again is one."""
    snapshot = programme.on(until).snapshot
    for wave in programme.waves:
        came = snapshot.wave[wave.id].go_live
        stated: dict[Period, WaveDate] = {}
        for claim in wave.claims:
            known, period = claim.known_from(programme.sources), claim.go_live
            if known is None or known > until or came is None or not isinstance(period, Period):
                continue
            stated.setdefault(period, WaveDate(wave.id, known, period, claim.source or "", came))
        yield from sorted(stated.values(), key=lambda found: found.known)


def places_given(programme: ProgrammeData, until: date) -> dict[PlaceGiven, list[str]]:
    """Every wave that a site was given, with the sites that fared alike in it."""
    snapshot = programme.on(until).snapshot
    found: dict[PlaceGiven, list[str]] = {}
    for site in snapshot.taking_part:
        waves: list[tuple[str, date, Period, Period]] = []
        for version in history_of(programme, until, site=site).versions:
            for change in version.changes:
                slot = change.new
                if version.known is None or slot is None or slot.go_live is None:
                    continue
                if waves and waves[-1][0] == slot.wave:
                    waves[-1] = (*waves[-1][:3], slot.go_live)
                else:
                    waves.append((slot.wave, version.known, slot.go_live, slot.go_live))
        state = snapshot.sites[site]
        for (wave, known, stated, last), after in zip(waves, [*waves[1:], None], strict=True):
            became = last if after is None else after[2]
            came = after is None and state.live
            moved_to = None if after is None else after[0]
            trust = state.site.kind == TRUST
            place = PlaceGiven(trust, wave, known, stated, moved_to, became, came)
            found.setdefault(place, []).append(snapshot.name(site))
    return found


def chance(places: Iterable[PlaceGiven]) -> tuple[int, int]:
    """How many of them were late, of how many of which that is settled."""
    settled = [place for place in places if place.settled]
    return sum(place.late > 0 for place in settled), len(settled)


def delays(places: Iterable[PlaceGiven]) -> list[int]:
    """By how many months those were late that were, rounded."""
    return sorted(round(place.late / A_MONTH) for place in places if place.late)


def table(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def table_of_waves(programme: ProgrammeData) -> str:
    return table(
        ("wave", "known", "date", "source", "what came, or stands", "days late"),
        (
            (
                found.wave,
                day_in_words(found.known, short=True),
                found.stated.words,
                found.source,
                found.came.words,
                found.late or "",
            )
            for found in wave_dates(programme, AS_OF)
        ),
    )


def table_of_places(programme: ProgrammeData) -> str:
    def rows() -> Iterator[Sequence[object]]:
        for place, names in sorted(
            places_given(programme, AS_OF).items(),
            key=lambda found: (found[0].known, found[0].wave),
        ):
            who = ", ".join(names) if len(names) < 4 else f"{names[0]} and {len(names) - 1} more"
            end = f"{place.moved_to}, " if place.moved_to else ""
            end += place.became.words
            state = "moved to " if place.moved_to else "live " if place.came else "stands, "
            late = place.late or ("" if not place.settled else 0)
            known = day_in_words(place.known, short=True)
            yield who, place.wave, known, place.stated.words, state + end, late

    return table(("who", "wave", "known", "date", "what became of it", "days late"), rows())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[1] / "data")
    programme = read(parser.parse_args().data).programme
    assert programme is not None
    print(table_of_waves(programme))
    print()
    print(table_of_places(programme))
    places = places_given(programme, AS_OF)
    for what, trust in (("trusts", True), ("municipalities", False)):
        those = [place for place in places if place.trust == trust]
        late, of = chance(those)
        print(f"\n{what}: {late} of {of} late, by {delays(those)} months")


if __name__ == "__main__":
    main()
