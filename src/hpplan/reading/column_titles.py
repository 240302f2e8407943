"""The titles of tables that people read and edit, in the language in force; and the meaning of a
title in whatever language.
"""

from collections.abc import Mapping
from functools import cache

from hpplan.language import Language, _, pgettext, speaking


def sheet_names() -> Mapping[str, str]:
    """The names of the sheets of a plan, by their English names."""
    return {
        "plan": pgettext("sheet", "plan"),
        "timeline": pgettext("sheet", "timeline"),
        "load": pgettext("sheet", "load"),
        "coverage": pgettext("sheet", "coverage"),
        "findings": pgettext("sheet", "findings"),
    }


def column_titles() -> Mapping[str, str]:
    """The titles of columns, by their English titles, which CSV has too."""
    return {
        "site": pgettext("column", "site"),
        "name": pgettext("column", "name"),
        "kind": pgettext("column", "kind"),
        "wave": pgettext("column", "wave"),
        "label": pgettext("column", "label"),
        "go_live": pgettext("column", "go_live"),
        "from": pgettext("column", "from"),
        "to": pgettext("column", "to"),
        "status": pgettext("column", "status"),
        "firm": pgettext("column", "firm"),
        "moved_from": pgettext("column", "moved_from"),
        "reason": pgettext("column", "reason"),
        "chosen": pgettext("column", "chosen"),
        "decide_by": pgettext("column", "decide_by"),
        "rule": pgettext("column", "rule"),
        "measure": pgettext("column", "measure"),
        "max": pgettext("column", "max"),
        "load": pgettext("column", "load"),
        "percent": pgettext("column", "percent"),
        "when": pgettext("column", "when"),
        "step": pgettext("column", "step"),
        "counted": pgettext("column", "counted"),
        "sites": pgettext("column", "sites"),
        "amount": pgettext("column", "amount"),
        "of": pgettext("column", "of"),
        "severity": pgettext("column", "severity"),
        "code": pgettext("column", "code"),
        "message": pgettext("column", "message"),
        "hint": pgettext("column", "hint"),
        "file": pgettext("column", "file"),
        "line": pgettext("column", "line"),
        "column": pgettext("column", "column"),
    }


@cache
def _meant() -> Mapping[str, str]:
    """The English titles by those of every language, normalised for comparison."""
    found: dict[str, str] = {}
    for language in Language:
        with speaking(language):
            for title, said in column_titles().items():
                found.setdefault(said.casefold(), title)
    return found


def column_meant(title: str) -> str:
    """The English title for this one; a title that is in no catalogue is returned unchanged."""
    plain = title.strip().casefold()
    return _meant().get(plain, plain)


@cache
def plan_sheets() -> frozenset[str]:
    """The names that the sheet of a plan has in any language."""
    names = set[str]()
    for language in Language:
        with speaking(language):
            names.add(sheet_names()["plan"])
    return frozenset(names)


def yes_or_no(said: bool) -> str:  # a cell
    """The word in a cell for true or false."""
    return _("yes") if said else _("no")


@cache
def affirmative() -> frozenset[str]:
    """The words for yes in any language."""
    words = set[str]()
    for language in Language:
        with speaking(language):
            words.add(_("yes"))
    return frozenset(words)
