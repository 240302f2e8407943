"""One YAML file as plain values: from libyaml's events to dicts, lists and scalars.

The events are walked here and never composed by libyaml, whose recursion crashes the process on
deep nesting. Each dict begins with "@", its address among the nodes of all files (see `places`).
"""

import gc
import re
from dataclasses import replace
from enum import Enum
from sys import intern
from typing import Any, Final
from unicodedata import is_normalized

import yaml
from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, in_order
from hpplan.diagnostics.place import BREAKS, Place
from hpplan.diagnostics.suggestion import composed
from hpplan.reading.codes.files import (
    BAD_ALIAS,
    BAD_KEY,
    BAD_TAG,
    DUPLICATE_KEY,
    FORBIDDEN_CHARACTER,
    NOT_UTF8,
    SEVERAL_DOCUMENTS,
    SYNTAX,
    TOO_DEEP,
    TOO_LARGE,
)
from hpplan.reading.complaints import BEGUN, COMPLAINTS, LOOK_ALIKES, SLIPS
from hpplan.reading.file_content import unread
from hpplan.reading.places import FilePlaces, Places
from hpplan.reading.scalars import WORDS, plain_value
from hpplan.values import dataclass

DEEPEST: Final = 50
"""The greatest depth of nested lists and mappings."""
MOST_COLLECTIONS: Final = 1_500_000
"""The largest number of lists and mappings in a file: small ones take far more memory than text."""
MOST_KEYS: Final = 400_000
"""The largest number of different keys in a file: a lock has one for each site. Each unknown key is
a fault, which takes as much memory as a list.
"""
MOST_REPEATED: Final = 1_000_000
"""The largest number of nodes that the aliases of one file may expand to, beyond those written."""
MOST_FINDINGS: Final = 1_000
"""How many faults of one file are reported; a note counts the others."""
MOST_TAG_DIRECTIVES: Final = 100
"""libyaml compares each directive with all before it: a file full of them would take hours."""
LONGEST_QUOTE: Final = 60
"""How much of a key a message quotes."""


class Unread(Enum):
    """The value of a file that could not be read to its end."""

    UNREAD = "unread"


UNREAD: Final = Unread.UNREAD

_FORBIDDEN: Final = yaml.reader.Reader.NON_PRINTABLE  # the same for libyaml, and compiled already
_UTF16: Final = re.compile(rb"\xff\xfe|\xfe\xff|\0\0\xfe\xff|(?:[^\0]\0){2}|(?:\0[^\0]){2}")
_TEXT_TAG: Final = "tag:yaml.org,2002:str"
_TAG: Final = re.compile(r"!(?:<[^>]*>|[^\s,\[\]{}]*)")
_ONCE_BREAKS: Final = "\x85\u2028\u2029"
_ONCE_BREAK: Final = re.compile(f"[{_ONCE_BREAKS}]")
_ESCAPE: Final = re.compile(r"\\(?:u|U0000)([0-9A-Fa-f]{4})")
_ESCAPED_MARK: Final = re.compile(r"\\(?:u|U0000)03[0-6]")
_PRIVATE: Final = range(0xE000, 0xF900)
"""Private-use letters that replace others while libyaml reads a text."""
# No key says this: YAML has no way to write a lone surrogate.
_REFUSED: Final = "\udc00"


class _PurePythonEvents(yaml.BaseLoader):
    """PyYAML's own events, where it was built without libyaml; as strict as libyaml."""

    def get_event(self) -> Any:
        try:
            event = super().get_event()  # type: ignore[no-untyped-call]  # typeshed leaves it bare
            if type(event) is ScalarEvent:
                event.value.encode()
        except (ValueError, OverflowError) as error:
            mark = self.get_mark()
            problem = "found an escape for a character that does not exist"
            raise MarkedYAMLError(None, None, problem, mark) from error
        return event


