"""3xx: waves on the wrong day, and the calendar."""

from collections.abc import Iterator

from yaml.nodes import MappingNode

from marked import Pair, end, flow, items, pair, start, value
from mutation.base import AS_OF, Corpus, Mutant, known_from


def go_lives(corpus: Corpus) -> list[tuple[MappingNode, Pair]]:
    """Per wave the go-live that stands on the as-of date, where it is known to the day."""
    found = []
    for wave in corpus.when.section("waves"):
        stated = items(wave, "claims")
        known = [c for c in stated if pair(c, "go_live") and known_from(corpus, c) <= AS_OF]
        latest = max((known_from(corpus, c) for c in known), default="")
        newest = [c for c in known if known_from(corpus, c) == latest]
        dated = pair(newest[-1], "go_live") if len(newest) == 1 else None
        if dated is not None:
            found.append((wave, dated))
    return found


def coming(corpus: Corpus) -> list[tuple[MappingNode, Pair]]:
    return [(wave, date) for wave, date in go_lives(corpus) if date.text > "2023-08"]


def weekdays(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A wave that goes live on a Monday to Thursday: 2026-04 has them, after all other waves."""
    last = [each for each in coming(corpus) if value(each[0], "id") == "KI5"]
    for _, date in last:
        for day in corpus.some(
            ["2026-04-13", "2026-04-14", "2026-04-15", "2026-04-16", "2026-04-20"], number
        ):
            yield corpus.spliced(
                "weekday", "HP304", corpus.when, (start(date.value), end(date.value)), day
            )
    for _, date in [each for each in coming(corpus) if value(each[0], "id") == "KI4"]:
        for day in corpus.some(
            ["2025-10-13", "2025-10-14", "2025-10-15", "2025-10-20", "2025-10-23"], number
        ):
            yield corpus.spliced(
                "weekday", "HP304", corpus.when, (start(date.value), end(date.value)), day
            )


def holidays(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A wave that goes live on a public holiday."""
    days: dict[str, tuple[str, ...]] = {
        "KI3": ("2025-04-18", "2025-05-01"),
        "KI4": ("2025-12-25", "2025-12-26"),
        "KI5": ("2026-04-03", "2026-05-01"),
    }
    for wave, date in coming(corpus):
        for day in days.get(value(wave, "id"), ())[:number]:
            yield corpus.spliced(
                "holiday",
                "HP307",
                corpus.when,
                (start(date.value), end(date.value)),
                day,
                hint="correct the date",
            )


def wave_order(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A wave that goes live before the one above it: reported at the later one's date."""
    earlier = {"KI3": "2024-06", "KI4": "2025-02-14", "KI5": "2025-05", "KI2": "2024-02-10"}
    for wave, date in corpus.some(coming(corpus), number):
        if value(wave, "id") in earlier:
            cut = start(date.value), end(date.value)
            day = earlier[value(wave, "id")]
            yield corpus.spliced(
                "wave out of order",
                "HP305",
                corpus.when,
                cut,
                day,
                hint=f"list {value(wave, 'id')} before",
            )


def new_waves(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A wave more, too close to the one before it, or in a blackout, or in a strange season."""
    last = corpus.when.text.index("\nrules:") + 1
    for n, day in enumerate(
        corpus.some(["2026-05-09", "2026-05-16", "2026-06-06", "2026-06-12"], number)
    ):
        text = f"  - {{id: KI{n + 6}, go_live: {day}}}\n\n"
        yield corpus.spliced(
            "wave too close",
            "HP306",
            corpus.when,
            (last, last),
            text,
            last + text.index(day),
            "move one of the waves",
        )
    for n, season in enumerate(corpus.some(["2026-winter", "2027-summer", "2027-winter"], number)):
        text = f"  - {{id: KI{n + 6}, go_live: {season}}}\n\n"
        at = last + text.index(season)
        yield corpus.spliced(
            "season not defined", "HP310", corpus.when, (last, last), text, at, "seasons: {"
        )


def calendars(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A country whose holidays nobody knows."""
    for country in corpus.when.pairs("holidays"):
        for wrong in ("XX", "QQ", "ZZ", "OO")[:number]:
            text = f'"{wrong}"'
            cut = start(country.value), end(country.value)
            yield corpus.spliced(
                "unknown calendar", "HP308", corpus.when, cut, text, hint="two letters"
            )


def disagreeing_dates(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """Two equally new go-lives of one wave: reported at the one that stands first."""
    for _, date in corpus.some(go_lives(corpus), number):
        claim = date.mapping
        text = corpus.when.text[start(claim) : end(claim)]
        other = text.replace(date.text, "2027-05-08", 1)
        first = corpus.when.line_start(start(claim))
        again = f"      - {other}\n"
        at = first + again.index("2027-05-08")
        yield corpus.spliced(
            "wave dates disagree",
            "HP303",
            corpus.when,
            (first, first),
            again,
            at,
            "`settles: <reason>`",
        )


def times_in_force(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A rule whose time ends before it begins."""
    for found in corpus.some(corpus.when.pairs("in_force"), number):
        text = "{from: 2023-05, until: 2022-05}"
        cut = start(found.value), end(found.value)
        yield corpus.spliced(
            "never in force", "HP205", corpus.when, cut, text, hint="correct 'from' or 'until'"
        )


def taken_numbers(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """An official number of another municipality, or of another county."""
    found = [
        p
        for p in corpus.who.pairs("number")
        if not (flow(p.mapping) or pair(p.mapping, "earlier") or pair(p.mapping, "since"))
    ]
    for one in corpus.some(found, number // 2):
        same = [
            p for p in found if p.text[:2] == one.text[:2] and start(p.mapping) < start(one.mapping)
        ]
        if same:
            other = corpus.dice.choice(same)
            cut = start(one.value), end(one.value)
            yield corpus.spliced(
                "number taken", "HP209", corpus.who, cut, f'"{other.text}"', hint="register"
            )
    for one in corpus.some(found, number - number // 2):
        wrong = corpus.dice.choice(("0301", "4601", "9999", "505", "50555", "5O55"))
        cut = start(one.value), end(one.value)
        yield corpus.spliced(
            "number of elsewhere", "HP208", corpus.who, cut, f'"{wrong}"', hint="register"
        )
