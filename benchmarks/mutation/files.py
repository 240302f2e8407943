"""0xx: faults that keep a file from being read as YAML."""

from collections.abc import Iterator

from marked import at_key, end, pair, pairs, start
from mutation.base import Corpus, Mutant, block_entries, claims


def tabs(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A line indented with a tab."""
    for site in corpus.some(block_entries(corpus), number):
        key = pairs(site)[corpus.dice.randrange(1, 4)].key
        cut = corpus.who.line_start(start(key)), start(key)
        yield corpus.spliced("tab", "HP006", corpus.who, cut, "\t", hint="with tabs")


def open_braces(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A claim whose closing brace is missing: named where it is missed or where it was opened."""
    for file, _, claim in corpus.some(claims(corpus), number):
        rest = file.text[end(claim) :]
        missed = end(claim) - 1 + len(rest) - len(rest.lstrip())
        cut = end(claim) - 1, end(claim)
        at = (missed, start(claim))
        yield corpus.spliced("unclosed brace", "HP006", file, cut, "", at, "close the brace")


def open_quotes(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A quoted text whose closing quote is missing."""
    found = [p.word for p in corpus.who.pairs("number", "note", "url") if p.quoted]
    for text in corpus.some(found, number):
        cut = end(text) - 1, end(text)
        mutant = corpus.spliced(
            "unclosed quote", "HP006", corpus.who, cut, "", start(text), "quote"
        )
        yield mutant


def glued_keys(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A key without the space behind its colon."""
    for site in corpus.some(block_entries(corpus), number):
        found = corpus.dice.choice(
            [p for p in pairs(site) if p.key.value in ("name", "county", "trust")]
        )
        cut = end(found.key), start(found.value)
        at = start(found.key)
        yield corpus.spliced("no space after the colon", "HP006", corpus.who, cut, ":", at, "space")


def same_keys(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A key twice in one mapping: reported at the second one."""
    for file, _, claim in corpus.some(claims(corpus), number // 2):
        found = corpus.dice.choice(pairs(claim)[:3])
        text = f"{found.key.value}: {found.text}, "
        at = start(found.key) + len(text)
        cut = start(found.key), start(found.key)
        yield corpus.spliced("duplicate key", "HP007", file, cut, text, at, "remove one")
    file = corpus.who
    for site in corpus.some(block_entries(corpus), number - number // 2):
        key = at_key(site, "name").key
        line = file.text[file.line_start(start(key)) : file.line_end(start(key))]
        last = file.line_start(start(at_key(site, "claims").key))
        at = last + len(line) - len(line.lstrip())
        yield corpus.spliced("duplicate key", "HP007", file, (last, last), line, at, "remove one")


def colons(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """Text with a colon that is no longer in quotes."""
    found = [
        p.word
        for p in corpus.who.pairs("note", "title")
        if p.quoted
        and ": " in p.text
        and "," not in p.text.split(": ")[0]
        and "\n" not in corpus.who.text[start(p.value) : end(p.value)]
    ]
    for text in corpus.some(found, number):
        bare = text.value
        at = start(text) + bare.index(": ")
        yield corpus.spliced(
            "colon in bare text", "HP006", corpus.who, (start(text), end(text)), bare, at, "quotes"
        )


def control_characters(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A character in a name that YAML does not allow."""
    for site in corpus.some(block_entries(corpus), number):
        name = at_key(site, "name")
        at = start(name.value) + 2
        letter = corpus.dice.choice("\0\a\x1b\x7f\x9b")
        yield corpus.spliced(
            "control character", "HP011", corpus.who, (at, at), letter, hint="remove it"
        )


def latin_1(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A name in Latin-1, in a file that is UTF-8."""
    named = [pair(site, "name") for site in block_entries(corpus)]
    strange = [found for found in named if found and not found.text.isascii()]
    for found in corpus.some(strange, number):
        text, name = corpus.who.text, found.text
        letter = next(n for n, c in enumerate(name) if not c.isascii())
        at = start(found.value) + letter
        mixed = text[:at].encode() + text[at].encode("latin-1") + text[at + 1 :].encode()
        files = {n: each.text.encode() for n, each in corpus.files.items()} | {
            corpus.who.name: mixed
        }
        place = frozenset({(corpus.who.name, *corpus.who.line_column(at))})
        yield Mutant("Latin-1 letter", "HP002", files, place, "UTF-8")


def documents(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A line --- in the middle."""
    for site in corpus.some(block_entries(corpus)[1:], number):
        at = corpus.who.line_start(start(site))
        yield corpus.spliced(
            "second document", "HP010", corpus.who, (at, at), "---\n", hint="remove the line"
        )


def aliases(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """An alias that names no anchor."""
    found = [p.word for p in corpus.who.pairs("name") if not p.quoted]
    for text in corpus.some(found, number):
        cut = start(text), end(text)
        yield corpus.spliced("alias of nothing", "HP005", corpus.who, cut, "*name", hint="&name")


def tags(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A value with a tag."""
    found = [p.word for p in corpus.who.pairs("inhabitants")]
    for text in corpus.some(found, number):
        yield corpus.spliced(
            "tag", "HP008", corpus.who, (start(text), start(text)), "!!int ", hint="remove it"
        )


def merge_keys(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A merge key, which YAML 1.2 does not have."""
    for file, _, claim in corpus.some(claims(corpus), number):
        at = start(claim) + 1
        yield corpus.spliced(
            "merge key", "HP009", file, (at, at), "<<: {}, ", hint="write the keys out"
        )


def crooked(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A key that is indented by one blank more or less than those above it."""
    for site in corpus.some(block_entries(corpus), number):
        key = corpus.dice.choice(pairs(site)[1:5]).key
        line = corpus.who.line_start(start(key))
        more = corpus.dice.random() < 0.5
        cut = (line, line) if more else (line, line + 1)
        moved = start(key) + (1 if more else -1)
        at = (moved, moved + len(key.value))
        yield corpus.spliced(
            "crooked indentation",
            "HP006",
            corpus.who,
            cut,
            " " if more else "",
            at,
            "above",
        )


def commas(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """No comma between two keys of a claim: named where it is missing or at the colon behind."""
    for file, _, claim in corpus.some(claims(corpus), number):
        one, other = pairs(claim)[:2]
        cut = end(one.value), start(other.key)
        at = (cut[0], cut[0] + 1, cut[0] + 1 + len(other.key.value))
        yield corpus.spliced("no comma", "HP006", file, cut, " ", at)


def braces(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A closing brace too many."""
    for file, _, claim in corpus.some(claims(corpus), number):
        cut = end(claim), end(claim)
        yield corpus.spliced("brace too many", "HP006", file, cut, "}")


def hard_blanks(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A no-break space behind a colon, which no longer ends a key then."""
    for site in corpus.some(block_entries(corpus), number):
        found = corpus.dice.choice(
            [p for p in pairs(site) if p.key.value in ("name", "county", "trust")]
        )
        cut = end(found.key) + 1, start(found.value)
        at = (start(found.key), cut[0])
        yield corpus.spliced("no-break space", "HP006", corpus.who, cut, "\u00a0", at, "again")


def dashes(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """A dash of print for the hyphen of a list."""
    for file, _, claim in corpus.some(claims(corpus), number):
        cut = start(claim) - 2, start(claim) - 1
        yield corpus.spliced("dash for a hyphen", "HP006", file, cut, "\u2013", hint="again")
