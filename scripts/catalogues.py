"""Collect the sentences that people read, merge them into the catalogues, and compile these.

    python scripts/catalogues.py           # after sentences were added or changed
    python scripts/catalogues.py --check   # say what is not as it should be; change nothing

Translations are kept as long as their sentence stands in the source. Then fill in each empty
`msgstr` of `src/hpplan/language/catalogues/*.po`, and run it again. Nothing depends on the day or
on lines of the source, so that the catalogues change only when sentences do. Where git reports a
conflict in them, run this as they are: it takes the translations of both branches.
"""

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Any, Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).parents[1]
HOUSE: Final = ROOT / "src" / "hpplan"
CATALOGUES: Final = HOUSE / "language" / "catalogues"
LANGUAGES: Final = ("nb", "nn")
KEYWORDS: Final[Mapping[str, Any]] = {
    "_": None,
    "marked": None,
    "plural": (1, 2),
    "pgettext": ((1, "c"), 2),
    "Unit": (1, 2),
}
"""Which functions take sentences: their arguments by number, `c` for a context."""
METHODS: Final = [("**.py", "python"), ("**.html", "jinja2"), ("**.jinja", "jinja2")]
HEADER: Final = """\
# What hpplan says in {language}. The sentences are collected by scripts/catalogues.py; their
# translations are written here by hand. docs/languages.md has the words of the field."""


class _Undated(Catalog):
    """A catalogue that does not say when it was made, and with what: equal in, equal out."""

    def _get_mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", str(self.locale_identifier)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]

    mime_headers = property(_get_mime_headers)


def sentences() -> Catalog:
    """The sentences of the source, each once."""
    found = Catalog(charset="utf-8")
    for _, _, message, _, context in extract_from_dir(HOUSE, METHODS, keywords=KEYWORDS):
        found.add(message if isinstance(message, str) else tuple(message), context=context)
    return found


def merged(stated: Catalog, language: str) -> Catalog:
    """The catalogue of a language for these sentences, with the translations that it has."""
    known = [read_po(BytesIO(text), locale=language) for text in _written(language)]
    header = HEADER.format(language=language)
    made = _Undated(locale=language, charset="utf-8", header_comment=header, fuzzy=False)
    for message in _messages(stated):
        made.add(message.id, _kept(message, known), context=message.context)
    return made


def _written(language: str) -> Iterator[bytes]:
    """What the catalogue says; while two branches are merged that both changed it, what theirs and
    ours say.
    """
    path = CATALOGUES / f"{language}.po"
    text = path.read_bytes() if path.exists() else b""
    if b"\n<<<<<<< " not in text:
        yield text
        return
    for stage in ("3", "2"):
        shown = ["git", "show", f":{stage}:{path.relative_to(ROOT).as_posix()}"]
        yield subprocess.run(shown, cwd=ROOT, capture_output=True, check=True).stdout


def _kept(message: Message, known: Sequence[Catalog]) -> Any:
    """The first translation of the sentence."""
    for catalogue in known:
        before = catalogue.get(message.id, message.context)
        alike = before is not None and before.pluralizable == message.pluralizable
        if before is not None and alike and all(_forms(before.string)):
            return before.string
    return None


def files(language: str, catalogue: Catalog) -> Mapping[Path, bytes]:
    """The catalogue as people read it, and as the program does."""
    text, compiled = BytesIO(), BytesIO()
    write_po(text, catalogue, width=100, no_location=True, sort_output=True)
    write_mo(compiled, catalogue)
    return {
        CATALOGUES / f"{language}.po": text.getvalue(),
        CATALOGUES / f"{language}.mo": compiled.getvalue(),
    }


def faults(catalogue: Catalog) -> Iterator[str]:
    """The sentences that have no translation, or one with other values in it."""
    for message in _messages(catalogue):
        ours, theirs = _forms(message.id), _forms(message.string)
        if len(theirs) != len(ours) or not all(theirs):
            yield f"no translation of {ours[0]!r}"
        elif any(_values(said) != _values(our) for our, said in zip(ours, theirs, strict=True)):
            yield f"other values in the translation of {ours[0]!r}"


def stale() -> Iterator[str]:
    """What is not as this script would write it, or not translated."""
    stated = sentences()
    for language in LANGUAGES:
        catalogue = merged(stated, language)
        for path, content in files(language, catalogue).items():
            if not path.exists() or path.read_bytes() != content:
                yield f"{path.name}: not fresh; run python scripts/catalogues.py"
        yield from (f"{language}.po: {fault}" for fault in faults(catalogue))


def _forms(said: Any) -> list[str]:
    """One sentence, or that for one and that for several."""
    return [said or ""] if said is None or isinstance(said, str) else [*said]


def _values(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def main() -> None:
    """Write the catalogues, unless they are only to be checked, and say what they lack."""
    if "--check" not in sys.argv[1:]:
        stated = sentences()
        for language in LANGUAGES:
            for path, content in files(language, merged(stated, language)).items():
                path.write_bytes(content)
    found = [*stale()]
    print("\n".join(found or ["complete"]))
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
