"""`hpplan graph`: which sites wait for which."""

from hpplan.cli.data_directory import situation, the_folder
from hpplan.cli.formats import GRAPHS, AsGraph, Format, format_of
from hpplan.cli.help_text import help_text
from hpplan.cli.options import AsOf, Colour, Data, Directory, Output, WhenColour
from hpplan.cli.output import answer_data, answer_document
from hpplan.cli.reply import reply_to

HELP = help_text(
    "Show who waits for whom, and the longest chain.",
    {
        "hpplan graph": "as a list, with the rule of each",
        "hpplan graph --as-of 2022-04-04": "by the rules of that spring",
        "hpplan graph --format mermaid": "for a pull request or a wiki",
        "hpplan graph --output waits.gv": "for Graphviz",
        "hpplan graph --output waits.graphml": "for a graph editor",
        "hpplan graph --output waits.svg": "a picture",
    },
    "An arrow leads from who goes first to who still waits, by the hard rules in force. Nodes are "
    "sites, by their ids. Sites of one group share a wave. The longest chain is drawn thicker.",
    "Formats: text, json, markdown, mermaid, dot, graphml and svg.",
)


def graph(
    directory: Directory = None,
    data: Data = None,
    as_of: AsOf = None,
    form: AsGraph = None,
    output: Output = None,
    colour: WhenColour = Colour.AUTO,
) -> None:
    chosen = format_of(form, output, GRAPHS)
    known = situation(the_folder(directory, data), as_of, reply_to(form, output, colour))

    from hpplan.analysis.waiting import waiting_graph
    from hpplan.views import waiting as view
    from hpplan.views import waiting_json
    from hpplan.views.formats import graphs

    found = waiting_graph(known)
    match chosen:
        case Format.JSON:
            answer_data(waiting_json.render(found), output)
        case Format.MERMAID:
            answer_data(graphs.mermaid(found), output)
        case Format.DOT:
            answer_data(graphs.dot(found), output)
        case Format.GRAPHML:
            answer_data(graphs.graphml(found), output)
        case Format.SVG:
            from hpplan.views.pictures.graph import graph_picture

            slots = known.snapshot.wave_ids
            answer_data(graph_picture(found, slots).document(), output)
        case _:
            answer_document(view.document(found), chosen, output, colour)
