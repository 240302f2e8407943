"""1xx: keys and values that the format does not have."""

from collections.abc import Iterator
from typing import Final

from yaml.nodes import SequenceNode

from marked import at_key, behind, end, flow, pair, pairs, start, value
from mutation.base import Corpus, Mutant, block_entries, claims
from mutation.words import misspelt

SITE_KEYS: Final = (
    *("id", "name", "number", "county", "trust", "regions", "location", "size", "gps", "legacy"),
    *("earlier", "since", "until", "split_from", "required", "wishes", "claims", "from", "note"),
)
CLAIM_KEYS: Final = ("says", "wave", "on", "known", "until", "source", "settles", "note")


def misspelt_keys(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A key of a site or a claim with a slip in it."""
    kind = "misspelt key"
    for site in corpus.some(block_entries(corpus), number // 2):
        found = corpus.dice.choice([p for p in pairs(site) if p.key.value not in ("id", "name")])
        slip = misspelt(corpus.dice, found.key.value, SITE_KEYS)
        if slip:
            cut = start(found.key), end(found.key)
            yield corpus.spliced(kind, "HP101", corpus.who, cut, slip, hint=f"'{found.key.value}'")
    for file, _, claim in corpus.some(claims(corpus), number - number // 2):
        found = corpus.dice.choice(
            [p for p in pairs(claim) if p.key.value not in ("on", "says", "wave")]
        )
        slip = misspelt(corpus.dice, found.key.value, CLAIM_KEYS)
        if slip:
            cut = start(found.key), end(found.key)
            yield corpus.spliced(kind, "HP101", file, cut, slip, hint=f"'{found.key.value}'")


def misspelt_sections(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A section with a slip in its name."""
    found = [(file, key) for file in corpus.files.values() for key, _ in file.root.value]
    names = [key.value for _, key in found]
    for file, key in corpus.some(found, number):
        slip = misspelt(corpus.dice, key.value, names)
        if slip:
            cut = start(key), end(key)
            yield corpus.spliced(
                "misspelt section", "HP101", file, cut, slip, hint=f"'{key.value}'"
            )


def keys_of_nothing(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A key that nothing reads, and that is like none."""
    for file, _, claim in corpus.some(claims(corpus), number):
        at = start(claim) + 1
        word = corpus.dice.choice(("author", "colour", "checked_by", "x"))
        yield corpus.spliced(
            "unknown key", "HP101", file, (at, at), f"{word}: 1, ", hint="one of: "
        )


def missing_keys(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """An entry without a key that it must have: reported at the entry."""
    kind = "missing key"
    for rule in corpus.some(corpus.when.section("rules"), number // 3):
        stated = at_key(rule, "kind")
        cut = corpus.when.line_start(start(stated.key)), corpus.when.line_end(start(stated.key))
        yield corpus.spliced(kind, "HP102", corpus.when, cut, "", start(rule), "one of: ")
    for file, _, claim in corpus.some(claims(corpus), number // 3):
        says, after = pairs(claim)[:2]
        cut = start(says.key), start(after.key)
        yield corpus.spliced(kind, "HP102", file, cut, "", start(claim), "'says: …'")
    for goal in corpus.some(corpus.when.section("goals"), number - 2 * (number // 3)):
        stated = at_key(goal, "kind")
        cut = start(stated.key), start(behind(goal, "kind").key)
        yield corpus.spliced(kind, "HP102", corpus.when, cut, "", start(goal), "one of: ")


WRONG: Final = {
    "inhabitants": ("many", "3 013", "3013.5", "[3013]", '"3013"', "-5"),
    "required": ("yes", "no", "0", '"false"'),
    "location": ("north", "[63.2]", "[163.2, 8.9]", "63.2", '["63.2", "8.9"]'),
    "claims": ("none", "{}", "1"),
    "name": ("[]", "{a: b}", '""', "true"),
    "earlier": ("never", "{until: 2020}"),
}


def wrong_types(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A value of another type, or out of its range."""
    found = [
        p
        for p in corpus.who.pairs(*WRONG)
        if start(p.mapping) > start(corpus.who.section("trusts")[0])
    ]
    for each in corpus.some(found, number):
        wrong = corpus.dice.choice(WRONG[each.key.value])
        at = start(each.value)
        if wrong.startswith(("[163", '["63')):
            at += 1  # the first of the two is wrong
        stop = end(each.value)
        if isinstance(each.value, SequenceNode) and not flow(each.value):
            stop = at + len(corpus.who.text[at:stop].rstrip())
        yield corpus.spliced(
            "wrong type", "HP103", corpus.who, (start(each.value), stop), wrong, at
        )


def bare_numbers(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """An official number that is not text."""
    found = [p.word for p in corpus.who.pairs("number") if p.quoted]
    for each in corpus.some(found, number):
        cut = start(each), end(each)
        yield corpus.spliced(
            "number not in quotes", "HP109", corpus.who, cut, each.value, hint=f'"{each.value}"'
        )


def wrong_choices(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A word that is none of those its key takes."""
    says = [
        *("option", "preproject", "joined", "agreement", "candidate", "planned", "decided"),
        *("undecided", "declined", "withdrawn", "live"),
    ]
    sources = ["document", "register", "assumption"]
    found = [(file, p.value, says) for file in corpus.files.values() for p in file.pairs("says")]
    kinds = [pair(source, "kind") for source in corpus.who.section("sources")]
    chosen = corpus.some(found, number - number // 3)
    chosen += corpus.some([(corpus.who, p.value, sources) for p in kinds if p], number // 3)
    for file, word, known in chosen:
        slip = misspelt(corpus.dice, word.value, known)
        if slip:
            cut = start(word), end(word)
            yield corpus.spliced(
                "misspelt choice", "HP104", file, cut, slip, hint=f"'{word.value}'"
            )


DATES: Final = (
    "2023-02-29",
    "2023-13",
    "2023-6-30",
    "30.06.2023",
    "2023-Q5",
    "June 2023",
    "2023-00",
)


def bad_dates(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A date that does not exist, or is written otherwise."""
    keys = ("known", "on", "published", "until", "go_live", "as_of", "not_after", "from")
    found = [
        (file, p.value)
        for file in corpus.files.values()
        for p in file.pairs(*keys)
        if p.text[:2] == "20"
    ]
    for file, date in corpus.some(found, number):
        wrong = corpus.dice.choice(DATES)
        yield corpus.spliced("bad date", "HP105", file, (start(date), end(date)), wrong)


def bad_durations(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A duration that cannot be read."""
    phases = [p for p in corpus.when.pairs("from", "to", "at") if p.text[-1:] in "mwd" and p.text]
    for each in corpus.some(phases, number):
        wrong = corpus.dice.choice(("12 months", "1y", "twelve", "12"))
        yield corpus.spliced(
            "bad duration", "HP105", corpus.when, (start(each.value), end(each.value)), wrong
        )


def incomplete(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A claim that lacks its wave, or has one that it cannot have: reported at the claim."""
    for file, _, claim in corpus.some(
        [c for c in claims(corpus) if pair(c[2], "wave")], number // 2
    ):
        wave = at_key(claim, "wave")
        after = behind(claim, "wave")
        cut = start(wave.key), start(after.key)
        yield corpus.spliced("claim without its wave", "HP106", file, cut, "", start(claim))
    others = [
        c for c in claims(corpus) if value(c[2], "says") in ("option", "joined", "preproject")
    ]
    for file, _, claim in corpus.some(others, number - number // 2):
        at = end(pairs(claim)[0].value)
        text = ", wave: KI2"
        yield corpus.spliced("wave where none belongs", "HP106", file, (at, at), text, start(claim))


def unknown_kinds(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A kind of rule or goal with a slip in it."""
    rules = ["capacity", "before", "together", "apart", "window", "forbid", "pin", "follows"]
    rules += ["notice", "pool", "spacing", "blackout", "hosts", "ramp"]
    goals = ["participation", "earliest", "stability", "wishes", "cohesion", "exposure"]
    goals += ["fewest-waves", "last-wave", "peak", "balance"]
    found = [(entry, rules) for entry in corpus.when.section("rules")]
    found += [(entry, goals) for entry in corpus.when.section("goals")]
    for entry, known in corpus.some(found, number):
        kind = at_key(entry, "kind")
        slip = misspelt(corpus.dice, kind.text, known)
        if slip:
            cut = start(kind.value), end(kind.value)
            yield corpus.spliced(
                "misspelt kind", "HP107", corpus.when, cut, slip, hint=f"'{kind.text}'"
            )
