"""A rubric: sentences with points, each with a check that reads as English."""

from nngrader.rubric.assignment import Assignment, Check, Criterion, Training, worth

__all__ = ["Assignment", "Check", "Criterion", "Training", "worth"]
