"""How well `nngrader diagnose` names the fault of a program, and how often it cries wolf."""
