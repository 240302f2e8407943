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
"""How many seconds longer than its limit something may take that is of no use half made."""
# 10,000 sites: 3.7 million literals, handed over in 4 s and taken in by the engine in 2.
SECONDS_OF_HANDING_OVER: Final = 2e-6
MOST_HANDED_OVER: Final = 12_000_000  # chosen: 1 GiB in the engine
"""A model is searched as a whole if that leaves time for it, for each literal, and if it is no
larger.
"""
# 10,000 sites: 2.3 s of a processor for reasons, verifying and the file; 100,000: 29 s.
AFTERWARDS: Final = 3e-4
"""What is kept of the time, for each site, to say why sites are where they are, to verify the plan
and to write it. Where the limit is no longer than that, there is no time for a plan.
"""
# 2,000 and 10,000 sites, 300,000 to 4.6 million literals: 1.7 to 2.5 on a processor by itself.
SECONDS_OF_MAKING: Final = 2.5e-6
"""What it takes to make a model, for each literal in it, on a processor by itself."""
SLOWEST: Final = 8.0  # chosen
"""A machine is assumed to be at most this many times as slow as that."""
OFTEN: Final = 1_000  # chosen: some hundredths of a second
"""How many constraints are gone through between two looks at the clock."""
EFFORT_OF_ENCODING: Final = 1.2e-5
EFFORT_OF_HANDING_OVER: Final = 2e-7  # chosen
"""What it takes to make and to hand over a model, for each literal in it, as effort: seconds of a
processor, roughly.
"""


def within(effort: float) -> SolverParameters:
    """Parameters that end a search after this many of the engine's deterministic seconds; and after
    this many conflicts that only a search has in which a bound of huge values creeps up by one
    conflict after the other, which is hardly counted as effort.
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
"""The engine's own choice, where nothing is weighed against anything: a relaxation would say that
half of each of two sites fits beside half of the other.
"""
# 357 sites in 16 waves: population-weighted earliness proved in 7 s; without it a gap of half.
RELAXING: Final[SolverParameters] = {"linearization_level": 2}
"""The full linear relaxation carries the bound of goals that weigh, and of those that capacities
keep from being reached.
"""
# 357 sites: three goals that count proved in 10 s; by default parameters none of them in 7 s, and
# with cores beside the default relaxation none in 5 s.
BY_CORES: Final[SolverParameters] = {"optimize_with_core": True, "linearization_level": 0}
"""Cores prove goals that count where nearly all can be had, and want no relaxation beside them."""
# Five sites of up to 10^12 inhabitants, peak: 0.01 s; by cores 1 s, by the relaxation without end.
BY_TREE: Final[SolverParameters] = {"optimize_with_lb_tree_search": True, "linearization_level": 2}
"""A search for the lower bound proves goals of huge values, to which others creep; cores there keep
to no limit of effort.
"""
LIGHT: Final[SolverParameters] = {"cp_model_probing_level": 0, "symmetry_level": 0}
"""For large models: presolve, but without the parts that take longer than the search."""
# 2,000 sites: a plan with everybody placed in 2.5 s; 11 s with presolve, however light.
BARE: Final[SolverParameters] = {"cp_model_presolve": False, "linearization_level": 0}
"""For large models, and for questions that show at once: begin to search without presolve."""
BARE_CORES: Final[SolverParameters] = {**BARE, **BY_CORES}
LIGHT_CORES: Final[SolverParameters] = {**LIGHT, **BY_CORES}
LIGHT_RELAXING: Final[SolverParameters] = {**LIGHT, **RELAXING}

# --- the size of a model ----------------------------------------------------------------------

# 357 sites have some 4,500 variables, 2,000 some 36,000: presolve pays for the first only.
LARGE: Final = 10_000
"""From this many variables on, presolve is cut down, and neighbourhoods come first."""
# 10,000 sites have some 300,000: a search for the best of all of them places fewer than greedily.
VERY_LARGE: Final = 100_000
"""From this many variables on, most searches of the whole come to nothing, and the full linear
relaxation takes more memory than it is worth.
"""
# Slacks of 3 million each: one search by cores went on for minutes, whatever its limit of effort.
HUGE: Final = 100_000  # chosen
"""A goal counts as huge where its values may lie so far apart."""
SMALL: Final = 10  # chosen
"""A goal whose coefficients are all this small counts; groups of sites make them more than one."""

# --- search of the whole ----------------------------------------------------------------------

# Settles most small plans in half the time that presolve takes.
GLANCE: Final = 0.03
"""How long a small model is searched by its relaxation before it is presolved: presolve takes
longer than many a search.
"""
# 357 sites with one of them in another wave: participation, moves and cohesion proved in 0.05 to
# 0.2 s each, by the relaxation after presolve in 0.2 to 2 s. 70 sites have some 600 variables.
MEDIUM: Final = 2_000
"""From this many variables on, presolve takes longer than what shows without it: that is tried."""
WITHOUT_PRESOLVE: Final = 0.5  # chosen
"""How long a medium model is searched without presolve, before it is searched with it."""
FIRST_TURN: Final = 2.0  # chosen
"""How long each parameter set may search before the next one gets its turn, for a small model."""
TURN_GROWTH: Final = 4  # chosen
"""How many times as long each round of turns takes as the one before."""
PLACING_TURNS: Final = 2  # chosen
"""How many turns each parameter set has to place everybody, where a plan is known that leaves
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
"""How long a part of a model is searched for what it costs by itself."""
MOVED_ASIDE: Final = 40, 120  # chosen
"""How many others are set free with a part that costs more than it needs to, one try after the
other.
"""
AT_PART_EFFORT: Final = 0.5  # chosen
"""How long such a try may take."""
USEFUL: Final = 0.1  # chosen
"""What part of the gap a search of the whole has to close to be worth a longer one."""

