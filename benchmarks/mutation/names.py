"""2xx: names of nothing, names twice, and names that nothing uses."""

from collections.abc import Iterator

from yaml.nodes import ScalarNode, SequenceNode

from marked import Marked, at_key, end, start
from mutation.base import LOOK_ALIKES, SITES, Corpus, Mutant, added
from mutation.words import misspelt


def references(corpus: Corpus) -> list[tuple[Marked, ScalarNode, list[str]]]:
    """Every word that names something by its id, with the ids that there are."""
    waves, sources = corpus.ids("waves"), corpus.ids("sources")
    trusts, regions = corpus.ids("trusts"), corpus.ids("regions")
    sites = corpus.ids(*SITES)
    found: list[tuple[Marked, ScalarNode, list[str]]] = []
    for file in corpus.files.values():
        found += [(file, p.word, waves) for p in file.pairs("wave")]
        found += [(file, p.word, sources) for p in file.pairs("source")]
        found += [(file, p.word, trusts) for p in file.pairs("trust") if p.text in trusts]
        found += [(file, p.word, sites) for p in file.pairs("first", "then", "split_from")]
        for p in file.pairs("regions", "waves"):
            known = regions if p.key.value == "regions" else waves
            if isinstance(p.value, SequenceNode):
                found += [
                    (file, item, known) for item in p.value.value if isinstance(item, ScalarNode)
                ]
    return [each for each in found if each[1].value in each[2]]


def misspelt_names(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A name with a slip in it that can only be meant for one."""
    for file, word, known in corpus.some(references(corpus), number):
        slip = misspelt(corpus.dice, word.value, known)
        if slip:
            cut = start(word), end(word)
            yield corpus.spliced("misspelt name", "HP201", file, cut, slip, hint=f"'{word.value}'")


def norwegian(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A name written with the letters that its id goes without."""
    marks = {"nordmore": "nordmøre", "sunnmore": "sunnmøre", "vaernesregionen": "værnesregionen"}
    marks |= {"trondelag-sorvest": "trøndelag-sørvest", "alesund": "ålesund"}
    marks |= {"namdalsavisa-2022": "námdalsavisa-2022", "orkide-2023": "orkidé-2023"}
    found = [each for each in references(corpus) if each[1].value in marks]
    for file, word, _ in corpus.some(found, number):
        cut = start(word), end(word)
        written = marks[word.value]
        yield corpus.spliced("diacritic", "HP201", file, cut, written, hint=f"'{word.value}'")


def look_alikes(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A name with a Cyrillic letter that looks like the Latin one."""
    found = [each for each in references(corpus) if set(each[1].value) & set(LOOK_ALIKES)]
    for file, word, _ in corpus.some(found, number):
        letter = corpus.dice.choice(sorted(set(word.value) & set(LOOK_ALIKES)))
        written = word.value.replace(letter, LOOK_ALIKES[letter], 1)
        cut = start(word), end(word)
        yield corpus.spliced(
            "look-alike letter", "HP201", file, cut, written, hint=f"'{word.value}'"
        )


def other_case(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A name in other case, or with a blank or an underscore for its hyphen."""
    for file, word, known in corpus.some(references(corpus), number):
        written = corpus.dice.choice(
            (word.value.swapcase(), word.value.replace("-", "_"), word.value.title())
        )
        if written not in known:
            cut = start(word), end(word)
            yield corpus.spliced("other case", "HP201", file, cut, written, hint=f"'{word.value}'")


def names_of_nothing(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A name that is like none: what there is is listed."""
    for file, word, known in corpus.some(references(corpus), number):
        cut = start(word), end(word)
        yield corpus.spliced("name of nothing", "HP201", file, cut, "zzqqxx", hint=f"{min(known)}")


def measures(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A measure or a phase with a slip in it."""
    known = ["inhabitants", "staff", "sites"]
    found = [p.word for p in corpus.when.pairs("measure")]
    for word in corpus.some(found, number):
        slip = misspelt(corpus.dice, word.value, known)
        if slip:
            cut = start(word), end(word)
            yield corpus.spliced(
                "misspelt measure", "HP201", corpus.when, cut, slip, hint=f"'{word.value}'"
            )


def taken_ids(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """An entry twice: reported at the id of the second one."""
    for section in ("sources", "regions", "municipalities"):
        for entry in corpus.some(corpus.who.section(section), number // 3):
            file = corpus.who
            first = file.line_start(start(entry))
            last = start(entry) + len(file.text[start(entry) : end(entry)].rstrip())
            last = file.line_end(last)
            again = file.text[first:last]
            id_at = at_key(entry, "id")
            at = last + start(id_at.value) - first
            yield corpus.spliced(
                "duplicate id", "HP202", file, (last, last), again, at, "of its own"
            )


def empty_selectors(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A rule for a county that no site lies in."""
    counties: dict[str, tuple[str, ...]] = {
        "Trøndelag": ("Tröndelag", "Trondelag", "trøndelag", "Trøndelg")
    }
    counties |= {"Møre og Romsdal": ("More og Romsdal", "Møre og Romsdalen", "Møre & Romsdal")}
    made = [(right, wrong) for right, every in counties.items() for wrong in every]
    for right, wrong in corpus.some(made, number):
        text = f'- {{kind: apart, sites: {{county: "{wrong}"}}}}'
        yield added(
            corpus,
            "selector of nothing",
            "HP203",
            "rules",
            text,
            text.index(f'"{wrong}'),
            f"'{right}'",
        )


def unused(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A source that nothing rests on, and a region without sites."""
    for n in range(number // 2):
        text = f"- {{id: minutes-{n}, kind: document, published: 2023-0{n % 9 + 1}-01}}"
        yield added(
            corpus,
            "unused source",
            "HP207",
            "sources",
            text,
            text.index("minutes"),
            file=corpus.who,
        )
        text = f"- {{id: valley-{n}, name: The valley}}"
        yield added(
            corpus,
            "region without sites",
            "HP206",
            "regions",
            text,
            text.index("valley"),
            f"valley-{n}",
            file=corpus.who,
        )


def twin_ids(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """An id that hardly differs from another one."""
    for name in corpus.some(corpus.ids("regions"), number // 2):
        twin = name.replace("-", "_") if "-" in name else name.title()
        text = f"- {{id: {twin}, name: The other}}"
        place = text.index(twin)
        yield added(
            corpus,
            "twin of an id",
            "HP204",
            "regions",
            text,
            place,
            "clearly different",
            file=corpus.who,
        )
    for name in corpus.some(corpus.ids("sources"), number - number // 2):
        letter = min(set(name) & set(LOOK_ALIKES), default="-")
        twin = name.replace(letter, LOOK_ALIKES.get(letter, "_"), 1)
        text = f"- {{id: {twin}, kind: assumption}}"
        yield added(
            corpus,
            "twin of an id",
            "HP204",
            "sources",
            text,
            text.index(twin),
            "clearly different",
            file=corpus.who,
        )
