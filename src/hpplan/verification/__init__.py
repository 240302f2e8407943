"""Any plan against the data, by the rules' own verifiers; the solver is never asked."""

from hpplan.verification.plans import verify, verify_plan

__all__ = ["verify", "verify_plan"]
