"""What a planner asks about a plan: why, why not, what if, what else. Every answer is solved."""
