"""`hpplan timeline`: the go-live of each site."""

from typing import Annotated

import typer

from hpplan.cli.data_directory import the_folder
from hpplan.cli.formats import (
    CHARTS,
    AsChart,
    Format,
    NoChart,
    WhichDialect,
    charts_of,
    dialect_of,
    format_of,
    in_a_file,
    only_in_words,
)
from hpplan.cli.given_names import (
    REGION,
    SITE,
    TRUST,
    WAVE,
    known_region,
    known_site,
    known_trust,
    known_wave,
)
from hpplan.cli.help_text import help_text
from hpplan.cli.language import Lang, speak_as_asked
from hpplan.cli.options import AsOf, Colour, Data, Directory, Output, ShownPlan, WhenColour
from hpplan.cli.output import answer_bytes, answer_data, answer_document, say, say_briefly
from hpplan.cli.plan_files import shown_plan
from hpplan.cli.reply import reply_to
from hpplan.language import _

HELP = help_text(
    "Show who goes live when, and what is next.",
    {
        "hpplan timeline": "the current plan of ./data",
        "hpplan timeline my-rollout": "of a folder of yours",
        "hpplan timeline --as-of 2022-04-04": "the plan of that spring",
        "hpplan timeline --site heim --wave KI3": "Heim, and all of KI3",
        "hpplan timeline --trust hnt": "a trust and its catchment",
        "hpplan timeline --plan plan.json": "a plan that 'hpplan assign' wrote",
        "hpplan timeline -o timeline.xlsx": "for a spreadsheet",
        "hpplan timeline --format mermaid": "a chart for a pull request",
        "hpplan timeline --site heim -o heim.ics": "for a calendar",
        "hpplan timeline -o timeline.svg": "a picture for a page or a slide",
        "hpplan timeline --lang nn": "in nynorsk",
    },
    "Phases and milestones are listed for each. Without --plan this is the current plan: a site is "
    "in the wave it went live in, else decided, else is planned in, else is a candidate for. Rules "
    "that the plan breaks are reported on stderr. Formats: text, json, csv, markdown, xlsx, "
    "mermaid, ics, svg and geojson.",
    "A calendar (ics) has an event for each --site; without it one a wave, also of a --region or a "
    "--trust. An event stays the same when its date or label changes, and says how often it did.",
)


def timeline(
    directory: Directory = None,
    data: Data = None,
    as_of: AsOf = None,
    plan: ShownPlan = None,
    site: Annotated[
        list[str] | None,
        typer.Option(metavar="SITE", help="Only this site. Repeatable.", show_default=False),
    ] = None,
    wave: Annotated[
        list[str] | None,
        typer.Option(metavar="WAVE", help="Only this wave. Repeatable.", show_default=False),
    ] = None,
    region: Annotated[
        list[str] | None,
        typer.Option(metavar="REGION", help="Only this region. Repeatable.", show_default=False),
    ] = None,
    trust: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TRUST",
            help="Only this trust and its catchment. Repeatable.",
            show_default=False,
        ),
    ] = None,
    form: AsChart = None,
    output: Output = None,
    dialect: WhichDialect = None,
    no_chart: NoChart = False,
    lang: Lang = None,
    colour: WhenColour = Colour.AUTO,
) -> None:
    from hpplan.analysis.timeline import timeline as timeline_of
    from hpplan.views import timeline as timeline_view
    from hpplan.views import timeline_csv, timeline_json
    from hpplan.views.formats import mermaid_gantt
    from hpplan.views.formats.csv_text import DIALECTS

    chosen = format_of(form, output, CHARTS)
    table = dialect_of(dialect, chosen)
    in_a_file(chosen, output)
    only_in_words(chosen, no_chart=no_chart)
    reply, folder = reply_to(form, output, colour), the_folder(directory, data)
    shown = shown_plan(plan, folder, as_of, reply, lambda of: speak_as_asked(lang, of, chosen))
    known = shown.situation
    sites = [known_site(SITE, name, known) for name in site or ()]
    waves = [known_wave(WAVE, name, known) for name in wave or ()]
    regions = [known_region(REGION, name, known) for name in region or ()]
    trusts = [known_trust(TRUST, name, known) for name in trust or ()]
    chosen_sites = timeline_of(known, shown.plan).only(sites, waves, regions, trusts)
    match chosen:
        case Format.ICS:
            from hpplan.analysis.calendar_events import CalendarScope, calendar
            from hpplan.views import calendar_ics

            found = calendar(known, shown.plan, CalendarScope(sites, waves, regions, trusts))
            if not found.events:
                say(_("no date is known: the calendar has no event"))
            answer_data(calendar_ics.render(found), output)
        case Format.JSON:
            answer_data(timeline_json.render(chosen_sites), output)
        case Format.CSV:
            answer_data(timeline_csv.render(chosen_sites, DIALECTS[table]), output)
        case Format.XLSX:
            from hpplan.checks.run import inspect
            from hpplan.views import plan_workbook

            noted = [*([] if plan is None else shown.findings), *inspect(known)]
            answer_bytes(plan_workbook.render(known, shown.plan, chosen_sites, noted), output)
        case Format.MERMAID:
            answer_data(mermaid_gantt.render(chosen_sites), output)
        case Format.SVG:
            from hpplan.views.pictures.gantt import gantt

            answer_data(gantt(chosen_sites).document(), output)
        case Format.GEOJSON:
            from hpplan.analysis.site_map import site_map
            from hpplan.views import site_map_geojson

            answer_data(site_map_geojson.render(site_map(known, chosen_sites)), output)
        case _:
            read = charts_of(timeline_view.document(chosen_sites), chosen, no_chart=no_chart)
            answer_document(read, chosen, output, colour)
    say_briefly(shown.worse_than_info)
