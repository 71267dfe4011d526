"""How well children are confined, as a number that every result carries."""

LEVEL = 1  #: a separate process with limits on time and memory; see docs/security.md
