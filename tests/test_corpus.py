"""Files as beginners write them: `nngrader inspect` must give what their labels say, of all of them.

Every file under `tests/corpus/` is our own writing, in the styles of public ones. `labels.toml` in
each folder says of each file what must be captured, or which mishap it comes to.
"""

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import pytest

from nngrader.evidence import MishapName
from nngrader.inspecting import Wanted, document, inspect
from nngrader.rules import find

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CORPUS = Path(__file__).parent / "corpus"
FOLDERS = ("xor", "iris", "mnist")
LEAST = 80  #: files
#: Every key that a label may have, with the type of its value.
KEYS: dict[str, type | tuple[type, ...]] = {
    "style": str,
    "layers": list,  #: none where no network is captured
    "loss": str,  #: "" where it was not compiled
    "from_logits": bool,
    "optimizer": str,
    "learning_rate": (float, str),  #: the text of a schedule
    "epochs": int,
    "calls": int,  #: 0 where no training came to its end; left out where that is left to chance
    "batch_size": int,
    "validation": str,
    "line": int,
    "cell": int,
    "candidates": int,
    "mishap": str,  #: "" where it runs to its end
    "says": list,  #: fragments of the mishap's sentence
    "warns": list,  #: fragments of warnings, of their meanings or of notes
    "faults": list,  #: ids of diagnosis.md
}
TRAINED = ("epochs", "batch_size", "validation", "line", "cell")
LAYER = re.compile(r"[A-Z]\w*(\([\w., ]+\))?")


@dataclass(frozen=True)
class Labelled:
    """One file of the corpus."""

    path: Path
    label: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.path.parent.name}/{self.path.name}"


def labelled() -> list[Labelled]:
    return [
        Labelled(CORPUS / folder / name, label)
        for folder in FOLDERS
        for name, label in labels_of(CORPUS / folder).items()
    ]


def labels_of(folder: Path) -> dict[str, dict[str, Any]]:
    return tomllib.loads((folder / "labels.toml").read_text("utf-8"))


# What a label asks for, beside what was captured


def differences(label: dict[str, Any], entry: dict[str, Any]) -> list[str]:
    """Say what differs from a label, a line each."""
    found, wanted = told(entry), asked(label)
    different = [
        f"{key}: {found.get(key)!r}, wanted {value!r}"
        for key, value in wanted.items()
        if found.get(key) != value
    ]
    sentence = (entry["mishap"] or {"message": ""})["message"]
    also = [entry["notes"], *([one["message"], one["meaning"]] for one in entry["warnings"])]
    noted = "\n".join(text for texts in also for text in texts)
    different += [
        f"does not say {part!r}: {sentence!r}" for part in missing(label, "says", sentence)
    ]
    different += [f"does not warn {part!r}: {noted!r}" for part in missing(label, "warns", noted)]
    return different


def missing(label: dict[str, Any], key: str, text: str) -> list[str]:
    return [fragment for fragment in label.get(key, []) if fragment not in text]


def asked(label: dict[str, Any]) -> dict[str, Any]:
    """Bring a label into the form of `told`."""
    layers = [plain(layer) for layer in label.get("layers", [])]
    wanted: dict[str, Any] = {"mishap": label.get("mishap", ""), "layers": layers}
    wanted |= {key: label[key] for key in ("candidates",) if key in label}
    if not layers:
        return wanted
    wanted |= {key: label[key] for key in ("loss", "from_logits", "optimizer") if key in label}
    wanted |= {key: rounded(label[key]) for key in ("learning_rate",) if key in label}
    if "line" in label:
        wanted |= {key: label.get(key) for key in TRAINED if key in label or key == "cell"}
    return wanted | {key: label[key] for key in ("calls",) if key in label}


def told(entry: dict[str, Any]) -> dict[str, Any]:
    """Bring an entry of the JSON into the form of `asked`."""
    model, fit = entry["model"], entry["fit"]
    found = {
        "mishap": "" if entry["status"] == "evidence" else entry["status"],
        "candidates": len(entry["candidates"]),
        "layers": [plain(one) for one in model["summary"].split(" → ") if one] if model else [],
        "calls": fit["calls"] if fit else 0,
    }
    if model:
        found |= {key: model[key] or "" for key in ("loss", "optimizer")}
        found["from_logits"] = model["from_logits"]
        found["learning_rate"] = rounded(model["optimizer_settings"].get("learning_rate"))
    return found | {key: fit[key] for key in TRAINED if fit}


def plain(layer: str) -> str:
    """Write a layer in one way: a linear activation and the rate of a dropout may be left out."""
    return re.sub(r"Dropout\(.*", "Dropout", layer.replace(" ", "").replace(",linear)", ")"))


def rounded(rate: float | str | None) -> float | str | None:
    return float(f"{rate:.6g}") if isinstance(rate, int | float) else rate


# The labels themselves


