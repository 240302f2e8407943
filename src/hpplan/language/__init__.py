"""Languages: which one is in force, and the sentences in it.

A sentence is written in English where it is made, and looked up there. Nothing is translated when a
module is imported, and in English no catalogue is loaded.
"""

from hpplan.language.in_force import Language, in_force, speak, speaking
from hpplan.language.numbers import decimal, grouped
from hpplan.language.worded import Wording, worded
from hpplan.language.words import _, marked, pgettext, plural

__all__ = [
    "Language",
    "Wording",
    "_",
    "decimal",
    "grouped",
    "in_force",
    "marked",
    "pgettext",
    "plural",
    "speak",
    "speaking",
    "worded",
]
