"""Pictures of a plan, as SVG: one palette, and one file for each picture."""
