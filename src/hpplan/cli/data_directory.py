"""The folder that a command plans, the data in it, and the as-of date."""

import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from hpplan.cli.given_values import TODAY
from hpplan.cli.output import say
from hpplan.cli.reply import Reply
from hpplan.language import plural
from hpplan.text import literal

if TYPE_CHECKING:
    from hpplan.diagnostics.finding import Finding
    from hpplan.programme.programme import ProgrammeData, SituationData
    from hpplan.reading import Reading

HERE: Final = Path("data")
FEW: Final = 10
"""How many names of skipped files are shown."""


def read_data(named: Path | None, reply: Reply, *, settling: bool = False) -> "Reading":
    """Read the folder that the user named, or the one found; `settling` the lock, if it is about to
    be written whatever was in it.
    """
    from hpplan.reading import read

    folder = data_folder(named)
    reply.spare_data(folder)
    reading = read(folder, settling=settling)
    if reading.programme is not None:
        reply.spare_reference(folder, reading.programme)
    return reading


def load(named: Path | None, reply: Reply, *, settling: bool = False) -> "ProgrammeData":
    """The programme; data that cannot be understood ends the command with its findings."""
    reading = read_data(named, reply, settling=settling)
    if reading.programme is None:
        reply.refuse(reading.findings, reading.places)
    return reading.programme


def situation(named: Path | None, as_of: str | None, reply: Reply) -> "SituationData":
    """What is known of the programme on the day; without a wave the command ends."""
    return require_waves(situation_on(load(named, reply), as_of), reply)


def require_waves(known: "SituationData", reply: Reply) -> "SituationData":
    """The situation, if it has a wave; else that finding ends the command."""
    if not known.snapshot.waves:
        from hpplan.checks.names.no_wave import NoWave

        reply.refuse(list(NoWave().findings(known)), known.programme.places)
    return known


def situation_on(programme: "ProgrammeData", as_of: str | None) -> "SituationData":
    """What is known of the programme on the day."""
    return programme.on(day(as_of, programme))


def day(as_of: str | None, programme: "ProgrammeData") -> date | None:
    """The day that `--as-of` means in the programme: the last one of a period."""
    if as_of is None:
        return None
    if as_of == TODAY:
        return date.today()  # noqa: DTZ011  # the user's own day
    from hpplan.periods import Period, Seasons

    seasons: Seasons = dict(programme.agenda.seasons.items())
    return Period.parse(as_of, seasons).last


def warn_about_errors(known: "SituationData") -> None:
    """Report, beside an answer, errors of the data that it rests on."""
    from hpplan.checks.run import errors

    if found := len(errors(known)):
        say(
            plural(
                "the data has {n} error: see hpplan check",
                "the data has {n} errors: see hpplan check",
                found,
            )
        )


def broken_rules(known: "SituationData") -> "list[Finding]":
    """Where the plan by the claims breaks a rule."""
    from hpplan.checks.plan.current_plan import CurrentPlan

    return list(CurrentPlan().findings(known))


def data_folder(named: Path | None) -> Path:
    """The folder that the user named; else `data`, whatever its content, if it exists; else the
    current folder, if it contains a programme; else the bundled one.
    """
    return named or _found()


def the_folder(directory: Path | None, data: Path | None) -> Path | None:
    """The folder that the user named, as DIR or with `--data`, if any."""
    if directory is not None and data is not None and directory != data:
        raise typer.BadParameter("name the folder once: as DIR or with --data", param_hint="DIR")
    return directory or data


def folder_behind(words: Sequence[str], data: Path | None) -> tuple[list[str], Path | None]:
    """The words of a question, and the folder: a last word that contains a slash and is a folder,
    else that of `--data`. Without the slash it might be the name of a site.
    """
    *question, last = words
    if question and ("/" in last or os.sep in last) and Path(last).is_dir():
        return question, the_folder(Path(last), data)
    return list(words), data


def _found() -> Path:
    if os.path.lexists(HERE):
        return HERE
    from hpplan.reading.bundled import bundled
    from hpplan.reading.directory import holds_programme, passed_over

    here = Path()
    if holds_programme(here):
        return here
    shipped = bundled()
    say(f"planning the bundled Helseplattformen data ({shipped}); name your own with --data DIR")
    if names := passed_over(here):
        listed = "; ".join(literal(name) for name in names[:FEW])
        more = f" and {len(names) - FEW} more" if len(names) > FEW else ""
        say(f"passed over in this folder: {listed}{more}")
    return shipped


def refuse_bundled(files: Iterable[str]) -> None:
    """Refuse to write bundled files."""
    from hpplan.reading.bundled import bundled_among

    if (file := bundled_among(files)) is not None:
        raise typer.BadParameter(
            f"'{literal(file)}' comes with hpplan: name a folder of yours", param_hint="--data"
        )
