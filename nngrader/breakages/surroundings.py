"""What is around the code: files, the network, the keyboard, the command line."""

import re

from nngrader.breakages._arguments import argument
from nngrader.breakages._entry import Breakage, Entry, Said, filled
from nngrader.breakages._names import ARGUMENTS
from nngrader.language import Text, say

LONGEST = 80  #: characters of a path that are shown
DATA = say("The data comes through the arguments.")
NO_NETWORK = say("There is no network here, so nothing can be downloaded.")
GRADED_AS_TRAINED = say("There is no `{path}` here: the network is graded as this code trains it.")
WRITING = re.compile(r"\b(save\w*|to_csv|dump|imsave|imwrite|mkdir)\(|['\"][wa]b?\+?['\"]")
MODEL = re.compile(r"\.(h5|hdf5|keras|pb|ckpt|pkl|json|yaml)$")
ELSEWHERE = re.compile(r"^(/|~|[A-Za-z]:)")
FORBIDDEN = r"^\[Errno (13|30)\] (Permission denied|Read-only file system): '(?P<path>[^']*)'"
NO_SUCH = r"^\[Errno 2\] No such file or directory: '(?P<path>[^']*)'"


def _shown(said: Said) -> str:
    return said["path"].replace("\\\\", "\\")[:LONGEST]


def _writes(said: Said) -> bool:
    return bool(WRITING.search(said["written"])) and bool(re.search(r"[/\\]", said["path"]))


def _no_folder(said: Said) -> Text | None:
    if not _writes(said):
        return None
    return say(
        "The folder of `{path}` does not exist here; a name without a folder always works.",
        path=_shown(said),
    )


def _elsewhere(said: Said) -> Text | None:
    if not _writes(said) or not ELSEWHERE.match(said["path"]):
        return None
    return say(
        "`{path}` is a place on one computer only; a name without a folder always works.",
        path=_shown(said),
    )


def _no_network_file(said: Said) -> Text | None:
    """Say why a stored network is not here; None for other files."""
    path = _shown(said)
    if _writes(said) or not MODEL.search(path):
        return None
    return filled(GRADED_AS_TRAINED, {"path": path})


def _no_file(said: Said) -> Text | None:
    """Say why a file is not here, by what its name says of its place."""
    path = _shown(said)
    if _writes(said) or MODEL.search(path):
        return None
    if re.match(r"/content\b|/kaggle\b|gs://", path):
        return say(
            "`{path}` is a place in Colab or Kaggle, and there is none of it here.", path=path
        )
    if ELSEWHERE.match(path):
        return say(
            "`{path}` is a place on one computer only. What does the code need of it that was not "
            "handed in?",
            path=path,
        )
    return say("There is no `{path}` here: it was not handed in with this file.", path=path)


def _no_download(said: Said) -> Text:
    return say(
        "There is no network here, so Keras cannot download `{file}`.",
        file=said["file"].rstrip("."),
    )


def _unpacked(said: Said) -> Text | None:
    return _argv(said) if "argv" in said["written"] else None


def _argv(_: Said) -> Text:
    return say(
        "Nobody types anything behind the file's name here, so `sys.argv` holds that name alone; "
        "write the value into the code."
    )


def _keyword(said: Said) -> Text | None:
    """Say what became of an argument of a function that has no entry of its own."""
    owner = said["owner"].removesuffix(".__init__").rpartition(".")[2]
    if owner in {"fit", "evaluate", "predict", "compile"} or owner not in ARGUMENTS:
        return None
    return argument(owner, said["word"])


ENTRIES: tuple[Entry, ...] = (
    Breakage(
        "",
        "FileNotFoundError",
        NO_SUCH,
        _no_file,
        in_contract=DATA,
    ),
    Breakage("", "FileNotFoundError", NO_SUCH, _no_folder),
    Breakage("", "PermissionError OSError", FORBIDDEN, _elsewhere),
    Breakage("", "FileNotFoundError", NO_SUCH, _no_network_file),
    Breakage(
        "",
        "FileNotFoundError",
        r"^(?P<path>.+) not found\.$",
        _no_file,
        in_contract=DATA,
    ),
    Breakage(
        "",
        "FileNotFoundError OSError",
        r"unable to open file: name = '(?P<path>[^']*)'",
        GRADED_AS_TRAINED,
    ),
    Breakage(
        "",
        "ValueError",
        r"^File not found: filepath=(?P<path>.+?)\. Please ensure",
        GRADED_AS_TRAINED,
    ),
    Breakage("", "gaierror", "", NO_NETWORK, in_contract=DATA),
    Breakage("", "URLError HTTPError", "", NO_NETWORK, in_contract=DATA),
    Breakage(
        "",
        "Exception",
        r"URL fetch failure on \S*?(?P<file>[^/\s]+): ",
        _no_download,
        in_contract=DATA,
    ),
    Breakage(
        "",
        "ConnectionError",
        r"no network here, and Keras wanted to download (?P<file>\S+)",
        _no_download,
        in_contract=say("The rows of this task are handed to `preprocess`."),
    ),
    Breakage("", "OSError", r"Network is unreachable", NO_NETWORK, in_contract=DATA),
    Breakage(
        "",
        "ConnectionError SSLError ConnectTimeout MaxRetryError NewConnectionError",
        r"HTTPS?Connection(Pool)?\(|Failed to establish a new connection",
        NO_NETWORK,
        in_contract=DATA,
    ),
    Breakage(
        "",
        "PermissionError",
        r"^\[Errno 1\] Operation not permitted$",
        say("There is no network here, and no other program can be started."),
    ),
    Breakage(
        "",
        "EOFError",
        r"EOF when reading a line",
        say("`input()` finds no keyboard here; write the value into the code."),
    ),
    Breakage("", "IndexError", r"^list index out of range", _argv, line=r"\bargv\b"),
    Breakage(
        "",
        "IndexError",
        r"^list index out of range",
        say(
            "There is no graphics card here, so the list of them is empty; the code runs without "
            "that line."
        ),
        line=r"^(?!.*\bargv\b).*(\bgpus?(_\w+)?|physical_devices)\[\d",
    ),
    Breakage("", "ValueError", r"^not enough values to unpack", _unpacked),
    Breakage(
        "",
        "SystemExit",
        "",
        say(
            "Nobody types anything behind the file's name here, so `parse_args()` finds no arguments; "
            "give each a default value."
        ),
        line=r"\bparse_(known_)?args\(|\bapp\.run\(",
    ),
    Breakage(
        "",
        "SystemExit",
        "",
        say("The code ended itself; remove `exit()`, `quit()` or `sys.exit()`."),
        line=r"^(?!.*(\bparse_(known_)?args\(|\bapp\.run\())",
    ),
    Breakage("", "KeyboardInterrupt", "", say("The code raised a keyboard interrupt itself.")),
    Breakage(
        "",
        "TypeError",
        r"^\w+\(\) missing \d+ required positional argument",
        None,
        line=r"^$",
        in_contract=say(
            "The grader calls your functions as the starter file does, with the same arguments."
        ),
    ),
    Breakage(
        "",
        "TypeError",
        r"^(?P<owner>[\w.]+)\(\) got an unexpected keyword argument '(?P<word>\w+)'",
        _keyword,
    ),
)
