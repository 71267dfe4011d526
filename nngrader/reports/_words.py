"""How outcomes and levels of isolation are called, the same in every format for people."""

from nngrader.evidence import MishapName, Place
from nngrader.language import Text, Voice, placed, say
from nngrader.wording import percent

MISHAPS: dict[MishapName, Text] = {
    "unreadable": say("The file could not be read"),
    "syntax_error": say("Python cannot read the code"),
    "crashed": say("The code stopped with an error"),
    "timed_out": say("The code ran out of time"),
    "out_of_cpu": say("The code used too much of the processor"),
    "out_of_disk": say("The code wrote too much to disk"),
    "too_many_processes": say("The code started too many processes or threads"),
    "too_much_output": say("The code printed too much"),
    "too_many_messages": say("The code did too many things at once"),
    "out_of_memory": say("The code ran out of memory"),
    "no_model": say("There is no network to grade"),
    "tampered": say("Something interfered with the grading"),
    "rejected": say("The hand-in was not accepted"),
    "grader_fault": say("The grader itself failed, not your code"),
}
ISOLATION: dict[int, Text] = {
    3: say("isolated (level 3)"),
    2: say("confined (level 2)"),
    1: say("in a separate process (level 1)"),
    0: say("in the grader's own process (level 0)"),
}
SHARES = (say("over 99 %"), say("under 1 %"))  #: the words among what `percent` gives


def where(place: Place | None, speak: Voice) -> str:
    """Say a place as an editor shows it; empty where there is none."""
    return "" if place is None else speak(placed(place))


def share(value: float, speak: Voice) -> str:
    """Say a share 0..1 in percent."""
    return speak(Text(percent(value)))
