"""4xx to 8xx: rules and claims that cannot hold, or that rest on nothing."""

from collections.abc import Iterable, Iterator

from yaml.nodes import MappingNode

from marked import Marked, at_key, behind, end, items, pair, pairs, start, value
from mutation.base import (
    AS_OF,
    Corpus,
    Mutant,
    added,
    block_entries,
    claims,
    known_from,
    standing,
)


def cycles(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """Rules by which sites wait for each other: reported at the first of them."""
    free = standing(corpus, "option", never=("live",))
    names = [value(site, "id") for _, site in free]
    for _ in range(number // 2):
        a, b, c = corpus.dice.sample(names, 3)
        ring = [(a, b), (b, c), (c, a)][: corpus.dice.choice((2, 3))]
        if len(ring) == 2:
            ring[1] = (b, a)
        text = "".join(
            f"  - {{kind: before, first: {one}, then: {other}}}\n" for one, other in ring
        )
        line = corpus.when.line_start(start(corpus.when.section("rules")[0]))
        cut = line, line
        yield corpus.spliced(
            "circle of rules", "HP401", corpus.when, cut, text, line + 4, "drop one"
        )
    rule = next(r for r in corpus.when.section("rules") if value(r, "id") == "hmr-before-hnt")
    ways = [
        "{kind: before, first: hnt, then: hmr}",
        "{kind: before, first: [hnt, st-olavs], then: hmr}",
    ]
    ways += ["{kind: together, sites: [hmr, hnt]}"]
    for text in ways:
        made = added(corpus, "rule against a rule", "HP401", "rules", f"- {text}", 2, "drop one")
        if "before" in text:
            yield made
        else:  # which waits for nobody: reported at the rule below it that does
            line, column = corpus.when.line_column(start(rule))
            place = frozenset({(corpus.when.name, line + 1, column)})
            yield Mutant(made.kind, made.code, made.files, place, made.hint)


def contradictions(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A second claim of the same source that cannot hold beside the first: named at one of them."""
    found = [
        each
        for each in claims(corpus)
        if value(each[2], "says") in ("decided", "planned")
        and newest_of_site(corpus, each[1], each[2])
    ]
    for file, _, claim in corpus.some(found, number):
        wave = at_key(claim, "wave")
        other = corpus.dice.choice([w for w in ("KI3", "KI4", "KI5") if w != wave.text])
        text = file.text[start(claim) : end(claim)]
        again = (
            text[: start(wave.value) - start(claim)]
            + other
            + text[end(wave.value) - start(claim) :]
        )
        first = file.line_start(start(claim))
        line = f"      - {again}\n"
        at = (first + 8, first + len(line) + 8)
        yield corpus.spliced(
            "claims disagree", "HP601", file, (first, first), line, at, "`settles: <reason>`"
        )


def newest_of_site(corpus: Corpus, site: MappingNode, claim: MappingNode) -> bool:
    """Whether the claim is the only newest of its word, and nothing stronger hides it."""
    stated = items(site, "claims")
    day = known_from(corpus, claim)
    known = [c for c in stated if known_from(corpus, c) <= AS_OF]
    same = [c for c in known if value(c, "says") == value(claim, "says")]
    return day <= AS_OF and all(c is claim or known_from(corpus, c) < day for c in same)


def without_source(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A claim that has no source."""
    for file, _, claim in corpus.some(claims(corpus), number):
        source = at_key(claim, "source")
        before = pairs(claim)[[p.key.value for p in pairs(claim)].index("source") - 1]
        cut = end(before.value), end(source.value)
        yield corpus.spliced("claim without source", "HP701", file, cut, "", start(claim))


def without_date(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A claim of an undated document that no longer says from when it was known."""
    undated = {
        value(s, "id")
        for s in corpus.who.section("sources")
        if value(s, "kind") == "document" and not pair(s, "published")
    }
    found = [
        each
        for each in claims(corpus)
        if value(each[2], "source") in undated
        and pair(each[2], "known")
        and not (value(each[2], "says") == "live" and pair(each[2], "on"))
    ]
    for file, _, claim in corpus.some(found, number):
        known = at_key(claim, "known")
        after = behind(claim, "known")
        cut = start(known.key), start(after.key)
        yield corpus.spliced("claim without date", "HP702", file, cut, "", start(claim), "known")


def caps(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A capacity that the current plan no longer keeps: reported at the rule."""
    for rule in corpus.when.section("rules"):
        if value(rule, "id") in ("cap-municipalities-12", "cap-inhabitants"):
            most = at_key(rule, "max")
            low = [
                str(n)
                for n in ((8, 9, 10, 11) if most.text == "12" else (90000, 67000, 95000, 100000))
            ]
            for text in low[:number]:
                cut = start(most.value), end(most.value)
                yield corpus.spliced(
                    "cap below the plan", "HP801", corpus.when, cut, text, start(rule)
                )


def pins(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A pin, a ban or a window against where a site has decided to be: reported at the rule."""
    firm = [
        (site, value(c, "wave"))
        for _, site, c in claims(corpus)
        if value(c, "says") == "decided" and known_from(corpus, c) <= AS_OF
    ]
    for site, wave in corpus.some(firm, number):
        name = value(site, "id")
        if name in ("hnt", "hmr", "st-olavs") or wave.startswith("PD"):
            continue
        text = corpus.dice.choice(
            (
                f"{{kind: pin, site: {name}, wave: KI3}}",
                f"{{kind: forbid, sites: {name}, waves: {wave}}}",
                f"{{kind: window, sites: {name}, waves: [KI4]}}",
            )
        )
        yield added(
            corpus, "rule against a decision", "HP801", "rules", f"- {text}", 2, f"--reopen {name}"
        )


def lost_waves(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A wave that is dropped while decisions name it: reported at the first of them."""
    for wave in ("KI1", "KI2", "KI5", "KI3", "PD5")[:number]:
        entry = next(w for w in corpus.when.section("waves") if value(w, "id") == wave)
        stated = at_key(entry, "claims")
        at = corpus.when.line_start(start(stated.value))
        text = "      - {dropped: true, known: 2023-07-02, source: assumed}\n"
        named = frozenset(
            (file.name, *file.line_column(start(w.value)))
            for file, _, claim in claims(corpus)
            if (w := pair(claim, "wave")) is not None and w.text == wave
        )
        made = corpus.spliced("wave dropped", "HP602", corpus.when, (at, at), text)
        yield Mutant(made.kind, made.code, made.files, named)


def more_claims(
    corpus: Corpus,
    kind: str,
    code: str,
    sites: Iterable[tuple[Marked, MappingNode]],
    text: str,
    hint: str | None = None,
    within: str = "{",
) -> Iterator[Mutant]:
    """A claim more at the end of each of these sites: reported where `within` stands in it."""
    for file, site in sites:
        stated = items(site, "claims")
        last = stated[-1]
        at = file.line_end(end(last))
        line = f"      - {text.format(source='assumed')}\n"
        yield corpus.spliced(kind, code, file, (at, at), line, at + line.index(within), hint)


def backwards(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """Something that is over for a live site, and a place for one that declined."""
    live = corpus.some(standing(corpus, "live"), number // 2)
    text = "{{says: candidate, wave: KI5, on: 2023-07, known: 2023-07-01, source: assumed}}"
    yield from more_claims(corpus, "claim goes backwards", "HP606", live, text)
    text = "{{says: undecided, on: 2023-06-30, known: 2023-07-01, source: assumed}}"
    yield from more_claims(corpus, "claim goes backwards", "HP606", live, text)


def too_early(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A vote that was known before it was held, and one after the page that tells of it."""
    sites = corpus.some(standing(corpus, "option"), number)
    text = "{{says: joined, on: 2023-06-14, known: 2023-01-14, source: assumed}}"
    yield from more_claims(
        corpus, "known before it happened", "HP607", sites[::2], text, within="2023-01"
    )
    text = "{{says: joined, on: 2023-06-14, source: trondheim-2022-04}}"
    yield from more_claims(
        corpus, "source older than the fact", "HP704", sites[1::2], text, within="trondheim"
    )


def wave_not_yet(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A plan for a wave of which nobody knew on that day."""
    sites = corpus.some(standing(corpus, "option"), number)
    text = "{{says: planned, wave: KI3, known: 2021-06-14, source: assumed}}"
    yield from more_claims(
        corpus, "wave named before it existed", "HP608", sites, text, within="KI3"
    )


def late_councils(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A council that has not decided by the day it set itself."""
    sites = corpus.some(standing(corpus, "option", never=("live", "decided")), number)
    text = "{{says: undecided, until: 2023-06, known: 2023-05-14, source: assumed}}"
    yield from more_claims(corpus, "decision overdue", "HP609", sites, text, within="2023-06")


def unreported(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A site of a past wave that nobody says is live."""
    live = [
        c
        for c in claims(corpus)
        if value(c[2], "says") == "live" and known_from(corpus, c[2]) <= AS_OF
    ]
    single = [
        c
        for c in live
        if sum(value(other[2], "says") == "live" for other in claims(corpus) if other[1] is c[1])
        == 1
    ]
    for file, _, claim in corpus.some(single, number):
        word = at_key(claim, "says")
        cut = start(word.value), end(word.value)
        yield corpus.spliced(
            "not reported live", "HP603", file, cut, "decided", start(claim), "says: live"
        )


def live_and_dropped(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A wave that is dropped although somebody went live in it: reported at one of them."""
    for wave in ("PD1", "PD2", "PD3", "PD4")[:number]:
        entry = next(w for w in corpus.when.section("waves") if value(w, "id") == wave)
        stated = at_key(entry, "claims")
        at = corpus.when.line_start(start(stated.value))
        text = "      - {dropped: true, known: 2023-07-02, source: assumed}\n"
        named = frozenset(
            (file.name, *file.line_column(start(at_word)))
            for file, _, claim in claims(corpus)
            if value(claim, "wave") == wave and value(claim, "says") == "live"
            for at_word in (claim, claim.value[1][1])
        )
        made = corpus.spliced("live in a dropped wave", "HP604", corpus.when, (at, at), text)
        yield Mutant(made.kind, made.code, made.files, named)


def registers(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A register that is older than a year."""
    for source in corpus.who.section("sources"):
        if value(source, "kind") == "register":
            at = end(pairs(source)[1].value)
            for day in ("2020-01-01", "2021-06", "2022-03-01")[:number]:
                text = f", published: {day}"
                places = (start(source), start(pairs(source)[0].value), at + 2, at + 13)
                yield corpus.spliced("stale register", "HP703", corpus.who, (at, at), text, places)


def bare_fields(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A field whose source is not named any more: reported at the first site that states it."""
    stated = next(v for k, v in corpus.who.root.value if k.value == "from")
    first = {
        "number": "municipalities",
        "county": "municipalities",
        "location": "municipalities",
        "trust": "municipalities",
    }
    for found in corpus.some([p for p in pairs(stated) if p.key.value in first], number):
        after = behind(stated, found.key.value)
        cut = start(found.key), start(after.key)
        sites = corpus.who.section("municipalities")
        bare = next(
            s for s in sites if pair(s, found.key.value) and not _own_source(s, found.key.value)
        )
        field_at = at_key(bare, found.key.value)
        shift = cut[1] - cut[0]
        places = (start(field_at.value) - shift, start(field_at.key) - shift, start(bare) - shift)
        yield corpus.spliced("field without source", "HP705", corpus.who, cut, "", places, "from")


def _own_source(site: MappingNode, key: str) -> bool:
    own = pair(site, "from")
    return (
        own is not None and isinstance(own.value, MappingNode) and pair(own.value, key) is not None
    )


def assumptions(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A rule that rests on an assumption which nothing rested on."""
    for n in range(min(number, 4)):
        text = f"- {{id: guess-{n}, kind: assumption, title: A guess}}"
        file = corpus.who
        made = added(
            corpus,
            "rests on an assumption",
            "HP706",
            "sources",
            text,
            (2, text.index("guess")),
            file=file,
        )
        rule = f"  - {{kind: apart, sites: [heim, hitra], at_most: 2, source: guess-{n}}}\n"
        line = corpus.when.line_start(start(corpus.when.section("rules")[0]))
        when = corpus.when.text[:line] + rule + corpus.when.text[line:]
        changed = Marked("waves.yaml", when)
        at = frozenset(
            {
                ("waves.yaml", *changed.line_column(line + 4)),
                ("waves.yaml", *changed.line_column(line + rule.index("guess"))),
            }
        )
        files = dict(made.files) | {"waves.yaml": when.encode()}
        yield Mutant(made.kind, made.code, files, made.at | at)


def plan_files(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A goal held against a plan file that is not there."""
    for against in corpus.when.pairs("against"):
        for name in ("plan.json", "claim", "last year")[:number]:
            cut = start(against.value), end(against.value)
            yield corpus.spliced("no plan file", "HP108", corpus.when, cut, name, hint="'claims'")


def blackouts(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A wave more, all of it in a blackout."""
    last = corpus.when.text.index("\nrules:") + 1
    for day in ("2026-07-04", "2026-07", "2027-07-10")[:number]:
        wave = f"  - {{id: KI6, go_live: {day}}}\n\n"
        text = f"{wave}rules:\n  - {{kind: blackout, period: 2024-07, recurs: yearly}}\n"
        cut = last, last + len("rules:\n")
        at = last + text.index(day)
        yield corpus.spliced(
            "wave in a blackout", "HP309", corpus.when, cut, text, at, "move the wave"
        )


def pins_and_windows(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A pin outside of the same site's window: reported at the pin."""
    free = [value(site, "id") for _, site in standing(corpus, "option", never=("live", "decided"))]
    for name in corpus.some(free, number):
        window = f"{{kind: window, sites: {name}, waves: [KI3]}}"
        text = f"- {{kind: pin, site: {name}, wave: KI4}}\n  - {window}"
        yield added(corpus, "pin outside its window", "HP404", "rules", text, 2, "drop one")


def missing_sizes(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A municipality without the size that a rule counts: reported at the rule's measure."""
    rule = next(r for r in corpus.when.section("rules") if value(r, "id") == "cap-inhabitants")
    counted = corpus.when.line_column(start(at_key(rule, "measure").value))
    for site in corpus.some(block_entries(corpus), number):
        line = start(at_key(site, "size").key)
        cut = corpus.who.line_start(line), corpus.who.line_end(line)
        made = corpus.spliced(
            "missing size", "HP504", corpus.who, cut, "", hint="size: {inhabitants"
        )
        at = frozenset({(corpus.when.name, *counted)})
        yield Mutant(made.kind, made.code, made.files, at, made.hint)


def wrong_figures(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A population that is not the register's: reported at the register's sum."""
    summed = next(p for p in corpus.who.pairs("sums"))
    assert isinstance(summed.value, MappingNode)
    place = corpus.who.line_column(start(at_key(summed.value, "inhabitants").value))
    for site in corpus.some(block_entries(corpus), number):
        sizes = at_key(site, "size").value
        assert isinstance(sizes, MappingNode)
        figure = at_key(sizes, "inhabitants").word
        cut = start(figure), end(figure)
        made = corpus.spliced("wrong population", "HP505", corpus.who, cut, f"{figure.value}0")
        at = frozenset({(corpus.who.name, *place)})
        yield Mutant(made.kind, made.code, made.files, at, "compare")
