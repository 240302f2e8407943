"""How a command answers: what it writes, what it must not overwrite, and how it refuses."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import typer

from hpplan.cli.exit_codes import ExitCode
from hpplan.cli.options import Colour
from hpplan.cli.output import answer_data, say_findings
from hpplan.cli.output_file import OPTION, among_data
from hpplan.text import literal
from hpplan.values import dataclass

if TYPE_CHECKING:
    from hpplan.diagnostics.finding import Finding
    from hpplan.diagnostics.place import Locator
    from hpplan.programme.programme import ProgrammeData

JSON: Final = "json"


@dataclass(frozen=True, slots=True)
class Reply:
    """How one run of a command answers. Whatever reads a file on its behalf asks to `spare` it, so
    that no command can forget to, or notice only after an hour of work.
    """

    colour: Colour = Colour.AUTO
    form: str | None = None
    """The format that the user asked for by name."""
    writes: Sequence[tuple[str, Path]] = ()
    """The files that it writes, each with the option that named it."""

    def refuse(self, findings: Sequence["Finding"], places: "Locator") -> NoReturn:
        """End the command with findings instead of an answer; no file is written."""
        if self.form == JSON:
            from hpplan.views.findings_json import render

            answer_data(render(findings))
        else:
            say_findings(findings, places, self.colour)
        raise typer.Exit(ExitCode.FINDINGS)

    def spare(self, *inputs: Path | None) -> None:
        """Refuse to overwrite a file that is read."""
        for option, output in self.writes:
            for read in inputs:
                if read is not None and _same_file(output, read):
                    raise typer.BadParameter(
                        f"'{literal(str(output))}' is read by this command, and would be written "
                        "over; name another file",
                        param_hint=option,
                    )

    def spare_data(self, folder: Path) -> None:
        """Refuse to overwrite a file of the data, or to write one that would be read as data."""
        from hpplan.reading.directory import data_files, named_like_data

        for option, output in self.writes:
            if named_like_data(output) and _stands_in(output, folder):
                raise among_data(output, folder, option)
        if self.writes:
            self.spare(*data_files(folder)[0])

    def spare_reference(self, folder: Path, programme: "ProgrammeData") -> None:
        """Refuse to overwrite the plan that a goal compares with, or the map's borders."""
        self.spare(*(folder / name for name in programme.files_named))


def writing(*named: tuple[str, Path | None]) -> tuple[tuple[str, Path], ...]:
    """The files that a command writes, by their options; each may be written once."""
    files: list[tuple[str, Path]] = []
    for option, path in named:
        if path is None:
            continue
        for other, taken in files:
            if _same_file(path, taken):
                also = "is named twice" if option == other else f"is also named with {other}"
                raise typer.BadParameter(f"'{literal(str(path))}' {also}", param_hint=option)
        files.append((option, path))
    return tuple(files)


def reply_to(form: str | None, output: Path | None, colour: Colour) -> Reply:
    """The reply of a command that writes at most one file."""
    return Reply(colour, form, writing((OPTION, output)))


def _same_file(one: Path, other: Path) -> bool:
    """Whether both paths lead to the same file, through any links; a device is no file that could
    be lost.
    """
    try:
        if one.exists() and other.exists():
            return one.is_file() and one.samefile(other)
        return os.path.realpath(one) == os.path.realpath(other)
    except (OSError, ValueError):  # it cannot be looked at, so it will not be read either
        return False


def _stands_in(path: Path, folder: Path) -> bool:
    real = os.path.realpath(folder)
    ways = path.parent, Path(os.path.realpath(path)).parent
    return any(os.path.realpath(parent) == real for parent in ways)
