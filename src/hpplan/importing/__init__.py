"""Tables of sites as the sections of a programme, and programmes as sheets and back."""
