"""Statements tried in the data files: claims must neither contradict others nor be
without effect.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from hpplan.analysis.adoption import without_effect
from hpplan.programme.programme import ProgrammeData, SituationData
from hpplan.programme.statements import Grounds, SiteSays, Statement, WaveSays
from hpplan.recording.trial import NewError, RefusedChange, Trial, trial
from hpplan.values import dataclass
from hpplan.writing.changes import DataChange
from hpplan.writing.data_files import DataFiles
from hpplan.writing.objections import StatedClaim, objection
from hpplan.writing.statements import changes_of


@dataclass(frozen=True, slots=True)
class StatementsTried:
    """The changes to be written, and the programme with them."""

    changes: Sequence[DataChange]
    trial: Trial


def statements_tried(
    files: DataFiles,
    situation: SituationData,
    statements: Sequence[Statement],
    beside: Sequence[DataChange],
) -> StatementsTried | RefusedChange | NewError:
    """The statements in the files, together with their source and the programme's date."""
    programme = situation.programme
    changes = [*beside, *changes_of(statements)]
    done = trial(files, programme, changes, situation.as_of)
    if not isinstance(done, Trial):
        return done
    new = list(_as_read(done.programme, statements))
    if (why := objection(programme, done.programme, new, situation.as_of)) is not None:
        return RefusedChange(why.message, why.place)
    return StatementsTried(changes, done)


def in_vain(
    situation: SituationData, statements: Sequence[Statement], grounds: Grounds
) -> RefusedChange | None:
    """Why a claim would not count: others are newer, or as new and believed."""
    for each, instead in without_effect(situation, statements, grounds):
        assert isinstance(each, SiteSays | WaveSays)
        of = situation.snapshot.name(each.site) if isinstance(each, SiteSays) else each.wave
        counts = "another claim counts" if instead is None else f"'{instead.said}' counts"
        place = None if instead is None else situation.programme.places.place(instead.address)
        message = f"{of}: '{each.claim.said}' would change nothing, as {counts} that is no older"
        return RefusedChange(f"{message}; write it with a later --known", place)
    return None


def _as_read(programme: ProgrammeData, statements: Sequence[Statement]) -> Iterator[StatedClaim]:
    """The claims of the statements as they stand in the programme that was read with them: the last
    ones of each subject.
    """
    sites = Counter(each.site for each in statements if isinstance(each, SiteSays))
    for site, count in sites.items():
        for claim in programme.site[site].claims[-count:]:
            yield StatedClaim(site, claim)
    waves = Counter(each.wave for each in statements if isinstance(each, WaveSays))
    for wave in programme.waves:
        for said in wave.claims[len(wave.claims) - waves[wave.id] :]:
            yield StatedClaim(wave.id, said)
