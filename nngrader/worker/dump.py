"""Saying where the code was when time ran out or the process crashed.

Python's faulthandler writes the stack from outside the interpreter's loop, so it works in endless
loops and after a segmentation fault alike. The supervisor reads the last line of the student's
file out of the text.
"""

import faulthandler
import signal
import sys

BEFORE_S = 0.5  #: seconds before the supervisor's deadline


def arm(wall_s: float) -> None:
    """Dump the stack shortly before the deadline, unless the work is done by then.

    The same when the kernel says that the processor time is used up, before it ends us.
    """
    faulthandler.dump_traceback_later(max(0.1, wall_s - BEFORE_S), file=sys.stderr)
    if sys.platform != "win32":
        faulthandler.register(signal.SIGXCPU, file=sys.stderr, all_threads=False, chain=True)
