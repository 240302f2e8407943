"""Statements that a command writes into the data: tried, shown, written, and what they change."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import typer

from hpplan.cli.data_changes import OpenData, TriedChanges, refuse
from hpplan.cli.exit_codes import ExitCode
from hpplan.cli.grounds import StatedGrounds
from hpplan.cli.output import say
from hpplan.cli.question import CUT_SHORT
from hpplan.text import literal
from hpplan.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hpplan.programme.programme import ProgrammeData, SituationData
    from hpplan.programme.statements import Grounds, Statement
    from hpplan.solving.result import Limits
    from hpplan.views.data_written import DataWritten
    from hpplan.writing.changes import DataChange
    from hpplan.writing.objections import StatedClaim


@dataclass(frozen=True, slots=True)
class TriedStatements:
    """Statements as the files would say them, and what they change as of the day."""

    changes: "Sequence[DataChange]"
    tried: TriedChanges
    day: date
    known: date | None

    def written(self, limits: "Limits", *, dry_run: bool) -> "DataWritten":
        """Write them, unless it is a dry run, and say what that changes."""
        return written(self.tried, self.day, self.known, limits, dry_run=dry_run)


def written(
    tried: TriedChanges, day: date | None, known: date | None, limits: "Limits", *, dry_run: bool
) -> "DataWritten":
    """Write the changes, unless it is a dry run, and say what they change as of the day; they are
    `known` from another one.
    """
    from hpplan.analysis.data_effect import data_effect
    from hpplan.views.data_effect import FindingsEffect
    from hpplan.views.data_written import DataWritten

    if not dry_run:
        tried.write()
    effect = None
    if tried.texts:
        before, after = tried.data.programme.on(day), tried.programme.on(day)
        effect = data_effect(before, after, limits)
    stated = tried.programme.agenda.as_of
    later = stated is not None and known is not None and stated.last < known
    return DataWritten(
        known=known,
        counts_from=known if later else None,
        dry_run=dry_run,
        files=tuple(tried.texts),
        diff=tried.diff,
        lines=tuple(tried.shown()),
        effect=effect,
        findings=FindingsEffect(tried.new_findings(), tried.gone_findings()),
    )


def end_if_interrupted(written: "DataWritten") -> None:
    """End the command where the user ended the search for what is changed."""
    if written.effect is not None and written.effect.interrupted:
        say(CUT_SHORT)
        raise typer.Exit(ExitCode.INTERRUPTED)


def tried(
    data: OpenData,
    situation: "SituationData",
    statements: "Sequence[Statement]",
    grounds: "Grounds",
    stated: StatedGrounds,
) -> TriedStatements:
    """The statements in the files, with their source and the programme's date, where those are not
    there yet. What must not be written ends the command.
    """
    from hpplan.writing.objections import objection
    from hpplan.writing.statements import changes_of

    day = situation.as_of
    beside = stated.changes(data.programme, grounds, source=bool(statements))
    changes = [*beside, *changes_of(statements)]
    done = data.tried(changes, day)
    new = list(_as_read(done.programme, statements))
    if (why := objection(data.programme, done.programme, new, day)) is not None:
        refuse(data.reply, literal(why.message), why.place)
    return TriedStatements(changes, done, day, grounds.known_from)


def refuse_vain(
    data: OpenData,
    situation: "SituationData",
    statements: "Sequence[Statement]",
    grounds: "Grounds",
) -> None:
    """End the command over a claim that would not count beside what is newer, or as new and
    believed.
    """
    from hpplan.analysis.adoption import without_effect
    from hpplan.programme.statements import SiteSays, WaveSays

    for each, instead in without_effect(situation, statements, grounds):
        assert isinstance(each, SiteSays | WaveSays)
        of = situation.snapshot.name(each.site) if isinstance(each, SiteSays) else each.wave
        counts = "another claim counts" if instead is None else f"'{instead.said}' counts"
        place = None if instead is None else data.programme.places.place(instead.address)
        message = f"{of}: '{each.claim.said}' would change nothing, as {counts} that is no older"
        refuse(data.reply, literal(f"{message}; write it with a later --known"), place)


def _as_read(
    programme: "ProgrammeData", statements: "Sequence[Statement]"
) -> "Iterator[StatedClaim]":
    """The claims among them as the programme has them that was read with them: of each subject the
    last ones.
    """
    from hpplan.programme.statements import SiteSays, WaveSays
    from hpplan.writing.objections import StatedClaim

    sites = Counter(each.site for each in statements if isinstance(each, SiteSays))
    for site, count in sites.items():
        for claim in programme.site[site].claims[-count:]:
            yield StatedClaim(site, claim)
    waves = Counter(each.wave for each in statements if isinstance(each, WaveSays))
    for wave in programme.waves:
        for said in wave.claims[len(wave.claims) - waves[wave.id] :]:
            yield StatedClaim(wave.id, said)
