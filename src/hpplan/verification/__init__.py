"""Any plan against the data, by the rules' own verifiers; the solver is never asked."""

from hpplan.verification.plans import (
    errors_of,
    keeps_hard_rules,
    other_data,
    verify,
    verify_names,
    verify_plan,
)

__all__ = [
    "errors_of",
    "keeps_hard_rules",
    "other_data",
    "verify",
    "verify_names",
    "verify_plan",
]