def test_every_file_has_its_label_and_every_label_its_file() -> None:
    lone = [
        f"{folder}/{name}"
        for folder in FOLDERS
        for name in sorted({*labels_of(CORPUS / folder)} ^ {*files_in(CORPUS / folder)})
    ]

    assert lone == []


def files_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.suffix in (".py", ".ipynb")]


def test_labels_have_only_keys_that_somebody_reads() -> None:
    wrong = [
        f"{one.name}: {key} = {value!r}"
        for one in labelled()
        for key, value in one.label.items()
        if key not in KEYS or not isinstance(value, KEYS[key])
    ]

    assert wrong == []


def test_labels_say_what_must_be_said() -> None:
    assert {one.name: slips(one.label) for one in labelled() if slips(one.label)} == {}


def slips(label: dict[str, Any]) -> list[str]:
    """Name what a label lacks or misspells, so that nothing is left unchecked by a slip."""
    needed = ["style", "faults"]
    if label.get("layers"):
        needed += ["loss", "candidates"]
        needed += ["optimizer", "learning_rate"] if label.get("loss") else []
        needed += ["epochs", "batch_size", "validation", "line"] if label.get("calls", 1) else []
    else:
        needed += ["mishap"]
    needed += ["says"] if label.get("mishap") else []
    wrong = [f"no {key}" for key in needed if key not in label]
    wrong += [f"layer {one!r}" for one in label.get("layers", []) if not LAYER.fullmatch(one)]
    if label.get("mishap", "") not in ("", *get_args(MishapName)):
        wrong.append(f"mishap {label['mishap']!r}")
    if label.get("validation", "none") not in ("none", "split", "data"):
        wrong.append(f"validation {label['validation']!r}")
    return wrong


def test_a_complete_label_has_no_slip() -> None:
    assert slips(LABEL) == []
    assert slips({"style": "Python 2", "faults": [], "mishap": "syntax_error", "says": []}) == []


@pytest.mark.parametrize(
    ("change", "slip"),
    [
        ({"layers": ["dense 8"]}, "layer 'dense 8'"),
        ({"mishap": "crash", "says": []}, "mishap 'crash'"),
        ({"mishap": "crashed"}, "no says"),
        ({"validation": "test"}, "validation 'test'"),
        ({"layers": []}, "no mishap"),
    ],
)
def test_a_slip_in_a_label_is_named(change: dict[str, Any], slip: str) -> None:
    assert slips({**LABEL, **change}) == [slip]


# Their proportions, as counted over 124 public files

SHARES = {  #: pattern in the text, share of the public files; see research/corpus.md
    r"\.add\(": 82 / 124,
    r"input_shape": 44 / 124,
    r"input_dim": 43 / 124,
    r"Flatten\(": 26 / 124,
    r"Dropout\(": 25 / 124,
    r"['\"]?sparse_?categorical_?crossentropy": 27 / 124,
    r"(?<!sparse_)(?<!sparse)categorical_?crossentropy": 53 / 124,
    r"binary_?crossentropy": 24 / 124,
    r"tensorflow.keras|tf\.keras|from tensorflow import keras": 45 / 124,
    r"[^\x00-\x7f]": 25 / 124,
}
FAR = 0.15  #: shares of styles may differ by that much: variety comes first
FACTOR = 2.5  #: outcomes may be so much rarer or more frequent


def test_there_are_enough_of_each_kind() -> None:
    assert len(labelled()) >= LEAST
    assert min(len(labels_of(CORPUS / folder)) for folder in FOLDERS) >= LEAST // 4


@pytest.mark.parametrize("pattern", SHARES)
def test_the_corpus_is_written_as_public_files_are(pattern: str) -> None:
    texts = [source(one.path) for one in labelled()]

    share = sum(bool(re.search(pattern, text, re.IGNORECASE)) for text in texts) / len(texts)

    assert share == pytest.approx(SHARES[pattern], abs=FAR)


def source(path: Path) -> str:
    """The student's own text, of a notebook that of its cells."""
    text = path.read_bytes().decode("utf-8", "replace")
    if path.suffix != ".ipynb":
        return text
    book = json.loads(text)
    cells = [cell for sheet in book.get("worksheets", [book]) for cell in sheet["cells"]]
    return "\n".join("".join(cell.get("source", cell.get("input", ""))) for cell in cells)


@pytest.mark.parametrize(
    ("what", "public"),
    [
        ("notebook", 23 / 124),
        ("runs", 53 / 124),  # with the environment repaired, as data are served here
        ("late mishap", 9 / 124),
        ("several networks", 11 / 124),
        ("fault", 85 / 124),
        ("validation", 44 / 124),
    ],
)
def test_the_corpus_goes_wrong_as_public_files_do(what: str, public: float) -> None:
    every = labelled()
    holds = {
        "notebook": [one.path.suffix == ".ipynb" for one in every],
        "runs": [not one.label.get("mishap") for one in every],
        "late mishap": [is_late(one.label) for one in every],
        "several networks": [one.label.get("candidates", 0) > 1 for one in every],
        "fault": [bool(one.label["faults"]) for one in every],
        "validation": [one.label.get("validation", "none") != "none" for one in every],
    }

    assert public / FACTOR < sum(holds[what]) / len(every) < public * FACTOR


