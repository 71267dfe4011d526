import os

os.environ["KERAS_BACKEND"] = "tensorflow"

import numpy as np
import keras
from keras import layers, ops
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(31)

NAMES = load_iris().target_names
x, y = load_iris(return_X_y=True)
x_train, x_val, y_train, y_val = train_test_split(
    x.astype("float32"), y, test_size=0.25, stratify=y, random_state=31
)
y_train = keras.utils.to_categorical(y_train, 3)
y_val = keras.utils.to_categorical(y_val, 3)


def smooth_ce(y_true, y_pred):
    """cross entropy, but the labels are a bit softer"""
    soft = y_true * 0.9 + 0.1 / 3
    return -ops.sum(soft * ops.log(y_pred + 1e-7), axis=-1)


def schedule(epoch, lr):
    if epoch < 20:
        return lr
    return lr * 0.97


inputs = keras.Input((4,), name="measurements")
z = layers.Lambda(lambda t: t / 10.0, name="shrink")(inputs)
z = layers.Dense(16, activation="swish")(z)
z = layers.Dense(16, activation="swish")(z)
outputs = layers.Dense(3, activation="softmax")(z)
model = keras.Model(inputs=inputs, outputs=outputs)

model.compile(
    optimizer=keras.optimizers.AdamW(learning_rate=0.02),
    loss=smooth_ce,
    metrics=["accuracy"],
)

# virginica is the flower that we must not miss
weights = {0: 1.0, 1: 1.0, 2: 2.0}

model.fit(
    x_train, y_train,
    validation_data=(x_val, y_val),
    epochs=70,
    batch_size=16,
    class_weight=weights,
    callbacks=[keras.callbacks.LearningRateScheduler(schedule)],
    verbose=2,
)

for one in model.predict(x_val[:5]):
    print(NAMES[np.argmax(one)], one.round(2))
