"""The files that Python, TensorFlow and the usual libraries read.

Whatever else lies on the machine is no business of a submission: the assignment's tests, other
submissions, keys in a home folder.
"""

import sys
import sysconfig
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin")
OF_A_PREFIX = ("bin", "lib", "lib64", "pyvenv.cfg")  #: a prefix itself may be somebody's project
#: Where libraries lie, what time it is here, which fonts there are. Not all of /etc.
SETTINGS = ("/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/etc/mime.types")
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
OWN_PACKAGE = Path(__file__).parents[1]


@cache
def readable() -> tuple[str, ...]:
    """List the folders and files, each of which exists; links among them stand beside their aims."""
    named = [*map(Path, (*SYSTEM, *SETTINGS)), *_of_python(), OWN_PACKAGE, *_packages()]
    both = {place for name in named for place in (name, name.resolve())}
    return tuple(map(str, _outermost(sorted(place for place in both if place.exists()))))


def _of_python() -> Iterator[Path]:
    for prefix in {sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix}:
        yield from (Path(prefix, part) for part in OF_A_PREFIX)
    yield from (Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib"))
    yield Path(sys.executable).resolve().parent


def _packages() -> Iterator[Path]:
    ours = (entry for entry in sys.path if entry.endswith(("site-packages", "dist-packages")))
    return map(Path, ours)


def _outermost(places: list[Path]) -> Iterable[Path]:
    """Leave out what lies below another place; a link is a place of its own."""
    folders = {place for place in places if not place.is_symlink()}
    return (place for place in places if folders.isdisjoint(place.parents))
