"""How CP-SAT is driven: every engine parameter and tuning constant of solving and conflicts.

Nothing else in these rooms states a number of its own. Each entry says what it is for and, as a
comment, what was measured; "chosen" stands where no measurement is on record. Effort is counted in
the engine's deterministic seconds, so that equal data gives equal plans. What a change of them does
is shown by `benchmarks/scale.py` (69 to 100,000 sites), `benchmarks/instances.py` (line balancing,
bin packing, colouring) and `benchmarks/conflicts.py`.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from hpplan.language import marked

SolverParameters = Mapping[str, Any]
"""Parameters of the engine, by its own names for them."""

# --- effort ------------------------------------------------------------------------------------

# 70 sites: 200 to 500 conflicts a second of effort. Five sites of up to 10^12 inhabitants, peak:
# 10,000 in less than a tenth of one, and no end.
CONFLICTS_OF_EFFORT: Final = 2_000
LEAST_CONFLICTS: Final = 200  # chosen
EFFORT: Final = "max_deterministic_time"
LEAST_EFFORT: Final = 1e-6  # chosen: none at all would be no limit
# 70 sites: 13,000 literals; a question takes 0.2 s of a processor, and nearly none of the engine's.
GRACE: Final = 1.0  # chosen: of the 2 s and a tenth by which a command may overrun its limit
"""By how many seconds something may exceed its limit that is of no use half made."""
# 10,000 sites: 3.7 million literals, handed over in 4 s and taken in by the engine in 2.
SECONDS_OF_HANDING_OVER: Final = 2e-6
MOST_HANDED_OVER: Final = 12_000_000  # chosen: 1 GiB in the engine
"""A model is searched as a whole if its size leaves time for it, and if it has no more literals
than this.
"""
# 10,000 sites: 2.3 s of a processor for reasons, verifying and the file; 100,000: 29 s.
AFTERWARDS: Final = 3e-4
"""Seconds kept, for each site, to say why sites are where they are, to verify the plan and to write
it. Where the limit is no longer than that, there is no time for a plan.
"""
# 10,000 sites: 1.3 s of a processor for a plan as JSON without reasons for its moves.
NEVER_CUT_SHORT: Final = 1 / 2
"""How much of that it takes even where the time for reasons is over."""
# 2,000 and 10,000 sites, 300,000 to 4.6 million literals: 1.7 to 2.5 on a processor by itself.
SECONDS_OF_MAKING: Final = 2.5e-6
"""Seconds to build a model, for each literal in it, on an otherwise idle processor."""
SLOWEST: Final = 8.0  # chosen
"""A machine is assumed to be slower than that by at most this factor."""
OFTEN: Final = 1_000  # chosen: some hundredths of a second
"""How many constraints are processed between two looks at the clock."""
EFFORT_OF_ENCODING: Final = 1.2e-5
EFFORT_OF_HANDING_OVER: Final = 2e-7  # chosen
"""Effort to build and hand over a model, for each literal in it: seconds of a processor,
roughly.
"""


def within(effort: float) -> SolverParameters:
    """Parameters that end a search after this many of the engine's deterministic seconds; and after
    a number of conflicts that only a search reaches in which the bound of huge values rises by one
    conflict after the other, which hardly counts as effort.
    """
    return {
        EFFORT: effort,
        "max_number_of_conflicts": max(LEAST_CONFLICTS, round(CONFLICTS_OF_EFFORT * effort)),
    }


# --- parameter sets of the engine -------------------------------------------------------------

UNSOUND: Final[SolverParameters] = {
    # https://github.com/google/or-tools/issues/5293: while it drops enforcement literals, presolve
    # adds 64-bit coefficients in 32 bits, and certifies a wrong optimum.
    "presolve_inclusion_work_limit": 0,
    # Not reported yet: from 2^31 on, where one of several sums is the least, wrong optima are
    # certified and possible models called infeasible. tests/solving/test_proofs.py has such a case.
    "auto_detect_greater_than_at_least_one_of": False,
}
"""Parameters with which the pinned engine gives wrong proofs by default, at values that switch the
faulty part off, each with its public report, if there is one. Nothing overrides them.
"""
UNGUIDED: Final[SolverParameters] = {}
"""The engine's own choice, where no quantities are weighed against each other: a relaxation would
say that half of each of two sites fits beside half of the other.
"""
# 357 sites in 16 waves: population-weighted earliness proved in 7 s; without it a gap of half.
RELAXING: Final[SolverParameters] = {"linearization_level": 2}
"""The full linear relaxation carries the bound of goals that weigh, and of those limited by
capacities.
"""
# 357 sites: three goals that count proved in 10 s; by default parameters none of them in 7 s, and
# with cores beside the default relaxation none in 5 s.
BY_CORES: Final[SolverParameters] = {"optimize_with_core": True, "linearization_level": 0}
"""Cores prove goals that count where nearly everything can be had, without a relaxation."""
# Five sites of up to 10^12 inhabitants, peak: 0.01 s; by cores 1 s, by the relaxation without end.
BY_TREE: Final[SolverParameters] = {"optimize_with_lb_tree_search": True, "linearization_level": 2}
"""A search for the lower bound proves goals of huge values, which other methods approach step by
step; cores there exceed any limit of effort.
"""
LIGHT: Final[SolverParameters] = {"cp_model_probing_level": 0, "symmetry_level": 0}
"""For large models: presolve without the parts that take longer than the search."""
# 2,000 sites: a plan with everybody placed in 2.5 s; 11 s with presolve, however light.
BARE: Final[SolverParameters] = {"cp_model_presolve": False, "linearization_level": 0}
"""For large models, and for questions that are answered at once: search without presolve."""
BARE_CORES: Final[SolverParameters] = {**BARE, **BY_CORES}
LIGHT_CORES: Final[SolverParameters] = {**LIGHT, **BY_CORES}
LIGHT_RELAXING: Final[SolverParameters] = {**LIGHT, **RELAXING}

# --- the size of a model ----------------------------------------------------------------------

# 357 sites have some 4,500 variables, 2,000 some 36,000: presolve pays for the first only.
LARGE: Final = 10_000
"""From this many variables on, presolve is reduced, and neighbourhoods come first."""
# 10,000 sites have some 300,000: a search for the best of all of them places fewer than greedily.
VERY_LARGE: Final = 100_000
"""From this many variables on, most searches of the whole find nothing, and the full linear
relaxation takes more memory than it is worth.
"""
# Slacks of 3 million each: one search by cores went on for minutes, whatever its limit of effort.
HUGE: Final = 100_000  # chosen
"""A goal counts as huge where its values may lie so far apart."""
SMALL: Final = 10  # chosen
"""A goal counts if all its coefficients are at most this; groups of sites make them more
than one.
"""

# --- search of the whole ----------------------------------------------------------------------

# Settles most small plans in half the time that presolve takes.
GLANCE: Final = 0.03
"""How long a small model is searched by its relaxation before it is presolved: presolve takes
longer than many a search.
"""
# 357 sites with one of them in another wave: participation, moves and cohesion proved in 0.05 to
# 0.2 s each, by the relaxation after presolve in 0.2 to 2 s. 70 sites have some 600 variables.
MEDIUM: Final = 2_000
"""From this many variables on, presolve takes longer than most searches without it: those are tried
first.
"""
WITHOUT_PRESOLVE: Final = 0.5  # chosen
"""How long a medium model is searched without presolve, before it is searched with it."""
FIRST_TURN: Final = 2.0  # chosen
"""How long each parameter set may search before the next one gets its turn, for a small model."""
TURN_GROWTH: Final = 4  # chosen
"""By what factor each round of turns is longer than the one before."""
PLACING_TURNS: Final = 2  # chosen
"""How many turns each parameter set has to place everybody, where a known plan leaves
somebody out.
"""
FIRST_LOOK: Final = 10.0  # chosen
"""How long a goal that weighs is searched as a whole before neighbourhoods are tried, where the
model is small.
"""
# 2,000 sites: least moves proved in 2 s of a processor.
FIRST_TURN_LARGE: Final = 10.0
"""How long the whole of a large model is searched before annealing, for goals that count where
groups are.
"""
FIRST_TURN_VERY_LARGE: Final = 1.0  # chosen
"""How long the whole of a very large model is searched the first time, for goals that count."""
# 10,000 sites: least moves at 229 or more, where cores come to 121 by the whole.
PART_EFFORT: Final = 5.0  # chosen
"""How long a part of a model is searched for its own least cost."""
MOVED_ASIDE: Final = 40, 120  # chosen
"""How many others are set free with a part that costs more than it needs to, in
successive tries.
"""
AT_PART_EFFORT: Final = 0.5  # chosen
"""How long such a try may take."""
USEFUL: Final = 0.1  # chosen
"""The fraction of the gap that a search of the whole has to close for a longer one to be
worthwhile.
"""

# --- a first plan by chains -------------------------------------------------------------------


class Chains(NamedTuple):
    """How far others may be moved so that a group can be placed: in chains of some length, found in
    a number of attempts; with `keep_wanted`, no group leaves the place where it is wanted.
    """

    looks: int
    longest: int
    keep_wanted: bool = True


INSERTING_AMONG: Final = 4 / 3  # chosen: the rest is for what is left to be done with any plan
"""The first plan of a large model has one in this many shares of the time."""
# 10,000 sites, of which 6,079 are wanted somewhere: 2 and 3 s leave 251 of them elsewhere; greedily
# it was 1,336.
CHAINS_FOR_THE_WANTED: Final = Chains(60, 3), Chains(200, 3)
# 10,000 sites: 77 left over after the first, 39 after the second, 19 after the third; 8 s.
CHAINS: Final = Chains(200, 2), Chains(300, 2, keep_wanted=False), Chains(1_000, 3, False)
CHAIN_WIDTH: Final = 4  # chosen
"""How many beginnings of a chain are followed, those that break least."""
CHAIN_CANDIDATES: Final = 10  # chosen
"""How many of those in a full wave are tried as the ones to give way."""
MANY_VARIABLES: Final = 200  # chosen
"""A constraint on more variables concerns the capacity of a wave; one on fewer, how
groups relate.
"""
# 10,000 sites: the last 19 in 5 s.
PLACING_NEIGHBOURHOODS: Final = (2, 50, 0.2), (3, 100, 0.5), (4, 200, 1.0), (6, 400, 2.0)
"""Steps, others, effort: groups left over are set free with those up to this many steps away, by
waits and the like, and with others, for this effort.
"""

# --- a plan without a model ----------------------------------------------------------------------

MOST_MODELLED: Final = 1_000_000  # chosen: 1.2 GiB
"""With more choices of a group and a wave than this, no model is made."""
DIRECT_STEPS: Final = 2  # chosen
"""How many others are moved at most so that a group can be placed."""
DIRECT_LOOKS: Final = 300  # chosen
"""How often it is tried to move others for a group."""
DIRECT_CANDIDATES: Final = 30  # chosen
"""How many of those in a full wave are tried as the ones to leave it."""
SETTLING: Final = (50, True), (50, False), (500, False)
"""How many groups may be moved so that one left over can be placed, and whether those that are
wanted where they are stay there.
"""
SETTLING_THE_WANTED: Final = 30
"""How many groups may be moved so that one is where it is wanted."""
WANTED_THERE: Final = 4  # chosen
"""How many times a group is spared that is where it is wanted, before it is moved."""
DIRECT_ROUNDS: Final = 12  # chosen
"""How often sites are left out of such a plan at most, until it breaks no rule."""

# --- annealing --------------------------------------------------------------------------------

# 2,000 sites, cohesion: from 1118 to 614 in 3 s, to 609 in 9 s; by neighbourhoods to 635 in 20 s.
ANNEALING_STEPS: Final = 100
"""How many steps are tried for each group that may move."""
# 2,000 sites, 3.5 s: 623 from 0.2 to 0.05 or 0.1, 626 from 0.12 to 0.03.
HOTTEST: Final = 0.18
COLDEST: Final = 0.06
"""A step that worsens the goal by the typical difference is accepted with probability
e^(-1/temperature): the temperature falls from the first to the second.
"""
# 2,000 sites: no difference within 0 to 0.3; 628 instead of 623 at 1.
CONCENTRATION: Final = 0.3
"""The cost of a helper grows by this fraction as more and more groups need it, so that it is better
to leave one that few need.
"""
SECOND_TRIES: Final = 3  # chosen
"""How many others are tried as companions of a group that breaks something."""
EFFORT_OF_A_STEP: Final = 4e-5
"""Effort of a step: seconds of a processor, roughly."""
STEPS_OF_THE_WANTED: Final = 8  # chosen
"""One step in this many moves a group that is wanted elsewhere, if there are any."""

# --- dual ascent ------------------------------------------------------------------------------

# 2,000 and 10,000 sites, cohesion: 587 and 3033 in 0.1 and 0.4 s where a move has the price of a
# split, 569 and 2917 where it has that of two.
DEARER_HOLDS: Final = 3  # chosen
"""The price of each earlier goal is doubled at most this often."""

# --- linear relaxation ------------------------------------------------------------------------


class LinearMethod(NamedTuple):
    """How a linear programme is solved: by which part of the engine, with which of its parameters,
    and whether without constraints on many variables, which take longest.
    """

    name: str
    engine: str
    parameters: str = ""
    without_many: bool = False


# 2,000 sites, cohesion: 608 in 1.8 s; in 3.7 s with what waves hold, by the simplex in 27 s.
FEW_BY_GRADIENT: Final = LinearMethod(
    "pdlp",
    "PDLP_LINEAR_PROGRAMMING",
    "termination_criteria { simple_optimality_criteria {"
    " eps_optimal_absolute: 1e-3 eps_optimal_relative: 1e-4 } }",
    without_many=True,
)
"""For goals that count: the bound is accurate to a fraction of one."""
# 2,000 sites, earliest: 98 % of the value in 9.5 s, where the simplex comes to nothing in 40.
BY_GRADIENT: Final = LinearMethod(
    "pdlp", "PDLP_LINEAR_PROGRAMMING", "presolve_options { use_glop: true }"
)
"""For goals that weigh: there is a bound whenever it is stopped."""
# 2,000 sites, seed 2, cohesion: 401 in 1.5 s, the gradient in 15; without what waves hold 400.
BY_SIMPLEX: Final = LinearMethod("glop", "GLOP_LINEAR_PROGRAMMING")
"""Where few choices are left, as when the goals before are proved."""
# 2,000 sites: 90,000 literals left in 0.6 s, 157,000 in 1.5 s, all 307,000 in 15 s.
MOST_BY_SIMPLEX: Final = 170_000
"""How many literals of a model may be left for that."""
RELAXING_AMONG: Final = 3  # chosen
"""The relaxation has one in this many shares of the time for a goal."""
# 10,000 sites, 2.4 million literals: 760 MiB more than the search, 1.3 GiB in all; by a sample 60.
MOST_RELAXED: Final = 1_000_000
"""No linear programme is made of a model with more literals than this."""
# 10,000 sites, 300,000 options: `earliest` is at least 90.4 million by this many and by twice as
# many, in 1.7 and 2.3 s; 86.7 by half as many; 29.7 by each group by itself, and 97 in a plan.
SAMPLE: Final = 15_000
"""How many options of a larger model are sampled to estimate the price of room in a wave."""
CORE: Final = 4_000  # chosen
"""How many variables are left open in the first core, those that are cheapest to change."""
CORE_GROWTH: Final = 2  # chosen
"""By what factor a core grows, where smaller ones gain nothing."""
CORE_EFFORT: Final = 2.0  # chosen
"""How long a core is searched."""

# --- large neighbourhood search ---------------------------------------------------------------

STEPS: Final = 100  # chosen
"""How many neighbourhoods are tried before the whole is searched."""
STEPS_AT_LAST: Final = 100 * STEPS  # chosen
"""How many are tried after that in a large model: practically until nothing is gained."""
NEIGHBOURHOOD_EFFORT: Final = 0.2  # chosen
"""How long the search of one neighbourhood may take."""
# chosen; 10,000 sites: 30 groups at once improve three times as much in 4 s as 80.
FIRST_NEIGHBOURHOOD: Final = 20
"""How many groups are set free at once, to begin with."""
SMALLEST_NEIGHBOURHOOD: Final = 10
LARGEST_NEIGHBOURHOOD: Final = 3_000
"""Between these the number of groups follows what it gains."""
PATIENCE: Final = 12  # chosen
"""After this many neighbourhoods of each operator without a gain the goal is left as it is."""
NEIGHBOURHOOD_OVERHEAD: Final = 500  # chosen
"""The cost of a neighbourhood beside its search, in free variables."""

# --- a plan near one that was good before -----------------------------------------------------

NEARBY: Final[SolverParameters] = {**BARE, **within(0.5)}  # chosen
"""Each try is either small, or leaves the work to the next one."""
FEW_GROUPS: Final = 4  # chosen
"""A constraint on at most this many groups says how they relate, in whichever waves they are."""
WAVES_AROUND: Final = (0, 1, 3)  # chosen
"""How many waves before and after those concerned are set free, in successive tries."""

# --- futures ----------------------------------------------------------------------------------

# 70 sites: 0.02 to 0.05 s for a goal.
REPLANNING: Final[SolverParameters] = {**RELAXING, **within(2.0)}
"""A plan after an event is near the one before it."""
REPLANNING_AT_LAST: Final[SolverParameters] = within(60.0)  # chosen
"""The effort spent looking for any plan at all, where none is found at once."""
SITES_AT_ONCE: Final = 6  # chosen: eight waves make weights of some 500,000
"""For how many sites at once a choice is made among equally good plans."""
UNHURRIED: Final = 1e6
"""Seconds that are practically no limit: the work is limited instead."""

# --- days -------------------------------------------------------------------------------------

PLACING_SHARE: Final = 0.75  # chosen
"""The share of the time that placements have at most, before days are chosen for them."""
# 357 sites: days for placements that are fixed show in a tenth of the time that presolve takes; 70
# sites with any weekday: in as much.
FIRST_LOOK_AT_DAYS: Final = 0.15
"""How long any days are looked for without presolve."""
# 357 sites: the days of `earliest` proved in 5 s; in 10 s with the cuts of capacities.
WITHOUT_CUTS: Final[SolverParameters] = {"cut_level": 0}
"""For goals of days: their constraints are linear already."""
# 70 sites: any days in 0.03 instead of 0.1 s.
# 357 sites, a goal that counts, without presolve: 0.03 to 0.15 instead of 0.12 to 0.25 s.
NO_SYMMETRY: Final[SolverParameters] = {"symmetry_level": 0}
"""No two days of a calendar are alike, and looking for symmetry takes longer than finding some
days; so it does where a model is not presolved.
"""
# 70 sites, 10 waves, five seeds: days proved in 4.7 s in all; in 6.2 s with all of presolve.
QUICKLY_PRESOLVED: Final[SolverParameters] = {**LIGHT, **WITHOUT_CUTS}
"""For searches by goals of days: probing and symmetries take longer than the search itself."""
# 70 sites: proved in 0.1 to 0.5 s, with any weekday in 0.3 to 4 s; the goal after it then in 0.1 s
# instead of 0.3 to 4 s, by placements alone.
NO_EARLIER: Final[SolverParameters] = within(4.0)
"""The effort spent on whether a wave could go live earlier."""
# 70 sites: a rhythm that can be kept is found in 0.1 to 0.2 s.
CORES_OF_DAYS: Final = 20_000
"""How many variables give a goal that counts days one unit of effort with cores."""
LEAST_CHOOSING: Final = 1.0  # chosen
"""How many seconds days are looked for at least, however late placements were found."""

# 70 sites, 10 waves: five facts in the second turn, none in the first.
CORE_TURNS: Final = 2
"""How often a core of facts about days is looked for, each time longer."""
WIDENING: Final = 366  # chosen
"""How many days outside its period a wave may go live, in the model that explains why there are no
days.
"""

# --- second opinion ---------------------------------------------------------------------------

SECOND_SEED: Final = 20_230_704
SECOND_OPINION_SHARE: Final = 0.5  # chosen
"""The second opinion's share of the time limit."""
FIRST_TURN_SECOND_OPINION: Final = 2.0  # chosen
"""How long each method may search before the next one gets its turn."""
RELAXATION: Final = marked("linear relaxation")
CORES: Final = marked("unsatisfiable cores")
TREE: Final = marked("tree search for the lower bound")
METHODS: Final[Mapping[str, SolverParameters]] = {
    RELAXATION: RELAXING,
    CORES: BY_CORES,
    TREE: BY_TREE,
}
"""The methods of a second proof, by the names used in reports."""

