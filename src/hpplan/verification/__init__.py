"""Any plan against the data, by the rules' own verifiers; the solver is never asked."""

from hpplan.verification.plans import other_data, verify, verify_names, verify_plan

__all__ = ["other_data", "verify", "verify_names", "verify_plan"]
