"""`hpplan map`: the positions of the sites, and their waves."""

from typing import Annotated

import typer

from hpplan.cli.data_directory import the_folder
from hpplan.cli.formats import MAPS, AsMap, Format, NoChart, format_of, only_in_words
from hpplan.cli.help_text import help_text
from hpplan.cli.language import Lang, speak_as_asked
from hpplan.cli.options import AsOf, Colour, Data, Directory, Output, ShownPlan, WhenColour
from hpplan.cli.output import answer_data, answer_document, say_briefly
from hpplan.cli.plan_files import shown_plan
from hpplan.cli.reply import reply_to

HELP = help_text(
    "Show who goes with which wave, as a map.",
    {
        "hpplan map --output map.svg": "the current plan",
        "hpplan map --tiles --output map.svg": "equal tiles",
        "hpplan map --plan plan.json -o map.svg": "a plan of 'hpplan assign'",
        "hpplan map --as-of 2022-04-04": "that spring, as text",
        "hpplan map --output sites.geojson": "for a map of your own",
    },
    "A picture has the borders that the programme's 'map' names, and tiles where it names none; "
    "a site without a border is a point. Without --plan this is the current plan. "
    "Formats: text, markdown, svg and geojson.",
)


def map(  # noqa: A001  # the command's name
    directory: Directory = None,
    data: Data = None,
    as_of: AsOf = None,
    plan: ShownPlan = None,
    tiles: Annotated[
        bool, typer.Option("--tiles", help="Draw a tile for each site, not its borders.")
    ] = False,
    form: AsMap = None,
    no_chart: NoChart = False,
    output: Output = None,
    lang: Lang = None,
    colour: WhenColour = Colour.AUTO,
) -> None:
    from hpplan.analysis.site_map import site_map
    from hpplan.analysis.timeline import timeline

    chosen = format_of(form, output, MAPS)
    if tiles and chosen is Format.GEOJSON:
        message = "it applies to pictures and text, and the format is geojson"
        raise typer.BadParameter(message, param_hint="--tiles")
    only_in_words(chosen, no_chart=no_chart)
    reply, folder = reply_to(form, output, colour), the_folder(directory, data)
    shown = shown_plan(plan, folder, as_of, reply, lambda of: speak_as_asked(lang, of, chosen))
    known = shown.situation
    found = site_map(known, timeline(known, shown.plan))
    match chosen:
        case Format.SVG:
            from hpplan.views.pictures.map import map_picture

            answer_data(map_picture(found, tiles=tiles).document(), output)
        case Format.GEOJSON:
            from hpplan.views import site_map_geojson

            answer_data(site_map_geojson.render(found), output)
        case _:
            from hpplan.views import site_map as view

            answer_document(view.document(found, tiles=not no_chart), chosen, output, colour)
    unusable = [each for each in known.programme.findings if each.code == "HP112"]
    say_briefly([*unusable, *shown.worse_than_info])
