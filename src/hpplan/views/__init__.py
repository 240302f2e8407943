"""Answers for people and programs: values in, documents out."""
