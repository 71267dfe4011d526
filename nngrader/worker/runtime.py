"""Settings under which a training is repeatable (nngrader/engine.py names them all)."""

import os
import random
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from keras.src.backend import config

from nngrader.engine import THREADS


def configure() -> None:
    """Fix threads and operation determinism; must come before the first operation."""
    tf.config.threading.set_intra_op_parallelism_threads(THREADS)
    tf.config.threading.set_inter_op_parallelism_threads(THREADS)
    tf.config.experimental.enable_op_determinism()
    tf.get_logger().setLevel("ERROR")
    config._KERAS_DIR = os.environ.get("KERAS_HOME", config._KERAS_DIR)  # moved after the import


def seed_everything(seed: int) -> None:
    """Seed Python, NumPy and Keras, and generators that were created without a seed."""
    keras.utils.set_random_seed(seed)
    np.random.default_rng = _seeded_generators(seed)


def reseed(seed: int) -> None:
    """Seed all but TensorFlow, which throws away what it has compiled when it is seeded."""
    random.seed(seed)
    np.random.seed(seed)
    np.random.default_rng = _seeded_generators(seed)


def _seeded_generators(seed: int) -> Any:
    """Replace `default_rng` by one that is only random where a seed was given: to us, or to it."""

    def default_rng(given: Any = None) -> np.random.Generator:
        if isinstance(given, np.random.Generator):
            return given
        return np.random.Generator(np.random.PCG64(seed if given is None else given))

    return default_rng
