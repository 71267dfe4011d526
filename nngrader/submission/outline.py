"""What can be said about a hand-in before TensorFlow is even loaded."""

import ast
from dataclasses import dataclass, field
from difflib import get_close_matches

from nngrader.breakages.python_two import python_two
from nngrader.evidence import Evidence, Mishap, Place, Stage
from nngrader.jobs import Contract, Refused, Submission
from nngrader.language import Text, both, counted, placed, say, sentences
from nngrader.submission.names import names_of
from nngrader.submission.script import first_error, parsed

OWN_NAMES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
NETWORKS = ("keras", "tensorflow", "torch")  #: words of a script that is worth running
STAGE_OF: tuple[Stage, Stage, Stage] = ("preprocess", "build_model", "train")


@dataclass(frozen=True)
class Outline:
    """The functions of a hand-in, read without running it."""

    blanks: dict[str, Place] = field(default_factory=dict)  #: where each contract function starts
    unfinished: tuple[Stage, ...] = ()
    script: bool = False  #: it has none of them, and does everything at its top level

    @property
    def untouched(self) -> bool:
        """Whether it is the starter as it was handed out."""
        return len(self.unfinished) == len(self.blanks) == len(STAGE_OF)


def outline(
    submission: Submission | Refused, contract: Contract, known: Evidence
) -> Outline | Mishap:
    """Find the contract's functions; a Mishap when the file cannot be read or lacks some of them.

    One that has none of these functions, nor one of a name like theirs, is a script if it speaks of
    networks at all.
    """
    tree = legible(submission, known)
    if isinstance(submission, Refused) or isinstance(tree, Mishap):
        assert isinstance(tree, Mishap)  # what was refused is not legible
        return tree
    if _is_script(submission, tree, contract):
        return Outline(script=True)
    missing = _missing(tree, contract)
    if missing:
        return Mishap.told("no_model", _lacking(submission, tree, missing), known)
    return _found(tree, submission, contract)


def _is_script(submission: Submission, tree: ast.Module, contract: Contract) -> bool:
    speaks = any(word in submission.code for word in NETWORKS)
    functions = {n.name for n in _top_level(tree) if isinstance(n, ast.FunctionDef)}
    return speaks and not _near(functions, contract.functions) and not _taken(tree, contract)


def _taken(tree: ast.Module, contract: Contract) -> bool:
    """Whether functions are imported by name, or several are assigned; one alone may hold rows.

    Tutorials write `train, test = …`, and empty `keras.layers` into their file with a star.
    """
    names, wanted = names_of(tree), {*contract.functions}
    imported = (names.made - names.assigned) & wanted
    return bool(imported) or len(names.assigned & wanted) > 1


def legible(submission: Submission | Refused, known: Evidence) -> ast.Module | Mishap:
    """Parse a hand-in; a Mishap when it cannot be read."""
    if isinstance(submission, Refused):
        return Mishap.told(submission.outcome, _refused(submission), known)
    try:
        return parsed(submission.code)
    except SyntaxError as joined:
        error, place = first_error(submission, joined)
        return Mishap.told("syntax_error", _told(submission, place, error), known, place)
    except (ValueError, RecursionError, MemoryError) as error:
        found = say(
            "`{name}` cannot be read as Python ({error}).",
            name=submission.name,
            error=type(error).__name__,
        )
        return Mishap.told("syntax_error", found, known)


def _refused(refused: Refused) -> Text:
    if refused.outcome == "unreadable":
        return say("`{name}` cannot be read: {reason}.", name=refused.name, reason=refused.reason)
    return say("`{name}` was not accepted: {reason}.", name=refused.name, reason=refused.reason)


def _told(submission: Submission, place: Place, error: SyntaxError) -> Text:
    line = (error.text or "").strip()
    told = say(
        "Python cannot read `{name}`, {place}{shown} ({error}).",
        name=submission.name,
        place=placed(place),
        shown=f": `{line[:80]}`" if line else "",
        error=error.msg,
    )
    return sentences(told, python_two(error.msg, line))


def _missing(tree: ast.Module, contract: Contract) -> tuple[str, ...]:
    bound = _bound(tree)
    return () if "*" in bound else tuple(n for n in contract.functions if n not in bound)


def _bound(tree: ast.Module) -> set[str]:
    """List the names that the module's top level binds, inside `if` and `try` as well."""
    names: set[str] = set()
    for node in _top_level(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return names


def _top_level(tree: ast.AST) -> list[ast.AST]:
    """List the nodes below, in the order of the text, without looking into functions or classes.

    No recursion: a sum of a thousand terms is a thousand nodes deep.
    """
    found, waiting = [], [*ast.iter_child_nodes(tree)][::-1]
    while waiting:
        node = waiting.pop()
        found.append(node)
        if not isinstance(node, OWN_NAMES):
            waiting += [*ast.iter_child_nodes(node)][::-1]
    return found


def _lacking(submission: Submission, tree: ast.Module, missing: tuple[str, ...]) -> Text:
    if not tree.body:
        return say(
            "`{name}` is empty: 0 statements. Start from the assignment's own file.",
            name=submission.name,
        )
    lacks = counted(
        "`{name}` has no function {named}.",
        "`{name}` has no functions {named}.",
        len(missing),
        name=submission.name,
        named=both(f"`{name}`" for name in missing),
    )
    keep = say("Keep the names of the starter file: the grader calls these functions.")
    return sentences(lacks, _nearest(tree, missing), keep)


def _nearest(tree: ast.Module, missing: tuple[str, ...]) -> Text | None:
    near = _near(_bound(tree), missing)
    return say("It has {names}.", names=both(f"`{name}`" for name in near)) if near else None


def _near(bound: set[str], missing: tuple[str, ...]) -> list[str]:
    """Name what may have been meant: other capitals, no underscore, a slip of the finger."""
    written = {name.casefold().replace("_", ""): name for name in bound}
    plain = (name.replace("_", "") for name in missing)
    return [written[found] for name in plain for found in get_close_matches(name, written, 1, 0.8)]


def _found(tree: ast.Module, submission: Submission, contract: Contract) -> Outline:
    functions = {
        node.name: node
        for node in _top_level(tree)
        if isinstance(node, ast.FunctionDef) and node.name in contract.functions
    }
    stages = dict(zip(contract.functions, STAGE_OF, strict=True))
    blanks = {stages[name]: submission.place(node.lineno) for name, node in functions.items()}
    unfinished = [stages[name] for name, node in functions.items() if _is_blank(node)]
    ordered = tuple(stage for stage in STAGE_OF if stage in unfinished)
    return Outline({str(stage): place for stage, place in blanks.items()}, ordered)


def _is_blank(function: ast.FunctionDef) -> bool:
    """Whether the body still ends in the starter's `raise NotImplementedError`.

    A body that returns before it was written by the student, who left the last line standing.
    """
    *before, last = function.body
    written = any(isinstance(node, ast.Return) for node in _top_level(ast.Module(before, [])))
    if written or not isinstance(last, ast.Raise):
        return False
    raised = last.exc.func if isinstance(last.exc, ast.Call) else last.exc
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
