"""The numbers of a programme, or of what is known of it on a day, in a line."""

from hpplan.language import _, plural
from hpplan.periods import day_in_words
from hpplan.programme.programme import ProgrammeData, SituationData


def of_programme(programme: ProgrammeData) -> str:
    """The name of the programme, and its numbers."""
    return f"{programme.agenda.name}: {in_programme(programme)}"


def in_programme(programme: ProgrammeData) -> str:
    """The numbers of sites, waves, rules and goals, whether they count on a date or not."""
    sites = plural("{n} site", "{n} sites", len(programme.sites))
    return _counts(sites, len(programme.waves), len(programme.rules), len(programme.goals))


def of_situation(situation: SituationData) -> str:
    """The name of the programme, the day, and the numbers on it."""
    day = _(
        "{programme} on {day}",
        programme=situation.programme.agenda.name,
        day=day_in_words(situation.as_of),
    )
    return f"{day}: {in_situation(situation)}"


def in_situation(situation: SituationData) -> str:
    """The numbers of those that count on the day, and of firm sites."""
    snapshot = situation.snapshot
    sites = plural(
        "{n} site ({firm} firm)",
        "{n} sites ({firm} firm)",
        len(snapshot.sites),
        firm=sum(site.firm is not None for site in snapshot.sites.values()),
    )
    return _counts(sites, len(snapshot.waves), len(situation.rules), len(situation.goals))


def _counts(sites: str, waves: int, rules: int, goals: int) -> str:
    return ", ".join(
        (
            sites,
            plural("{n} wave", "{n} waves", waves),
            plural("{n} rule", "{n} rules", rules),
            plural("{n} goal", "{n} goals", goals),
        )
    )
