"""`--baseline FILE` and `--write-baseline FILE`: old debts, kept in a file beside the data."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from hpplan.cli.output import say
from hpplan.cli.output_file import an_output, write
from hpplan.text import literal

if TYPE_CHECKING:
    from hpplan.diagnostics.baseline import Baseline
    from hpplan.diagnostics.finding import Finding

OPTION, WRITE = "--baseline", "--write-baseline"
OF_BASELINE: Final = (".json",)
"""How a baseline file ends."""

BaselineFile = Annotated[
    Path | None,
    typer.Option(
        OPTION,
        metavar="FILE",
        help="Leave out the findings that this file knows of; --write-baseline makes it.",
        show_default=False,
    ),
]
NewBaseline = Annotated[
    Path | None,
    typer.Option(
        WRITE,
        metavar="FILE",
        callback=an_output,
        help="Write all findings of now to this file, to be left out from now on.",
        show_default=False,
    ),
]


def read_baseline(path: Path | None) -> "Baseline | None":
    """The debts of the file; one that cannot be read is wrong usage."""
    if path is None:
        return None
    from hpplan.diagnostics.baseline import read

    shown = literal(str(path))
    try:
        baseline = read(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or "it is not text"
        message = f"'{shown}' cannot be read: {why.lower()}"
        raise typer.BadParameter(message, param_hint=OPTION) from None
    if baseline is None:
        message = f"'{shown}' is no baseline; --write-baseline {shown} makes one"
        raise typer.BadParameter(message, param_hint=OPTION)
    return baseline


def without_debts(
    findings: "Sequence[Finding]", baseline: "Baseline | None"
) -> "Sequence[Finding]":
    """The findings that the baseline does not know of; says how many of its debts are paid."""
    if baseline is None:
        return findings
    if paid := baseline.paid(findings):
        say(
            f"{paid} finding{'s' * (paid > 1)} of the baseline {'are' if paid > 1 else 'is'} "
            "found no more: write it again with --write-baseline"
        )
    return baseline.new(findings)


def write_baseline(findings: "Sequence[Finding]", path: Path | None) -> None:
    """Note the findings as known of, if a file is given for that."""
    if path is None:
        return
    from hpplan.diagnostics.baseline import Baseline

    write(path, Baseline.of(findings).text(), WRITE)
    say(f"wrote {literal(str(path))}: {len(findings)} known of from now on")
