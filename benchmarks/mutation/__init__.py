"""Single faults planted in the real data, each with the code, place and suggestion it calls for."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from mutation.base import DATA, Corpus, Mutant
from mutation.dates import (
    calendars,
    disagreeing_dates,
    holidays,
    new_waves,
    taken_numbers,
    times_in_force,
    wave_order,
    weekdays,
)
from mutation.files import (
    aliases,
    braces,
    colons,
    commas,
    control_characters,
    crooked,
    dashes,
    documents,
    glued_keys,
    hard_blanks,
    latin_1,
    merge_keys,
    open_braces,
    open_quotes,
    same_keys,
    tabs,
    tags,
)
from mutation.harmless import harmless
from mutation.names import (
    empty_selectors,
    look_alikes,
    measures,
    misspelt_names,
    names_of_nothing,
    norwegian,
    other_case,
    taken_ids,
    twin_ids,
    unused,
)
from mutation.schema import (
    bad_dates,
    bad_durations,
    bare_numbers,
    incomplete,
    keys_of_nothing,
    missing_keys,
    misspelt_keys,
    misspelt_sections,
    unknown_kinds,
    wrong_choices,
    wrong_types,
)
from mutation.statements import (
    assumptions,
    backwards,
    bare_fields,
    blackouts,
    caps,
    contradictions,
    cycles,
    late_councils,
    live_and_dropped,
    lost_waves,
    missing_sizes,
    pins,
    pins_and_windows,
    plan_files,
    registers,
    too_early,
    unreported,
    wave_not_yet,
    without_date,
    without_source,
    wrong_figures,
)

Kind = Callable[[Corpus, int], Iterator[Mutant]]
"""Makes up to so many mutants with faults of one kind."""

PLANTED: Final[tuple[Kind, ...]] = (
    *(tabs, open_braces, open_quotes, glued_keys, same_keys, colons, control_characters, latin_1),
    *(documents, aliases, tags, merge_keys, crooked, commas, braces, hard_blanks, dashes),
    *(misspelt_keys, misspelt_sections, keys_of_nothing, missing_keys, wrong_types, bare_numbers),
    *(wrong_choices, bad_dates, bad_durations, incomplete, unknown_kinds),
    *(misspelt_names, norwegian, look_alikes, other_case, names_of_nothing, measures, taken_ids),
    *(empty_selectors, unused, twin_ids, times_in_force, taken_numbers),
    *(weekdays, holidays, wave_order, new_waves, calendars, disagreeing_dates),
    *(cycles, contradictions, lost_waves, unreported, live_and_dropped, backwards, too_early),
    *(wave_not_yet, late_councils, without_source, without_date, registers, bare_fields),
    *(assumptions, plan_files, blackouts, caps, pins),
    *(pins_and_windows, missing_sizes, wrong_figures),
)
"""Every kind of fault, by code."""


def corpus(number: int, seeded: int, folder: Path = DATA) -> list[Mutant]:
    """Up to so many mutants of each kind, and as many of each harmless kind."""
    real = Corpus.of(folder, seeded)
    made = [mutant for kind in PLANTED for mutant in kind(real, number)]
    return [*made, *harmless(real, number)]
