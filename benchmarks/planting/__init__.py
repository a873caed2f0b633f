"""Realistic returns with known faults: figures, habits, layouts, faults, files, judge."""