# --- interchangeable waves and packing --------------------------------------------------------

CLIQUE_STARTS: Final = 30  # chosen
"""From how many sites a clique is grown, those that fit with the fewest others."""
CLIQUE_GROUPS: Final = 2_000  # chosen
"""With more groups than this, comparing every pair takes longer than it can save."""
PACKING_ROUNDS: Final = 50  # chosen
"""How often some bins are packed again, for each item."""
PACKING_OPENED: Final = 8, 16  # chosen
"""How many bins are packed again beside the emptiest: between these."""
PACKING_EFFORT: Final = 2**28  # chosen
"""A limit on packing where rooms or items are many, in items times room: some seconds."""

# --- conflicts --------------------------------------------------------------------------------

# 357 sites: 45 ms instead of 90 for any plan; symmetries are looked for even without presolve.
AT_ONCE: Final[SolverParameters] = {**BARE, **NO_SYMMETRY}
"""For many successive questions about a model, most of which are answered at once."""
AT_ONCE_BY_CORES: Final[SolverParameters] = {**BARE_CORES, **NO_SYMMETRY}
# An unsatisfiable core without presolve: 4 to 14 times as fast at 70 and 357 sites.
CONFLICT_PARAMETERS: Final[tuple[SolverParameters, ...]] = AT_ONCE, RELAXING
"""Most conflicts are found at once without presolve; those of many sites for too few places only by
the linear relaxation.
"""
# 70 sites, ten waves of nine days, a site pinned to each: 24 s for 38 facts that are needed, with
# the bare search first 33 s for 40.
DAY_CONFLICT_PARAMETERS: Final[tuple[SolverParameters, ...]] = LIGHT, AT_ONCE
"""Those of days are found once presolve has removed the days that no fact allows."""
RELAXATION_PARAMETERS: Final[tuple[SolverParameters, ...]] = AT_ONCE_BY_CORES, RELAXING
"""For finding what is cheapest to leave out."""
# Two sites of 10^11 inhabitants, participation: cores keep to no limit of effort but the time.
HUGE_RELAXATION_PARAMETERS: Final[tuple[SolverParameters, ...]] = BY_TREE, RELAXING
"""For finding by how little huge values have to give."""
FIRST_TURN_CONFLICT: Final = 0.5  # chosen
"""How long a parameter set may search before the other gets its turn."""
CONFLICT_TURNS: Final = 30  # chosen
"""A number of turns that is practically unlimited: the time limit comes first."""
# 357 sites, a conflict of three: 5 ms instead of 50.
FEW_OF_ALL: Final = 4  # chosen
"""A question about at most one in this many sites is put to a model of those alone."""
# 357 sites: 4 to 25 ms instead of 150, by the processor, for eight in ten questions about repairs.
FREE_CHOICES: Final = 24
"""To answer the next question, at most this many choices of a known plan are reopened."""
MAKING_ROOM: Final = 48  # chosen
"""And this many others, where those alone do not suffice: sites that may have to make room."""
FREE_VARIABLES: Final = 4  # chosen
"""And at most one in this many of all variables, helpers included."""
ONE_BY_ONE: Final = 24  # chosen
"""Up to this many facts are left out one by one; of more, halves are tried first, as in
QuickXplain.
"""
CONFLICTS_SHARE: Final = 0.6  # chosen
"""The share of the time that is spent on finding conflicts, at most; the rest is for repairs."""
LEAST_EXPLAINING: Final = 1.0  # chosen
"""How many seconds conflicts are looked for at least, however late it was proved that there is no
plan.
"""

