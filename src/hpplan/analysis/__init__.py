"""Questions that planners ask about a plan: one file for each question, every answer solved."""
