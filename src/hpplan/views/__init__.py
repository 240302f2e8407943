"""Answers as people and programs read them: values in, documents out."""
