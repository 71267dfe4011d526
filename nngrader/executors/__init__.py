"""How workers are run. Each file is one way; all offer `examine(submission, assignment)`."""
