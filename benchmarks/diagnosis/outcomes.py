"""Measures how the originals and their mutants learn.

`python -m benchmarks.diagnosis.outcomes [NAME…]` runs each program once, or those that are named,
as it is, in a fork of this process, which has imported TensorFlow. What the last `evaluate`, else
the last `fit`, says is written into `outcomes.toml`, beside what stopped the program.
"""

import json
import math
import os
import sys
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import tomllib

QUIET = {
    "CUDA_VISIBLE_DEVICES": "-1",
    "MPLBACKEND": "Agg",
    "OMP_NUM_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
}
HEAD = (
    "# What each program learned, run once: written by `python -m benchmarks.diagnosis.outcomes`.\n"
)


def main() -> None:
    """Measure, and write the file after each program; what is no longer a program is left out."""
    os.environ.update(QUIET)
    from benchmarks.diagnosis import mutants  # noqa: PLC0415 - with TensorFlow, when it is quiet

    texts = {Path(name).stem: mutants.original(name) for name in mutants.ORIGINALS}
    texts |= {one.name: one.text for one in mutants.every()}
    file = mutants.OUTCOMES
    kept = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    _serve_pictures()
    for name in sys.argv[1:] or texts:
        kept[name] = _run_apart(texts[name])
        lines = [_line(name, kept[name]) for name in texts if name in kept]
        print(_line(name, kept[name]), file=sys.stderr)
        file.write_text("\n".join([HEAD, *lines, ""]), encoding="utf-8")


def _line(name: str, seen: Mapping[str, Any]) -> str:
    told = ", ".join(f"{key} = {json.dumps(value)}" for key, value in seen.items())
    return f"{name} = {{ {told} }}"


def _serve_pictures() -> None:
    import keras  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    from nngrader.datasets import mnist  # noqa: PLC0415

    rows = mnist.load()
    loaded = (rows.x_train, rows.y_train), (rows.x_test, np.array(rows.truth, dtype=np.uint8))
    keras.datasets.mnist.load_data = lambda *_: loaded


def _run_apart(text: str) -> dict[str, Any]:
    reading, writing = os.pipe()
    if not (child := os.fork()):
        os.close(reading)
        with os.fdopen(writing, "w") as told:
            json.dump(_run(text), told)
            told.flush()
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        seen: dict[str, Any] = json.load(told)
    os.waitpid(child, 0)
    return seen


def _run(text: str) -> dict[str, Any]:
    logs: list[dict[str, float]] = []
    _watch(logs)
    stopped = ""
    try:
        with Path(os.devnull).open("w") as nowhere:
            sys.stdout = sys.stderr = nowhere
            exec(compile(text, "program", "exec"), {"__name__": "__main__"})
    except BaseException as problem:  # noqa: BLE001 - whatever it is, it is what was seen
        stopped = traceback.format_exception_only(problem)[-1].partition("\n")[0][:80]
    last = logs[-1] if logs else {}
    return dict(_told(last)) | ({"stopped": stopped} if stopped else {})


def _told(last: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    accuracy = next((value for name, value in last.items() if "acc" in name), None)
    if accuracy is not None:
        yield "accuracy", round(accuracy, 4)
    if math.isfinite(loss := last.get("loss", math.nan)):
        yield "loss", float(f"{loss:.4g}")


def _watch(logs: list[dict[str, float]]) -> None:
    """Note what every `fit` and `evaluate` says at its end."""
    import keras  # noqa: PLC0415

    fit, evaluate = keras.Model.fit, keras.Model.evaluate

    def watched_fit(model: Any, *args: Any, **settings: Any) -> Any:
        history = fit(model, *args, **settings)
        logs.append({name: float(values[-1]) for name, values in history.history.items()})
        return history

    def watched_evaluate(model: Any, *args: Any, **settings: Any) -> Any:
        said = evaluate(model, *args, **settings)
        logs.append({name: float(value) for name, value in model.get_metrics_result().items()})
        return said

    keras.Model.fit, keras.Model.evaluate = watched_fit, watched_evaluate


if __name__ == "__main__":
    main()
