"""Reports as pages: sections of blocks, drawn by templates. Only this room uses jinja2."""
