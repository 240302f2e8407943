"""The report of a programme, section by section, in the order of a council's questions."""

from collections.abc import Iterator

from hpplan.analysis.report import ReportData
from hpplan.language import _, in_force
from hpplan.periods import day_in_words
from hpplan.programme.programme import SituationData
from hpplan.views.report import changes, evidence, outlook, risk, standing
from hpplan.views.report.blocks import Page, PageBlock, Script, Section
from hpplan.views.report.script_data import DATA, Json, script_data


def page(report: ReportData) -> Page:
    """The report as a page; a section that would be empty is left out."""
    known, agenda = report.situation, report.situation.programme.agenda
    day = day_in_words(known.as_of)
    return Page(
        lang=str(in_force()),
        title=agenda.name,
        lead=_("The rollout as it was known on {day}", day=day),
        sections=tuple(section for section in _sections(report) if section.blocks),
        foot=(_("Made by hpplan from the data of {programme}.", programme=agenda.name),),
        names=names(known),
        waves=known.snapshot.wave_ids,
        script=Script(DATA, _read(report)) if report.timeline.entries else None,
    )


def _read(report: ReportData) -> Json:
    """The data of the script."""
    known, shown, before = report.situation, report.timeline, report.asking.base
    return script_data(known, shown, report.history, before, report.alternatives)


def names(situation: SituationData) -> tuple[str, ...]:
    """The names of sites and waves in the data."""
    programme, snapshot = situation.programme, situation.snapshot
    sites = [site.name for site in programme.sites]
    sites += [found.name for found in snapshot.sites.values()]
    waves = [name for slot in snapshot.waves for name in (slot.label, slot.own_name) if name]
    return tuple(dict.fromkeys([*sites, *waves]))


def _sections(report: ReportData) -> Iterator[Section]:
    yield _section("answer", _("Where it stands"), standing.blocks(report))
    yield _section("map", _("On the map"), outlook.on_map(report))
    yield _section("plan", _("The waves and their phases"), outlook.plan(report))
    yield _section("coverage", _("Coverage over time"), outlook.coverage(report))
    yield _section("load", _("Load against capacity"), outlook.load(report))
    yield _section("best", _("What the best plan would change"), changes.best(report))
    yield _section("risk", _("If something comes in between"), risk.blocks(report))
    yield _section("against", _("What moved"), changes.against(report))
    yield _section("history", _("How the dates moved"), changes.trend(report))
    yield _section("sites", _("All sites"), outlook.sites(report))
    yield _section("conflicts", _("Conflicts"), evidence.conflicts(report))
    yield _section("findings", _("Findings"), evidence.findings(report))
    yield _section("assumptions", _("Assumptions"), evidence.assumptions(report))
    yield _section("sources", _("Sources"), evidence.sources(report))


def _section(name: str, title: str, blocks: Iterator[PageBlock]) -> Section:
    return Section(name, title, tuple(blocks))
