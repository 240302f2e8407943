"""`hpplan schema`: the JSON Schema of the data files."""

from hpplan.cli.options import Output, WhichSchema, ends_in, help_text
from hpplan.cli.output import answer_data

HELP = help_text(
    "Print the JSON Schema of the data files, for editors.",
    {
        "hpplan schema": "of a file that may have every section",
        "hpplan schema municipalities": "of a file that says who",
        "hpplan schema waves": "of a file that says when, and the rules",
        "hpplan schema -o schema.json": "into a file",
    },
    "Name the file in the first line of a data file, and an editor with a YAML language server "
    "completes keys, shows what they mean and underlines faults: "
    "# yaml-language-server: $schema=schema.json",
    "It is JSON Schema 2020-12. What it refuses, hpplan check refuses too; names that do not "
    "exist, and all that needs more than one value, only hpplan check sees.",
)


def schema(part: WhichSchema = None, output: Output = None) -> None:
    from hpplan.schema import Part, render

    ends_in(output, (".json",))
    answer_data(render(None if part is None else Part(part.value)), output)
