"""The names of a programme, for values that are read after it."""

from hpplan.domain.entry import COUNTING_SITES, Noun, Vocabulary
from hpplan.domain.sites import TRUST
from hpplan.programme.programme import ProgrammeData


def vocabulary(programme: ProgrammeData) -> Vocabulary:
    """The names of the programme by kind, and its seasons."""
    sizes = (s.size for site in programme.sites for s in (site, *site.earlier))
    names: dict[Noun, frozenset[str]] = {
        "site": frozenset(programme.site),
        "wave": frozenset(wave.id for wave in programme.waves),
        "source": frozenset(programme.sources),
        "region": frozenset(programme.regions),
        "trust": frozenset(site.id for site in programme.sites if site.kind == TRUST),
        "municipality or site": frozenset(s.id for s in programme.sites if s.kind != TRUST),
        "measure": frozenset({COUNTING_SITES, *(measure for size in sizes for measure in size)}),
        "phase": frozenset(phase.id for phase in programme.agenda.phases),
        "gate": frozenset(gate.id for gate in programme.agenda.gates),
        "rule": frozenset(rule.id for rule in programme.rules if rule.id is not None),
        "kind of site": frozenset(site.kind for site in programme.sites),
        "body": frozenset(programme.bodies),
        "decision": frozenset(programme.decisions),
        "site, wave, rule or gate": programme.decidable,
    }
    seasons = {str(name): months for name, months in programme.agenda.seasons.items()}
    return Vocabulary(names, seasons)
