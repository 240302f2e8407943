"""Go-live days: a second search on top of the placements."""
