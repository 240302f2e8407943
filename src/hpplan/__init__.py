"""hpplan: a rollout planner that places sites into go-live waves and proves the plan."""

__version__ = "0.1.0"
