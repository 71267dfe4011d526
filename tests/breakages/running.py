"""A process of its own: runs every snippet with real Keras, and tells what each raised.

Reads a JSON list of programs, writes one of [exception class, message, line that raised it], or
null for a program that ran. `python -m tests.breakages.running` does so from stdin to stdout.
"""

import contextlib
import io
import json
import os
import sys
import traceback
import warnings

FILENAME = "hand_in.py"
PRELUDE = """\
import argparse, sys, time, urllib.request
import keras, pandas as pd, numpy as np, requests, sklearn.model_selection, tensorflow as tf
from keras import backend as K
from keras.callbacks import EarlyStopping
from keras.layers import Conv2D, Dense, Dropout, Flatten, Input
from keras.models import Sequential
from keras.optimizers import SGD
from matplotlib import pyplot
from sklearn.metrics import accuracy_score
from sklearn.preprocessing import OneHotEncoder

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], 'float32')
Y = np.array([0, 1, 1, 0])
ONE_HOT = np.eye(3)[[0, 1, 2, 0]]
PICTURES = np.zeros((4, 28, 28, 1), 'float32')


def network(units=1, loss='mse', width=2, **more):
    model = Sequential([Input((width,)), Dense(units)])
    model.compile(loss=loss, **more)
    return model


def pictures(loss):
    model = Sequential([Input((28, 28, 1)), Conv2D(8, (3, 3)), Dense(10)])
    model.compile(loss=loss)
    return model


history = network().fit(X, Y, verbose=0)
"""


def raised_by(code: str, names: dict) -> list[str] | None:
    """Run one program; say what it raised."""
    from nngrader.worker.text import told_error

    try:
        exec(compile(code, FILENAME, "exec"), dict(names))
    except BaseException as error:  # noqa: BLE001 - sys.exit is among them
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == FILENAME]
        line = code.split("\n")[lines[-1] - 1].strip() if lines else ""
        return [*told_error(error), line]
    return None


def main() -> None:
    os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "MPLBACKEND": "Agg"}
    warnings.simplefilter("ignore")
    names: dict = {"__name__": "__main__"}
    sys.argv = [FILENAME]
    codes = json.load(sys.stdin)
    sys.stdin = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(PRELUDE, "prelude.py", "exec"), names)
        found = [raised_by(code, names) for code in codes]
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
