"""Pictures of a plan, as SVG: one palette, and one file a picture."""
