"""hpplan: a rollout planner that places sites into go-live waves and proves the plan.

The library is `hpplan.api`; what the command line does, it does through that.
"""

__version__ = "0.1.0"