class _CleanEvents:
    """The events of a text with letters that libyaml treats otherwise than YAML 1.2 does, or than
    we do.

    Letters that end lines for libyaml, as in YAML 1.1, are masked by others while it reads: in YAML
    1.2 they are letters like any other, even in a comment, whose rest would be taken for keys.
    Letters with combining accents are composed, so that ids that look the same are equal.
    """

    def __init__(self, source: str) -> None:
        taken = {ord(letter) for letter in set(source)}
        taken |= {int(escape, 16) for escape in _ESCAPE.findall(source)}
        free = (code for code in _PRIVATE if code not in taken)
        masks = {ord(letter): mask for letter, mask in zip(_ONCE_BREAKS, free, strict=False)}
        self.letters = {mask: letter for letter, mask in masks.items()}
        self.loader = _loader(source.translate(masks))

    def get_event(self) -> Any:
        event = self.loader.get_event()
        if type(event) is ScalarEvent:
            event.value = composed(event.value.translate(self.letters))
        return event


def _events(source: str) -> Any:
    """A loader; only its `get_event` is used."""
    clean = (
        source.isascii() or (not _ONCE_BREAK.search(source) and is_normalized("NFC", source))
    ) and not _ESCAPED_MARK.search(source)
    return _loader(source) if clean else _CleanEvents(source)


def _loader(source: str) -> Any:
    return yaml.CBaseLoader(source) if yaml.__with_libyaml__ else _PurePythonEvents(source)


class _PlainValues(dict[str, object]):
    """The value of each unquoted text met so far: a scalar costs a look-up, and equal ones are
    shared.
    """

    def __missing__(self, text: str) -> object:
        value = self[text] = plain_value(text)
        return value


class _Names(dict[str, str]):
    """Each key met so far, as one object: a mapping finds that without comparing letters."""

    def __missing__(self, text: str) -> str:
        name = self[text] = intern(text)
        return name


@dataclass(slots=True)
class _Anchored:
    """A value that has an anchor."""

    node: int
    value: object
    text: str | None = None
    """Its text as a key; a list or a mapping has none."""
    size: int = 0
    """Its nodes and those that aliases in it repeat; none while it is open."""
    height: int = 0
    repeated_before: int = 0