# --- repairs ----------------------------------------------------------------------------------

PRICE_RATIO: Final = 40  # chosen: nobody plans forty of a kind to spare one of the next
"""How many facts decided by less authority cost as much to leave out as one fact."""
SPARE_REPAIRS: Final = 1  # chosen
"""How many more repairs are priced than shown, so that the cheaper ones can be."""
FEWER_MOVES: Final[SolverParameters] = within(0.5)  # chosen
"""The effort spent looking for a plan that moves fewer sites."""
PRICING_SECONDS: Final = 5.0  # chosen
"""How many seconds the best plan that one repair makes possible is looked for at most."""
PRICING_EFFORT: Final = 0.3  # chosen: a proof for 70 sites takes 0.03 to 0.2
"""And the effort at most, so that equal data gives equal prices."""
# 280 sites, 2,300 variables: proved with 0.23 to 0.34 of effort; 357 sites, 2,900: with 0.4 to 0.45
# and 1.2 s of a processor, for each repair.
MOST_PRICED_BY_GOALS: Final = 2_500
"""With more variables than this, a repair is priced by the plan with few moves, without a search
for one that is better by the goals: that search would reach its limit of effort before it found
anything.
"""
REPAIR_COMBINATIONS: Final = 24  # chosen
"""How many combinations of repairs, one of each conflict, are tried until one gives a plan."""
LONGEST_MOVE: Final = 24  # chosen
"""A wave is moved by this many months at most."""

