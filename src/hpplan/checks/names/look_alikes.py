"""HP204: two names of the same kind that look almost the same."""

from collections.abc import Iterable, Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.diagnostics.suggestion import folded
from hpplan.programme.programme import ProgrammeData, SituationData


class LookAlikes(Check):
    code = Code(
        "HP204",
        "names-look-alike",
        Severity.WARNING,
        meaning=(
            "Two ids of sites, waves, regions or sources differ only by case, marks, letters "
            "that look alike or invisible characters."
        ),
        why=(
            "A claim or a rule for one is easily written for the other, and nothing would report "
            "it."
        ),
        fix=(
            "Give one of them an id that is clearly different; or remove it if both are the same."
        ),
        bad="""
            waves: [{id: W1}]
            municipalities:
              - {id: roros, name: Røros}
              - {id: «røros», name: Røros}
            """,
        good="""
            waves: [{id: W1}]
            municipalities:
              - {id: roros, name: Røros}
              - {id: rollag, name: Rollag}
            """,
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme = situation.programme
        for named in _kinds(programme):
            first: dict[str, tuple[str, int]] = {}
            for name, address in named:
                other, where = first.setdefault(folded(name), (name, address))
                if other != name:
                    places = programme.places
                    yield self.finding(
                        f"'{name}' looks like '{other}', which is another id",
                        places.inside(address, "id"),
                        hint="give one of them an id that is clearly different",
                        notes=[Note(f"here: '{other}'", places.inside(where, "id"))],
                    )


def _kinds(programme: ProgrammeData) -> Iterator[Iterable[tuple[str, int]]]:
    yield ((site.id, site.address) for site in programme.sites)
    yield ((wave.id, wave.address) for wave in programme.waves)
    yield ((region.id, region.address) for region in programme.regions.values())
    yield ((source.id, source.address) for source in programme.sources.values())
