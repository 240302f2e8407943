"""From what is known to a plan that is proved best, or to the proof that there is none."""
