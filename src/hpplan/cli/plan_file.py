"""Reading a plan that the user names."""