class _Walk:
    """One pass over the events of a file, and the faults met on the way."""

    def __init__(self, file: FilePlaces) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self.unreported = 0
        self.anchors: dict[str, _Anchored] = {}
        self.repeated = 0
        """How many nodes the aliases so far expand to."""
        self.overdrawn = False
        """Whether the finding for too many of them was reported."""
        self.incomplete: list[dict[str, object]] = []
        """The mappings that hold a value whose key was refused."""

    def value(self) -> object:
        """The value of the first document."""
        file, base, source = self.file, self.file.base, self.file.text
        starts, ends, sizes = file.starts, file.ends, file.sizes
        add_start, add_end, add_size = starts.append, ends.append, sizes.append
        if source.count("%TAG") > MOST_TAG_DIRECTIVES:
            self.too_many_directives()
            return UNREAD
        next_event = _events(source).get_event
        plain, names = _PlainValues(WORDS), _Names()
        documents: list[object] = []
        # The open collection: its dict or, for a list, how to add an item; the key that waits for a
        # value; its node; the height of its content so far; its anchor.
        mapping: dict[str, object] | None = None
        add = documents.append
        key: str | None = None
        node = height = end = collections = 0
        anchored: _Anchored | None = None
        around: list[tuple[Any, ...]] = []
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                start = event.start_mark.index
                end = event.end_mark.index
                text = event.value
                add_start(start)
                add_end(end)
                add_size(1)
                written = end - start == len(text)  # quotes, tags, anchors, `|` and `>` take room
                if mapping is not None and key is None:
                    if not written:
                        file.key_texts[len(starts) - 1] = text
                        if source[start] in "&!":
                            self.marked_scalar(event)
                    key = names[text]
                    if key in mapping or key == "<<":
                        key = self.doubtful_key(mapping, node, key)
                    elif len(names) > MOST_KEYS:
                        self.too_many(event, f"{MOST_KEYS:,} different keys")
                        return UNREAD
                    continue
                if written:
                    value = plain[text]
                elif source[start] in "&!":
                    value = self.marked_scalar(event)
                else:
                    value = text
                if mapping is None:
                    add(value)
                elif key is not None:
                    mapping[key] = value
                    key = None
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                if event.end_mark.index > event.start_mark.index:
                    end = event.end_mark.index  # a bracket; without one, the last leaf is the end
                ends[node] = end
                sizes[node] = len(starts) - node
                inner = height + 1
                if anchored is not None:
                    anchored.size = sizes[node] + self.repeated - anchored.repeated_before
                    anchored.height = inner
                mapping, add, key, node, height, anchored = around.pop()
                height = max(height, inner)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                add_start(event.start_mark.index)
                add_end(event.end_mark.index)
                add_size(1)
                this = len(starts) - 1
                opened: Any = {"@": base + this} if kind is MappingStartEvent else []
                if mapping is None:
                    add(opened)
                elif key is not None:
                    mapping[key] = opened
                    key = None
                else:
                    key = self.doubtful_key(mapping, node, None)
                around.append((mapping, add, key, node, height, anchored))
                node, key, height, anchored = this, None, 0, None
                if kind is MappingStartEvent:
                    mapping = opened
                else:
                    mapping, add = None, opened.append
                    file.sequences.append(this)
                if event.anchor is not None or event.tag is not None:
                    anchored = self.marked_collection(event, opened)
                if len(around) > DEEPEST:
                    self.too_deep(event)
                    return UNREAD
                collections += 1
                if collections > MOST_COLLECTIONS:
                    self.too_many(event, f"{MOST_COLLECTIONS:,} lists and mappings")
                    return UNREAD
            elif kind is AliasEvent:
                end = event.end_mark.index
                add_start(event.start_mark.index)
                add_end(end)
                add_size(1)
                named = self.named(event, len(around))
                height = max(height, named.height)
                if mapping is None:
                    add(named.value)
                elif key is not None:
                    mapping[key] = named.value
                    key = None
                else:
                    key = self.doubtful_key(mapping, node, named.text)
            elif kind is StreamEndEvent:
                break
            elif kind is DocumentStartEvent:
                if documents:
                    self.second_document(event)
                    break
            elif kind is not DocumentEndEvent and kind is not StreamStartEvent:
                raise TypeError(event)  # never wait for the end of a stream that has none
        for mapping in self.incomplete:
            mapping.pop(_REFUSED, None)
        return documents[0] if documents else None

    def marked_scalar(self, event: Any) -> object:
        """The value of a scalar that has a tag, an anchor or both."""
        text: str = event.value
        value: object = text if event.style else plain_value(text)
        if event.tag == _TEXT_TAG:
            value = text
        elif event.tag is not None:
            self.bad_tag(event)
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchored(len(self.file.starts) - 1, value, text, size=1)
        return value

    def marked_collection(self, event: Any, opened: object) -> _Anchored | None:
        """Record the anchor of a list or mapping, which has no size before it is closed."""
        if event.tag is not None:
            self.bad_tag(event)
        if event.anchor is None:
            return None
        anchored = _Anchored(len(self.file.starts) - 1, opened, repeated_before=self.repeated)
        self.anchors[event.anchor] = anchored
        return anchored

    def named(self, event: Any, depth: int) -> _Anchored:
        """The value of an alias; an invalid alias is reported and has no value."""
        start, end, name = event.start_mark.index, event.end_mark.index, event.anchor
        named = self.anchors.get(name)
        if named is None:
            hint = f"put &{name} before an earlier value, or put the text in quotes"
            self.fault(BAD_ALIAS, start, end, f"there is no anchor &{name} above", hint)
        elif not named.size:
            self.fault(BAD_ALIAS, start, end, f"*{name} is inside the value that it refers to")
        elif depth + named.height > DEEPEST:
            message = f"with the value of *{name}, more than {DEEPEST} levels are nested"
            self.fault(TOO_DEEP, start, end, message)
        elif self.repeated + named.size > MOST_REPEATED:
            if not self.overdrawn:
                message = f"with *{name}, aliases expand to more than {MOST_REPEATED:,} values"
                self.fault(BAD_ALIAS, start, end, message, "write the values out")
            self.overdrawn = True
        else:
            self.repeated += named.size
            self.file.alias_targets[len(self.file.starts) - 1] = named.node
            return named
        return _Anchored(named.node if named else 0, None, _REFUSED)

    def doubtful_key(self, mapping: dict[str, object], node: int, text: str | None) -> str:
        """The text of a valid key; an invalid one is reported and refused."""
        file, this = self.file, len(self.file.starts) - 1
        start, end = file.starts[this], file.ends[this]
        if text is None:
            hint = "a key is text; put it in quotes if it begins with a bracket"
            self.fault(BAD_KEY, start, end, "a list or a mapping cannot be a key", hint)
        elif text == "@":
            self.fault(BAD_KEY, start, end, "'@' cannot be a key: hpplan reserves it")
        elif text == _REFUSED:
            pass  # it is an invalid alias, reported already
        elif text in mapping:
            said = text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"
            message = f"duplicate key '{said}'"
            first = file.node_place(file.first_key(node, text))
            hint = "remove one of the two, or rename it"
            self.fault(DUPLICATE_KEY, start, end, message, hint, Note("first here", first))
        elif text == "<<" and file.text[end - 1] == "<":
            hint = "write the keys out where they are needed"
            self.fault(BAD_KEY, start, end, "the merge key '<<' is not part of YAML 1.2", hint)
        else:
            file.key_texts[this] = text
            return text
        self.incomplete.append(mapping)
        return _REFUSED

    def bad_tag(self, event: Any) -> None:
        written = _TAG.search(self.file.text, event.start_mark.index)
        assert written is not None
        message = f"the tag {written[0]} is not supported"
        hint = "remove it; put the value in quotes if it is meant as text"
        self.fault(BAD_TAG, written.start(), written.end(), message, hint)

    def too_deep(self, event: Any) -> None:
        start = event.start_mark.index
        message = f"lists and mappings are nested more than {DEEPEST} levels deep"
        self.fault(TOO_DEEP, start, start + 1, message)

    def too_many(self, event: Any, of_these: str) -> None:
        start = event.start_mark.index
        message = f"the file has more than {of_these}"
        hint = "no programme is that large; move files that are not data out of the folder"
        self.fault(TOO_LARGE, start, start + 1, message, hint)

    def too_many_directives(self) -> None:
        start = self.file.text.index("%TAG")
        message = f"the file has more than {MOST_TAG_DIRECTIVES} %TAG directives"
        self.fault(BAD_TAG, start, start + 4, message, "remove them: only the tag !!str is read")

    def second_document(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        hint = "remove the line, or move what follows to a file of its own"
        self.fault(SEVERAL_DOCUMENTS, start, end, "a second document begins here", hint)

    def forbidden_characters(self, text: str, count: int) -> None:
        first = _FORBIDDEN.search(text)
        assert first is not None
        message = f"the character U+{ord(first[0]):04X} is not allowed in YAML"
        if count > 1:
            message += f"; {count - 1} more in this file are not"
        hint = "remove it, or write it as an escape in double quotes"
        self.fault(FORBIDDEN_CHARACTER, first.start(), first.end(), message, hint)

    def fault(
        self, code: Code, start: int, end: int, message: str, hint: str | None = None, *notes: Note
    ) -> None:
        if len(self.findings) == MOST_FINDINGS:
            self.unreported += 1
            return
        place = self.file.between(start, end)
        self.findings.append(code.finding(message, place, hint=hint, notes=notes))

    def syntax(self, error: Exception) -> None:
        """Report a complaint of libyaml in our words, at the place where the user should look."""
        text = self.file.text
        problem = f"{getattr(error, 'context', None)}: {getattr(error, 'problem', error)}"
        at, began = (
            mark.index if mark else None
            for mark in (getattr(error, "problem_mark", None), getattr(error, "context_mark", None))
        )
        if began is not None and ("simple key" in problem or "end of stream" in problem):
            at, began = began, None  # the fault is where it begins, not where libyaml gave up
        at = at or 0
        if text[at : at + 1] == "\t":
            problem += " at a tab character"
        elif at == len(text):
            problem += " at the end"
        message, hint = next(
            ((words, hint) for part, words, hint in COMPLAINTS if part in problem),
            (f"this is not YAML: {problem.removeprefix('None: ')}", None),
        )
        line = self.file.between(at, at).line
        for slip, remedy in SLIPS:
            if slip.match(self.file.line(line)) or slip.match(self.file.line(line - 1)):
                hint = remedy
        begun = next(
            (f"{words} begins here" for part, words in BEGUN.items() if part in problem), ""
        )
        notes = []
        if begun and began is not None:
            notes.append(Note(begun, self.file.between(began, began + 1)))
        if (quoted := self.text_across_lines(at)) is not None:
            notes.append(Note("the quoted text that ends just before this begins here", quoted))
            hint = f"{hint}; or see whether that text lacks its closing quote"
        for number in (line, line - 1):
            for look_alike, meant in LOOK_ALIKES:
                if (seen := look_alike.match(self.file.line(number))) is not None:
                    at = self.file.line_starts[number - 1] + seen.start(1)
                    message = f"expected {meant}, found U+{ord(seen[1]):04X}, which looks like it"
                    hint, notes = "type it again", []
        end = at + len(text[at : at + 1].rstrip(BREAKS))
        code = BAD_TAG if "tag handle" in problem else SYNTAX
        self.fault(code, at, end, message, hint, *notes)

    def text_across_lines(self, at: int) -> Place | None:
        """Where the quoted text that ends at the offset begins, if that is in an earlier line."""
        if not self.file.starts:
            return None
        start, end = self.file.starts[-1], self.file.ends[-1]
        text = self.file.text
        if not text.startswith(("'", '"'), start) or "\n" not in text[start:end]:
            return None
        if text[end:at].strip():
            return None
        return self.file.between(start, start + 1)

    def reported(self) -> list[Finding]:
        if self.unreported:
            last = self.findings[-1]
            note = Note(f"{self.unreported} more faults in this file are not reported")
            self.findings[-1] = replace(last, notes=(*last.notes, note))
        return in_order(self.findings)


def parse(text: str, shown: str, places: Places) -> tuple[object, list[Finding]]:
    """The value of a YAML text, `UNREAD` where it cannot be read to its end, and all its faults."""
    text = text.lstrip("\ufeff")
    cleaned, forbidden = _FORBIDDEN.subn("\ufffd", text)
    walk = _Walk(places.open(shown, cleaned))
    if forbidden:
        walk.forbidden_characters(text, forbidden)
    collecting = gc.isenabled()
    gc.disable()  # all values stay alive: looking for garbage takes more than half the time
    try:
        value = walk.value()
    except yaml.YAMLError as error:
        walk.syntax(error)
        value = UNREAD
    finally:
        if collecting:
            gc.enable()
    if value is UNREAD:
        walk.file.forget_nodes()
    return value, walk.reported()


def parse_content(
    content: bytes | bytearray | Finding, shown: str, places: Places
) -> tuple[object, list[Finding]]:
    """The result of `parse` for the content of a file, or why there is no content."""
    return (
        (UNREAD, [content]) if isinstance(content, Finding) else parse_bytes(content, shown, places)
    )


def parse_bytes(
    content: bytes | bytearray, shown: str, places: Places
) -> tuple[object, list[Finding]]:
    """The result of `parse` for the content of a file, which is UTF-8."""
    if _UTF16.match(content):
        return UNREAD, [unread(NOT_UTF8, shown, "is UTF-16 or UTF-32", "save it as UTF-8")]
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        before = content[: error.start].decode().lstrip("\ufeff")
        after = content[error.start :].decode(errors="replace")
        walk = _Walk(places.open(shown, _FORBIDDEN.sub("\ufffd", before + after)))
        message = f"the byte 0x{content[error.start]:02X} is not UTF-8"
        walk.fault(NOT_UTF8, len(before), len(before) + 1, message, "save the file as UTF-8")
        return UNREAD, walk.reported()
    return parse(text, shown, places)
