"""hpplan as a library: a programme, what is known of it on a day, its plans and timelines.

`load` a data directory, or build a programme in code; see it `at` a day; `assign` its sites, ask
for explanations, or what if. Each object is a thin face of one frozen value, its `data`. Nothing
here prints or exits. Problems that the data can cause are values (`Infeasible`, `Undecided`,
findings), except data or a plan file that cannot be understood: those raise `InvalidProgramme` and
`InvalidPlan` with their findings. Arguments are checked before any work: an unknown name raises
`UnknownName`, a value of a wrong type TypeError, another invalid value ValueError. Everything is
available from the package itself: `hpplan.load`.
"""

from hpplan.analysis.alternatives import Alternatives
from hpplan.analysis.assumptions import Assumptions
from hpplan.analysis.capacity import CapacitiesExplained
from hpplan.analysis.data_diff import DataDiff
from hpplan.analysis.diff import Difference
from hpplan.analysis.effect import Effect
from hpplan.analysis.history import HistoryChange, PlanVersion
from hpplan.analysis.recommendation import Recommendation, Recommendations
from hpplan.analysis.risk.assessment import RiskData
from hpplan.analysis.rule import RuleExplained
from hpplan.analysis.scenario import SolvedScenario
from hpplan.analysis.site import SiteExplained, WhyNot
from hpplan.analysis.timeline import TimelineEntry
from hpplan.analysis.wave import WaveExplained
from hpplan.analysis.wave_day import DayExplained
from hpplan.analysis.what_if import WhatIf
from hpplan.api.errors import InvalidPlan, InvalidProgramme, NotWritten
from hpplan.api.history import History
from hpplan.api.importing import ImportedTable, export, import_table
from hpplan.api.loading import load, read, read_plan
from hpplan.api.programme import Builder, Plan, Programme, Situation
from hpplan.api.recording import Adopted, adopt, record
from hpplan.api.risk import RiskReport
from hpplan.api.shown import Picture, Report
from hpplan.api.timeline import Timeline
from hpplan.conflicts.conflict import Conflict, Repair, StatedFact
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.diagnostics.place import Place
from hpplan.periods import Period
from hpplan.planning import Infeasible, Solved
from hpplan.programme.changes import Change
from hpplan.programme.coverage import Coverage
from hpplan.programme.names import UnknownName
from hpplan.programme.plan import GoalValue, Placement, PlanDays, Proof, Unplaced
from hpplan.reading import Reading
from hpplan.reading.stated_plan import PlanReading
from hpplan.solving.result import Opinion, Undecided
from hpplan.solving.solve import Step
from hpplan.views.recorded import Recorded

__all__ = [
    "Adopted",
    "Alternatives",
    "Assumptions",
    "Builder",
    "CapacitiesExplained",
    "Change",
    "Conflict",
    "Coverage",
    "DataDiff",
    "DayExplained",
    "Difference",
    "Effect",
    "Finding",
    "GoalValue",
    "History",
    "HistoryChange",
    "ImportedTable",
    "Infeasible",
    "InvalidPlan",
    "InvalidProgramme",
    "NotWritten",
    "Note",
    "Opinion",
    "Period",
    "Picture",
    "Place",
    "Placement",
    "Plan",
    "PlanDays",
    "PlanReading",
    "PlanVersion",
    "Programme",
    "Proof",
    "Reading",
    "Recommendation",
    "Recommendations",
    "Recorded",
    "Repair",
    "Report",
    "RiskData",
    "RiskReport",
    "RuleExplained",
    "Severity",
    "SiteExplained",
    "Situation",
    "Solved",
    "SolvedScenario",
    "StatedFact",
    "Step",
    "Timeline",
    "TimelineEntry",
    "Undecided",
    "UnknownName",
    "Unplaced",
    "WaveExplained",
    "WhatIf",
    "WhyNot",
    "adopt",
    "export",
    "import_table",
    "load",
    "read",
    "read_plan",
    "record",
]
