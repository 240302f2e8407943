"""The same data written otherwise: what must raise no alarm."""

from collections.abc import Iterator

from marked import at_key, behind, end, pair, pairs, start, value
from mutation.base import Corpus, Mutant, block_entries, claims


def harmless(corpus: Corpus, number: int) -> Iterator[Mutant]:
    """The same data written otherwise: no finding more, and none less."""
    who = corpus.who
    for site in corpus.some(block_entries(corpus), number):
        at = who.line_start(start(site))
        yield corpus.spliced(
            "a comment",
            "",
            who,
            (at, at),
            f"  # {corpus.dice.choice(('Heim: {x', 'a: b', '- ['))}\n",
        )
        yield corpus.spliced("blank lines", "", who, (at, at), "\n  \n\n")
        name = at_key(site, "name")
        cut = start(name.value), end(name.value)
        quote = corpus.dice.choice("'\"")
        yield corpus.spliced("quotes", "", who, cut, f"{quote}{name.text}{quote}")
        yield corpus.spliced("blanks", "", who, (cut[1], cut[1]), "   ")
        yield corpus.spliced(
            "escapes", "", who, cut, '"' + "".join(f"\\u{ord(c):04x}" for c in name.text) + '"'
        )
        number_of = pair(site, "number")
        if number_of is not None:
            lines = [
                who.text[who.line_start(start(p.key)) : who.line_end(start(p.key))]
                for p in (number_of, name)
            ]
            cut = who.line_start(start(number_of.key)), who.line_end(start(name.key))
            yield corpus.spliced("keys in another order", "", who, cut, "".join(reversed(lines)))
    documents = [s for s in who.section("sources") if value(s, "kind") == "document"]
    for source in corpus.some(documents, number):
        stated = at_key(source, "kind")
        cut = start(stated.key), start(behind(source, "kind").key)
        yield corpus.spliced("no kind of a document", "", who, cut, "")
    for file, _, claim in corpus.some(claims(corpus), number):
        found = pairs(claim)
        stretches = [file.text[start(p.key) : end(p.value)] for p in found]
        turned = "{" + ", ".join(reversed(stretches)) + "}"
        yield corpus.spliced("keys in another order", "", file, (start(claim), end(claim)), turned)
        block = "\n        ".join(stretches)
        yield corpus.spliced("block style", "", file, (start(claim), end(claim)), block)
    texts = {name: file.text for name, file in corpus.files.items()}
    everywhere = {
        "CRLF": {n: t.replace("\n", "\r\n").encode() for n, t in texts.items()},
        "a byte order mark": {n: b"\xef\xbb\xbf" + t.encode() for n, t in texts.items()},
        "a document start": {n: b"---\n" + t.encode() for n, t in texts.items()},
        "a document end": {n: t.encode() + b"...\n" for n, t in texts.items()},
        "one file": {"all.yaml": "\n".join(texts.values()).encode()},
        "other names": {f"z-{n}": t.encode() for n, t in texts.items()},
        "no comments": {
            n: "".join(
                line for line in t.splitlines(keepends=True) if not line.lstrip().startswith("#")
            ).encode()
            for n, t in texts.items()
        },
    }
    for kind, files in everywhere.items():
        yield Mutant(kind, "", files)
