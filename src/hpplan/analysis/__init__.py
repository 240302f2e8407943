"""What a planner asks of a plan: one file a question, every answer solved."""