def is_late(label: dict[str, Any]) -> bool:
    """Whether it stops after a training."""
    return bool(label.get("mishap") and label.get("layers") and label.get("calls", 1))


# The comparison

LABEL: dict[str, Any] = {
    "style": "a list of layers",
    "layers": ["Flatten", "Dense(8, relu)", "Dropout(0.2)", "Dense(3)"],
    "loss": "sparse_categorical_crossentropy",
    "from_logits": True,
    "optimizer": "adam",
    "learning_rate": 0.001,
    "epochs": 20,
    "batch_size": 32,
    "calls": 1,
    "validation": "split",
    "line": 31,
    "candidates": 1,
    "faults": [],
}
ENTRY: dict[str, Any] = {
    "file": "x.py",
    "status": "evidence",
    "mishap": None,
    "model": {
        "loss": "sparse_categorical_crossentropy",
        "from_logits": True,
        "optimizer": "adam",
        "optimizer_settings": {"learning_rate": 0.0010000000475},
        "summary": "Flatten → Dense(8, relu) → Dropout(0.2) → Dense(3, linear)",
    },
    "fit": {
        "epochs": 20,
        "batch_size": 32,
        "validation": "split",
        "line": 31,
        "cell": None,
        "calls": 1,
    },
    "candidates": [{}],
    "warnings": [],
    "notes": [],
}


def test_what_was_asked_for_differs_in_nothing() -> None:
    assert differences(LABEL, ENTRY) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"layers": ["Dense(3)"]}, "layers: ['Flatten', 'Dense(8,relu)', 'Dropout', 'Dense(3)'], wanted ['Dense(3)']"),
        ({"loss": ""}, "loss: 'sparse_categorical_crossentropy', wanted ''"),
        ({"from_logits": False}, "from_logits: True, wanted False"),
        ({"learning_rate": 0.01}, "learning_rate: 0.001, wanted 0.01"),
        ({"epochs": 1}, "epochs: 20, wanted 1"),
        ({"calls": 2}, "calls: 1, wanted 2"),
        ({"calls": 0}, "calls: 1, wanted 0"),
        ({"cell": 7}, "cell: None, wanted 7"),
        ({"candidates": 2}, "candidates: 1, wanted 2"),
        ({"mishap": "crashed"}, "mishap: '', wanted 'crashed'"),
        ({"says": ["gone"]}, "does not say 'gone': ''"),
        ({"warns": ["softmax"]}, "does not warn 'softmax': ''"),
    ],
    ids=lambda value: "".join(value) if isinstance(value, dict) else "",
)  # fmt: skip
def test_each_difference_is_told(change: dict[str, Any], told: str) -> None:
    assert differences({**LABEL, **change}, ENTRY) == [told]


def test_a_network_nobody_expected_is_told() -> None:
    label = {"style": "cut off", "mishap": "syntax_error", "says": ["line 3"], "faults": []}
    stopped = {**ENTRY, "status": "syntax_error", "mishap": {"message": "It ends at line 3."}}

    assert differences(label, {**stopped, "model": None, "fit": None}) == []
    assert differences(label, stopped) == [
        "layers: ['Flatten', 'Dense(8,relu)', 'Dropout', 'Dense(3)'], wanted []"
    ]


def test_fragments_are_looked_for_in_warnings_meanings_and_notes() -> None:
    warning = {"message": "input_shape given", "meaning": "Harmless."}
    entry = {**ENTRY, "warnings": [warning], "notes": ["Cell 3 ran first."]}

    label = {**LABEL, "warns": ["input_shape", "Harmless", "Cell 3"]}
    assert differences(label, entry) == []


# The run


@pytest.mark.sandbox
@pytest.mark.keras
@pytest.mark.timeout(600)
def test_every_label_of_the_corpus_is_right() -> None:
    """One run over everything, with all mismatches in one list; of right programs no rule speaks."""
    every = labelled()

    seen = [*inspect(Wanted(files=tuple(str(one.path) for one in every), jobs=2))]

    found = json.loads(document(seen))
    assert [entry["file"] for entry in found] == [str(one.path) for one in every]
    wrong = [
        f"{one.name}: {difference}"
        for one, entry in zip(every, found, strict=True)
        for difference in differences(one.label, entry)
    ]
    spoken = [
        f"{one.name}: {finding.rule}"
        for one, entry in zip(every, seen, strict=True)
        if not one.label["faults"] and entry.mishap is None
        for finding in find(entry.evidence)
    ]
    assert not wrong, "\n".join([f"{len(wrong)} labels differ:", *wrong])
    assert not spoken, "\n".join(["rules speak of right programs:", *spoken])
