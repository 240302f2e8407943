"""Plans, timelines and differences as text: one pure function per format."""
