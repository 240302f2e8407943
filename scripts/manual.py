"""The manual page of hpplan, made from what its commands say of themselves: docs/man/hpplan.1.

    COLUMNS=80 python scripts/manual.py            # write it
    COLUMNS=80 python scripts/manual.py --check    # say whether it is up to date

`man -l docs/man/hpplan.1` shows it.
"""

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Any, Final

import hpplan
from hpplan.cli import app

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "man" / "hpplan.1"
_EXAMPLE: Final = re.compile(r"^  (\S.*?)  +(\S.*)$")


def main() -> None:
    made = page()
    if "--check" in sys.argv[1:]:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != made:
            raise SystemExit(f"{PAGE.relative_to(ROOT)} is out of date: run {Path(__file__).name}")
        return
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(made, encoding="utf-8", newline="\n")


def page() -> str:
    """The page in the language of man."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    summary, *paragraphs = app.HELP.split("\n\n")
    yield '.\\" Made by scripts/manual.py from the help of the commands.'
    yield f'.TH HPPLAN 1 "" "hpplan {hpplan.__version__}" "User Commands"'
    yield ".SH NAME"
    yield f"hpplan \\- {_text(summary[:1].lower() + summary[1:].rstrip('.'))}"
    yield ".SH SYNOPSIS"
    yield r"\fBhpplan\fR [\fICOMMAND\fR] [\fIOPTIONS\fR] [\fIARGUMENTS\fR]"
    yield ".SH DESCRIPTION"
    exits = next(each for each in paragraphs if each.startswith("Exit codes: "))
    yield from _help([each for each in paragraphs if each != exits])
    yield ".SH COMMANDS"
    for name in app.COMMANDS:
        yield from _command(name)
    yield ".SH EXIT STATUS"
    for each in exits.removeprefix("Exit codes: ").rstrip(".").split(", "):
        code, _, meaning = each.partition(" ")
        if code.isdigit():
            yield from (".TP", f".B {code}", _text(meaning))
        else:
            yield _text(f"({each})")
    yield ".SH ENVIRONMENT"
    for name, meaning in _ENVIRONMENT.items():
        yield from (".TP", f".B {name}", _text(meaning))
    yield ".SH FILES"
    for name, meaning in _FILES.items():
        yield from (".TP", f".I {_text(name)}", _text(meaning))


_ENVIRONMENT: Final = {
    "NO_COLOR": "Text is not coloured, unless --color always asks for it.",
    "FORCE_COLOR": "Text is coloured where it goes into a file or a pipe, too.",
    "COLUMNS": "How wide text is.",
    "HPPLAN_DEBUG": "A bug in hpplan is reported with what a maintainer needs.",
}
_FILES: Final = {
    "./data": "The programme to plan, a folder of YAML files, where no other is named.",
    "hpplan.lock": "In the data folder: the plan that 'hpplan lock' keeps.",
}


def _command(name: str) -> Iterator[str]:
    word = f"{name}_" if iskeyword(name) else name
    summary, *paragraphs = import_module(f"hpplan.cli.{word}").HELP.split("\n\n")
    command = app.command(name)
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    used = " ".join(rf"\fI{_text(_argument(each))}\fR" for each in arguments)
    yield f".SS hpplan {_text(name)} {used}".rstrip()
    yield _text(summary)
    yield from _help(paragraphs)
    for each in arguments:
        if each.help:
            yield from (".TP", rf"\fI{_text(_argument(each))}\fR", _text(each.help))
    for each in command.params:
        if each.param_type_name == "option":
            yield ".TP"
            yield _option(each)
            yield _text(each.help or "")


def _argument(parameter: Any) -> str:
    name = str(parameter.metavar or parameter.name.upper())
    return name if parameter.required or name.startswith("[") else f"[{name}]"


def _option(parameter: Any) -> str:
    names = sorted((*parameter.opts, *parameter.secondary_opts), key=len)
    bold = ", ".join(rf"\fB{_text(name)}\fR" for name in names)
    if parameter.is_flag:
        return bold
    takes = str(parameter.metavar or parameter.name.upper()).strip("[]")
    return rf"{bold} \fI{_text(takes)}\fR"


def _help(paragraphs: list[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        if paragraph.startswith("\b\n"):
            yield from _examples(paragraph.split("\n")[2:])
        else:
            yield ".PP"
            yield _text(paragraph)


def _examples(lines: list[str]) -> Iterator[str]:
    """Each example, with what it is for: beside it, or beneath it where it is long."""
    for line in lines:
        if (pair := _EXAMPLE.match(line)) is not None:
            yield from (".TP", rf"\fB{_text(pair[1])}\fR", _text(pair[2]))
        elif line.startswith("      "):
            yield _text(line.strip())
        else:
            yield from (".TP", rf"\fB{_text(line.strip())}\fR")


def _text(text: str) -> str:
    """The text as itself: nothing in it is a request, and a hyphen is one that can be copied."""
    shown = text.replace("\\", "\\e").replace("-", "\\-").replace("\n", " ")
    return f"\\&{shown}" if shown.startswith((".", "'")) else shown


if __name__ == "__main__":
    main()
