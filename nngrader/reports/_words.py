"""How outcomes and levels of isolation are called, the same in every format for people."""

from nngrader.evidence import MishapName

MISHAPS: dict[MishapName, str] = {
    "unreadable": "The file could not be read",
    "syntax_error": "Python cannot read the code",
    "crashed": "The code stopped with an error",
    "timed_out": "The code ran out of time",
    "out_of_cpu": "The code used too much of the processor",
    "out_of_disk": "The code wrote too much to disk",
    "too_many_processes": "The code started too many processes or threads",
    "too_much_output": "The code printed too much",
    "too_many_messages": "The code did too many things at once",
    "out_of_memory": "The code ran out of memory",
    "no_model": "There is no network to grade",
    "tampered": "Something interfered with the grading",
    "rejected": "The hand-in was not accepted",
    "grader_fault": "The grader itself failed, not your code",
}
ISOLATION = {
    3: "isolated (level 3)",
    2: "confined (level 2)",
    1: "in a separate process (level 1)",
    0: "in the grader's own process (level 0)",
}
