"""`hpplan completion`: the script for completing a command line in a shell."""

from enum import StrEnum
from typing import Annotated, Final

import typer

from hpplan.cli import ASKED_BY_SHELL
from hpplan.cli.given_values import one_of
from hpplan.cli.help_text import help_text
from hpplan.cli.output import answer_data

HELP = help_text(
    "Print what finishes commands, options and ids in a shell.",
    {
        "hpplan completion bash": 'in ~/.bashrc: eval "$(hpplan completion bash)"',
        "hpplan completion zsh": "in ~/.zshrc, behind compinit, in the same way",
        "hpplan completion fish": "in config.fish: hpplan completion fish | source",
    },
    "Sites and waves are those of ./data, or of the folder that the line names. Nothing is "
    "written, and data with faults are passed over in silence.",
)


class Shell(StrEnum):
    """The shells with completion."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


# Bash cuts words at `=` and `:`, so the whole line is given. No candidate is evaluated by a shell.
_BASH: Final = f"""\
_hpplan_completion() {{
    COMPREPLY=()
    local found
    while IFS= read -r found; do
        [[ -n $found ]] && COMPREPLY+=("$found")
    done < <({ASKED_BY_SHELL}=bash hpplan "${{COMP_LINE:0:COMP_POINT}}" 2>/dev/null)
    [[ ${{#COMPREPLY[@]}} -eq 1 && ${{COMPREPLY[0]}} == *= ]] && compopt -o nospace
    return 0
}}
complete -o bashdefault -o default -F _hpplan_completion hpplan
"""
_ZSH: Final = f"""\
#compdef hpplan
_hpplan_completion() {{
    local -a found
    found=(${{(f)"$({ASKED_BY_SHELL}=zsh hpplan "${{(@)words[2,CURRENT]}}" 2>/dev/null)"}})
    if (( ${{#found}} )); then
        compadd -S '' -- ${{(M)found:#*=}}
        compadd -- ${{found:#*=}}
    else
        _files
    fi
}}
compdef _hpplan_completion hpplan
"""
_FISH: Final = f"""\
function __hpplan_completion
    set -l words (commandline -opc) (commandline -ct)
    set -l found ({ASKED_BY_SHELL}=fish hpplan $words[2..-1] 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c hpplan -f -a '(__hpplan_completion)'
"""
_SCRIPTS: Final = {Shell.BASH: _BASH, Shell.ZSH: _ZSH, Shell.FISH: _FISH}


def completion(
    shell: Annotated[
        Shell,
        typer.Argument(
            parser=one_of(Shell),
            metavar="SHELL",
            help="The shell that is to finish words: bash, zsh or fish.",
            show_default=False,
        ),
    ],
) -> None:
    answer_data(_SCRIPTS[shell])
