"""How fast the grader is, beside Keras's own `fit` and beside what the processor could do."""
