"""Completions for an unfinished word of a command line: commands, options, formats, and the ids of
sites and waves. They are quick, and silent whatever the data are.

The ids are found in the text of the files, without reading its meaning: a shell asks on every press
of a key, and the command itself checks what it gets.
"""

import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from hpplan.cli.data_directory import HERE

BASH: Final = "bash"
MOST_BYTES: Final = 8 * 1024 * 1024
"""The largest size of a file that is searched for ids."""
_HARMLESS: Final = re.compile(r"[\w.:@+/-]+")
"""An id without special meaning in any shell; others are not offered."""
_SECTION: Final = re.compile(r"^([a-z_]+):", re.MULTILINE)
_ID: Final = re.compile(r"""(?:\{|-\s|,)\s*id:\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s,}\]#"']+))""")
_COMMENT: Final = re.compile(r"(?:^|(?<=\s))#[^\"'\n]*$", re.MULTILINE)
_SITES: Final = ("municipalities", "trusts", "sites")


def complete(shell: str, words: Sequence[str]) -> None:
    """Print the completions of the last word, one a line.

    Bash gives the whole line as one word, and has cut the last word after its last `=` or `:` by
    itself.
    """
    with suppress(Exception):
        line = _split(words[0]) if shell == BASH else list(words)
        found = candidates(line)
        if shell == BASH and (cut := re.match(r".*[=:]", line[-1])):
            found = [each.removeprefix(cut[0]) for each in found]
        print("\n".join(found))  # noqa: T201  # the answer


def _split(line: str) -> list[str]:
    """The words of the line after the command's name, the last one unfinished."""
    try:
        words = shlex.split(line)
    except ValueError:  # an unclosed quote
        words = line.split()
    return [*words[1:], *([""] if line[-1:].isspace() else [])] or [""]


def candidates(words: Sequence[str]) -> list[str]:
    """The completions of the last word, in order."""
    from hpplan.cli.app import COMMANDS, command

    *before, unfinished = words
    name = next((word for word in before if not word.startswith("-")), None)
    if name is None:
        found: Iterable[str] = COMMANDS if not unfinished.startswith("-") else _overview()
        return _beginning(found, unfinished)
    if name not in COMMANDS:
        return []
    parameters = command(name).params
    given = before[before.index(name) + 1 :]
    options = {opt: each for each in parameters for opt in each.opts if opt.startswith("-")}
    data = _folder(given)
    if unfinished.startswith("--") and "=" in unfinished:
        option, _, value = unfinished.partition("=")
        values = _values(options[option], value, data) if option in options else []
        return [f"{option}={each}" for each in values]
    if given and (last := options.get(given[-1])) is not None and not last.is_flag:
        return _values(last, unfinished, data)
    if unfinished.startswith("-"):
        return _beginning(sorted(opt for opt in options if opt.startswith("--")), unfinished)
    arguments = [each for each in parameters if each.param_type_name == "argument"]
    number = len(_arguments(given, options))
    if arguments and (number < len(arguments) or arguments[-1].nargs == -1):
        return _values(arguments[min(number, len(arguments) - 1)], unfinished, data)
    return []


def _overview() -> list[str]:
    return ["--as-of", "--color", "--data", "--help", "--version"]


def _arguments(given: Sequence[str], options: dict[str, Any]) -> list[str]:
    """The words that are neither options nor values of options."""
    found, takes = list[str](), False
    for word in given:
        if takes:
            takes = False
        elif word.startswith("-"):
            takes = word in options and not options[word].is_flag
        else:
            found.append(word)
    return found


def _values(parameter: Any, unfinished: str, data: Path | None) -> list[str]:
    """The possible values of an option or an argument, by its help."""
    takes = str(parameter.metavar or "")
    if takes.startswith("[") and "|" in takes:
        return _beginning(takes.strip("[]").split("|"), unfinished)
    known = _KINDS.get(takes)
    return [] if known is None else _beginning(known(unfinished, data), unfinished)


def _beginning(found: Iterable[str], unfinished: str) -> list[str]:
    return [each for each in dict.fromkeys(found) if each.startswith(unfinished)]


# --- ids -----------------------------------------------------------------------------------------


def _folder(given: Sequence[str]) -> Path | None:
    """The folder that the line names, if any."""
    for option, value in pairwise(given):
        if option == "--data":
            return Path(value)
    for word in given:
        if word.startswith("--data="):
            return Path(word.removeprefix("--data="))
    return next((Path(word) for word in given if "/" in word and Path(word).is_dir()), None)


def _ids(data: Path | None, *sections: str) -> Iterator[str]:
    """The ids in these sections of the data files that are harmless in a shell."""
    texts = _texts(data) if data is not None else _texts(HERE) or _texts(Path())
    if data is None and not any(_SECTION.search(text) for text in texts):
        from hpplan.reading.bundled import bundled

        texts = _texts(bundled())
    for text in texts:
        marks = [*_SECTION.finditer(text)]
        for mark, after in zip(marks, [*(m.start() for m in marks[1:]), len(text)], strict=True):
            if mark[1] in sections:
                for found in _ID.finditer(text, mark.end(), after):
                    name = next(each for each in found.groups() if each is not None)
                    if _HARMLESS.fullmatch(name):
                        yield name


def _texts(folder: Path) -> list[str]:
    """The text of each data file that can be read."""
    texts = []
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            if path.suffix in (".yaml", ".yml") and not path.name.startswith("."):
                with suppress(OSError, ValueError):
                    if path.is_file() and path.stat().st_size <= MOST_BYTES:
                        texts.append(_COMMENT.sub("", path.read_text(encoding="utf-8")))
    return texts


def _sites(_unfinished: str, data: Path | None) -> Iterable[str]:
    return _ids(data, *_SITES)


def _waves(_unfinished: str, data: Path | None) -> Iterable[str]:
    return _ids(data, "waves")


def _sites_and_waves(_unfinished: str, data: Path | None) -> Iterable[str]:
    return [*_sites("", data), *_waves("", data)]


def _moves(unfinished: str, data: Path | None) -> Iterable[str]:
    """A site with its `=`, then the waves behind it."""
    site, equals, _wave = unfinished.partition("=")
    if not equals:
        return [f"{each}=" for each in _sites("", data)]
    return [f"{site}={each}" for each in _waves("", data)]


def _says(_unfinished: str, _data: Path | None) -> Iterable[str]:
    from hpplan.domain.claims import WORDS_OF_WAVES, Says

    return [*Says, *WORDS_OF_WAVES]


def _kinds(_unfinished: str, _data: Path | None) -> Iterable[str]:
    from hpplan.goals import BY_KIND as GOALS
    from hpplan.rules import BY_KIND as RULES

    return [*RULES, *GOALS]


_KINDS: Final[dict[str, Callable[[str, Path | None], Iterable[str]]]] = {
    "SITE": _sites,
    "WAVE": _waves,
    "TRUST": lambda _unfinished, data: _ids(data, "trusts"),
    "REGION": lambda _unfinished, data: _ids(data, "regions"),
    "SITE|WAVE": _sites_and_waves,
    "WHAT...": _sites_and_waves,
    "SITE=WAVE": _moves,
    "EXPR...": _moves,
    "SAYS": _says,
    "WAVE|GATE|PERIOD|LABEL": _waves,
    "KIND": _kinds,
    "SHELL": lambda _unfinished, _data: ("bash", "zsh", "fish"),
}
