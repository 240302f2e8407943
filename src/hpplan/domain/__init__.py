"""The planner's vocabulary: sites, waves, claims, sources and the calendar, as frozen values."""