# --- comparisons ------------------------------------------------------------------------------

BASE_AMONG: Final = 2  # chosen
"""The plan as things stand has one in this many shares of the time, before the questions about it:
neither is of any use without the other.
"""
BASE_AMONG_WAVES: Final = 4
"""The same where all waves of a site are asked about in a programme of some size: 357 sites have up
to sixteen of them.
"""
# 357 sites: 0.03 to 0.05 s of a processor for a plan with 30 to 50 moves.
COMPARING: Final = 1.5e-4
"""Seconds kept, for each site, to compare a plan with the one as things stand."""
# 70 sites: 33 that are not firm and 99 questions, 0.2 s of a processor each, spend 18 of it.
EFFORT_OF_A_REPORT: Final = 60.0  # chosen
"""The effort that a report spends on the plan as things stand and on all other questions."""
EFFORT_OF_AN_ALTERNATIVE: Final = 0.5  # chosen
"""With less effort than this a question of a report is hardly answered: fewer are asked then."""
EFFORT_OF_A_LOST_FUTURE: Final = 10.0  # chosen
"""The effort spent at most on why a future has no plan."""
FEW_LEFT_OUT: Final = 5  # chosen
LEFT_OUT_SHARE: Final = 0.05  # 357 sites, 1.5 s: one placed with a pin, 354 without
"""A plan that leaves out more sites than the current plan by more than both, without a proof that
as many must be left out, is no answer: the time was too short.
"""