# --- a first plan by chains -------------------------------------------------------------------


class Chains(NamedTuple):
    """How far others may be moved so that a group can be placed: in chains of a length, found in a
    number of looks at what a change would break; with `keep_wanted`, nobody who is where it is
    wanted.
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
"""How many of the ways to begin a chain are followed, those that break least."""
CHAIN_CANDIDATES: Final = 10  # chosen
"""How many of those in a full wave are asked to give way."""
MANY_VARIABLES: Final = 200  # chosen
"""A constraint on more variables is one on what a wave holds; on fewer, on how groups relate."""
# 10,000 sites: the last 19 in 5 s.
PLACING_NEIGHBOURHOODS: Final = (2, 50, 0.2), (3, 100, 0.5), (4, 200, 1.0), (6, 400, 2.0)
"""Steps, others, effort: who is left over is set free with those up to some steps away, by waits
and the like, and with others, for some effort.
"""

# --- a plan without a model ----------------------------------------------------------------------

MOST_MODELLED: Final = 1_000_000  # chosen: 1.2 GiB
"""With more choices of a group and a wave than this no model is made."""
DIRECT_STEPS: Final = 2  # chosen
"""How many others are moved at most so that a group can be placed."""
DIRECT_LOOKS: Final = 300  # chosen
"""How often it is tried to move others for a group."""
DIRECT_CANDIDATES: Final = 30  # chosen
"""How many of those in a full wave are asked to leave it."""
SETTLING: Final = (50, True), (50, False), (500, False)
"""How many may be moved so that somebody left over can be placed, and whether those that are wanted
where they are stay there.
"""
SETTLING_THE_WANTED: Final = 30
"""How many may be moved so that somebody is where it is wanted."""
WANTED_THERE: Final = 4  # chosen
"""How many times one that is wanted where it is is spared before it is moved."""
DIRECT_ROUNDS: Final = 12  # chosen
"""How often somebody is left out of such a plan at most, until it breaks no rule."""

# --- annealing --------------------------------------------------------------------------------

# 2,000 sites, cohesion: from 1118 to 614 in 3 s, to 609 in 9 s; by neighbourhoods to 635 in 20 s.
ANNEALING_STEPS: Final = 100
"""How many steps are tried for each group that may move."""
# 2,000 sites, 3.5 s: 623 from 0.2 to 0.05 or 0.1, 626 from 0.12 to 0.03.
HOTTEST: Final = 0.18
COLDEST: Final = 0.06
"""A step for the worse by what steps usually make a difference of is taken with chance e^(-1/this):
warmth falls from the one to the other.
"""
# 2,000 sites: no difference within 0 to 0.3; 628 instead of 623 at 1.
CONCENTRATION: Final = 0.3
"""What a helper costs grows by this much of it as more and more groups ask for it, so that it is
better to leave one that few ask for.
"""
SECOND_TRIES: Final = 3  # chosen
"""How many others are tried to go with a group that breaks something."""
EFFORT_OF_A_STEP: Final = 4e-5
"""What a step costs, as effort: seconds of a processor, roughly."""
STEPS_OF_THE_WANTED: Final = 8  # chosen
"""One step in this many is that of a group that is wanted elsewhere, where there are such."""

# --- dual ascent ------------------------------------------------------------------------------

# 2,000 and 10,000 sites, cohesion: 587 and 3033 in 0.1 and 0.4 s where a move has the price of a
# split, 569 and 2917 where it has that of two.
DEARER_HOLDS: Final = 3  # chosen
"""The price of each goal before the one at hand is doubled so often at most."""

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
"""For goals that count: a bound that is right but for a fraction of one."""
# 2,000 sites, earliest: 98 % of the value in 9.5 s, where the simplex comes to nothing in 40.
BY_GRADIENT: Final = LinearMethod(
    "pdlp", "PDLP_LINEAR_PROGRAMMING", "presolve_options { use_glop: true }"
)
"""For goals that weigh: it has a bound whenever it ends."""
# 2,000 sites, seed 2, cohesion: 401 in 1.5 s, the gradient in 15; without what waves hold 400.
BY_SIMPLEX: Final = LinearMethod("glop", "GLOP_LINEAR_PROGRAMMING")
"""Where few choices are left, as where the goals before are proved."""
# 2,000 sites: 90,000 literals left in 0.6 s, 157,000 in 1.5 s, all 307,000 in 15 s.
MOST_BY_SIMPLEX: Final = 170_000
"""How many literals of a model may be left for that at most."""
RELAXING_AMONG: Final = 3  # chosen
"""The relaxation has one in this many shares of the time for a goal."""
# 10,000 sites, 2.4 million literals: 760 MiB more than the search, 1.3 GiB in all; by a sample 60.
MOST_RELAXED: Final = 1_000_000
"""No larger model, by its literals, is made a linear programme of."""
# 10,000 sites, 300,000 options: `earliest` is at least 90.4 million by this many and by twice as
# many, in 1.7 and 2.3 s; 86.7 by half as many; 29.7 by each group by itself, and 97 in a plan.
SAMPLE: Final = 15_000
"""How many options of a larger model are the sample that shows what room in a wave is worth."""
CORE: Final = 4_000  # chosen
"""How many variables are left open, those that cost least to have otherwise, in the first core."""
CORE_GROWTH: Final = 2  # chosen
"""How many times as many are, where fewer gain nothing."""
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
"""What a neighbourhood costs beside the search, as if it were this many free variables."""

# --- a plan near one that was good before -----------------------------------------------------

NEARBY: Final[SolverParameters] = {**BARE, **within(0.5)}  # chosen
"""Each try is small, or the next one is better."""
FEW_GROUPS: Final = 4  # chosen
"""A constraint about so few groups says how they relate, in whichever waves they are."""
WAVES_AROUND: Final = (0, 1, 3)  # chosen
"""How many waves before and after those concerned are set free, one try after the other."""

# --- futures ----------------------------------------------------------------------------------

# 70 sites: 0.02 to 0.05 s for a goal.
REPLANNING: Final[SolverParameters] = {**RELAXING, **within(2.0)}
"""A plan after an event is near the one before it."""
REPLANNING_AT_LAST: Final[SolverParameters] = within(60.0)  # chosen
"""How hard any plan at all is looked for, where none shows."""
SITES_AT_ONCE: Final = 6  # chosen: eight waves make weights of some 500,000
"""For how many sites a choice is made among equally good plans in one search."""
UNHURRIED: Final = 1e6
"""Seconds that are practically no limit: work is."""

# --- days -------------------------------------------------------------------------------------

PLACING_SHARE: Final = 0.75  # chosen
"""The share of the time that placements have at most, before days are chosen for them."""
# 357 sites: days for placements that are fixed show in a tenth of the time that presolve takes; 70
# sites with any weekday: in as much.
FIRST_LOOK_AT_DAYS: Final = 0.15
"""So long any days are looked for without presolve."""
# 357 sites: the days of `earliest` proved in 5 s; in 10 s with the cuts of capacities.
WITHOUT_CUTS: Final[SolverParameters] = {"cut_level": 0}
"""For goals of days: how they hang together is linear already."""
# 70 sites: any days in 0.03 instead of 0.1 s.
# 357 sites, a goal that counts, without presolve: 0.03 to 0.15 instead of 0.12 to 0.25 s.
NO_SYMMETRY: Final[SolverParameters] = {"symmetry_level": 0}
"""Days of a calendar are no two alike, and looking for such takes longer than to find some days; so
it does where a model is not presolved.
"""
# 70 sites, 10 waves, five seeds: days proved in 4.7 s in all; in 6.2 s with all of presolve.
QUICKLY_PRESOLVED: Final[SolverParameters] = {**LIGHT, **WITHOUT_CUTS}
"""For searches by goals of days: probing and symmetries take longer than the search itself."""
# 70 sites: proved in 0.1 to 0.5 s, with any weekday in 0.3 to 4 s; the goal after it then in 0.1 s
# instead of 0.3 to 4 s, by placements alone.
NO_EARLIER: Final[SolverParameters] = within(4.0)
"""How hard it is asked whether a wave could go live earlier."""
# 70 sites: a rhythm that can be kept is found in 0.1 to 0.2 s.
CORES_OF_DAYS: Final = 20_000
"""How many variables give a goal that counts days one unit of effort with cores."""
LEAST_CHOOSING: Final = 1.0  # chosen
"""How many seconds days are looked for at least, however late placements were found."""

# 70 sites, 10 waves: five facts in the second turn, none in the first.
CORE_TURNS: Final = 2
"""A core of facts about days is looked for so often, each time longer."""
WIDENING: Final = 366  # chosen
"""How many days outside its period a wave is supposed to go live, to say why there are no days."""

# --- second opinion ---------------------------------------------------------------------------

SECOND_SEED: Final = 20_230_704
SECOND_OPINION_SHARE: Final = 0.5  # chosen
"""The share of the time limit that the second opinion has."""
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
"""The methods of a second proof, by the names that reports give them."""

# --- interchangeable waves and packing --------------------------------------------------------

CLIQUE_STARTS: Final = 30  # chosen
"""From this many sites, those with most others that they do not fit with, a clique is grown."""
CLIQUE_GROUPS: Final = 2_000  # chosen
"""With more groups than this, looking at every pair of them takes longer than it can save."""
PACKING_ROUNDS: Final = 50  # chosen
"""How often some bins are packed again, for each item."""
PACKING_OPENED: Final = 8, 16  # chosen
"""How many bins are packed again beside the emptiest: between these."""
PACKING_EFFORT: Final = 2**28  # chosen
"""An end to packing where rooms or items are many, in items times room: some seconds."""

# --- conflicts --------------------------------------------------------------------------------

# 357 sites: 45 ms instead of 90 for any plan; symmetries are looked for even without presolve.
AT_ONCE: Final[SolverParameters] = {**BARE, **NO_SYMMETRY}
"""For many questions one after the other about a model, each of which mostly shows at once."""
AT_ONCE_BY_CORES: Final[SolverParameters] = {**BARE_CORES, **NO_SYMMETRY}
# An unsatisfiable core without presolve: 4 to 14 times as fast at 70 and 357 sites.
CONFLICT_PARAMETERS: Final[tuple[SolverParameters, ...]] = AT_ONCE, RELAXING
"""Most conflicts show at once without presolve; those of many sites for too few places only in the
linear relaxation.
"""
# 70 sites, ten waves of nine days, a site pinned to each: 24 s for 38 facts that are needed, with
# the bare search first 33 s for 40.
DAY_CONFLICT_PARAMETERS: Final[tuple[SolverParameters, ...]] = LIGHT, AT_ONCE
"""Those of days show once presolve has left out the days that no fact allows."""
RELAXATION_PARAMETERS: Final[tuple[SolverParameters, ...]] = AT_ONCE_BY_CORES, RELAXING
"""To find what it costs least to leave out."""
# Two sites of 10^11 inhabitants, participation: cores keep to no limit of effort but the time.
HUGE_RELAXATION_PARAMETERS: Final[tuple[SolverParameters, ...]] = BY_TREE, RELAXING
"""To find by how little huge values have to give."""
FIRST_TURN_CONFLICT: Final = 0.5  # chosen
"""How long a parameter set may search before the other gets its turn."""
CONFLICT_TURNS: Final = 30  # chosen
"""A number of turns that is practically without end: the time limit comes first."""
# 357 sites, a conflict of three: 5 ms instead of 50.
FEW_OF_ALL: Final = 4  # chosen
"""A question about at most one in this many sites is asked of a model of those alone."""
# 357 sites: 4 to 25 ms instead of 150, by the processor, for eight in ten questions about repairs.
FREE_CHOICES: Final = 24
"""In a plan that is known at most this many choices are made anew to answer the next question."""
MAKING_ROOM: Final = 48  # chosen
"""And this many others, where those alone do not do: who has to make room."""
FREE_VARIABLES: Final = 4  # chosen
"""And at most one in this many of all variables, helpers included."""
ONE_BY_ONE: Final = 24  # chosen
"""How many facts are left out one by one; of more, halves are tried first, as in QuickXplain."""
CONFLICTS_SHARE: Final = 0.6  # chosen
"""The share of the time that is spent on finding conflicts, at most; the rest is for repairs."""
LEAST_EXPLAINING: Final = 1.0  # chosen
"""How many seconds conflicts are looked for at least, however late it was proved that there is no
plan.
"""

# --- repairs ----------------------------------------------------------------------------------

PRICE_RATIO: Final = 40  # chosen: nobody plans forty of a kind to spare one of the next
"""How many facts that less authority can decide cost as much to leave out as one fact."""
SPARE_REPAIRS: Final = 1  # chosen
"""How many more repairs are priced than are shown, so that the cheaper ones can be."""
FEWER_MOVES: Final[SolverParameters] = within(0.5)  # chosen
"""How hard a plan is looked for that moves fewer sites."""
PRICING_SECONDS: Final = 5.0  # chosen
"""How many seconds the best plan that one repair makes possible is looked for at most."""
PRICING_EFFORT: Final = 0.3  # chosen: a proof for 70 sites takes 0.03 to 0.2
"""And so hard at most, so that equal data gives equal prices."""
# 280 sites, 2,300 variables: proved with 0.23 to 0.34 of effort; 357 sites, 2,900: with 0.4 to 0.45
# and 1.2 s of a processor, for each repair.
MOST_PRICED_BY_GOALS: Final = 2_500
"""With more variables than this a repair is priced by the plan in which few move, without a search
for one that is better by the goals: it would end by effort before it came to anything.
"""
REPAIR_COMBINATIONS: Final = 24  # chosen
"""How many combinations of repairs, one of each conflict, are tried until one gives a plan."""
LONGEST_MOVE: Final = 24  # chosen
"""A wave is moved by this many months at most."""

# --- comparisons ------------------------------------------------------------------------------

BASE_AMONG: Final = 2  # chosen
"""The plan as things stand has one in this many shares of the time, before the questions about it:
they are of no use without a plan, and a plan is of no use without them.
"""
BASE_AMONG_WAVES: Final = 4
"""The same where all waves of a site are asked about in a programme of some size: 357 sites have up
to sixteen of them.
"""
# 357 sites: 0.03 to 0.05 s of a processor for a plan with 30 to 50 moves.
COMPARING: Final = 1.5e-4
"""What is kept of the time, for each site, to compare a plan with the one as things stand."""
# 70 sites: 33 that are not firm and 99 questions, 0.2 s of a processor each, spend 18 of it.
EFFORT_OF_A_REPORT: Final = 60.0  # chosen
"""How much effort a report spends on the plan as things stand and on what else there is."""
EFFORT_OF_AN_ALTERNATIVE: Final = 0.5  # chosen
"""With less of it than this a question of a report is hardly answered: fewer are asked then."""
EFFORT_OF_A_LOST_FUTURE: Final = 10.0  # chosen
"""How much effort it may take at most to say why a future has no plan."""
FEW_LEFT_OUT: Final = 5  # chosen
LEFT_OUT_SHARE: Final = 0.05  # 357 sites, 1.5 s: one placed with a pin, 354 without
"""A plan that leaves out more sites than the plan at hand by more than both, without a proof that
as many must be left out, is no answer: the time was too short.
"""
