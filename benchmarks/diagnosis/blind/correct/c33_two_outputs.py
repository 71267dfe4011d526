import keras
import numpy as np
from keras import layers

rng = np.random.default_rng(3)
x = rng.normal(size=(1500, 8)).astype("float32")
price = (x[:, 0] * 2 + x[:, 1] + rng.normal(scale=0.3, size=1500)).astype("float32")
kind = np.argmax(x[:, 2:5] + rng.normal(scale=0.3, size=(1500, 3)), axis=1)

inputs = keras.Input((8,))
shared = layers.Dense(32, activation="relu")(inputs)
price_out = layers.Dense(1, name="price")(shared)
kind_out = layers.Dense(3, activation="softmax", name="kind")(shared)
model = keras.Model(inputs, {"price": price_out, "kind": kind_out})
model.compile(
    optimizer="adam",
    loss={"price": "mse", "kind": "sparse_categorical_crossentropy"},
    loss_weights={"price": 0.5, "kind": 1.0},
    metrics={"price": ["mae"], "kind": ["accuracy"]},
)
model.fit(x[:1200], {"price": price[:1200], "kind": kind[:1200]}, epochs=20, batch_size=32, verbose=0)
print(model.evaluate(x[1200:], {"price": price[1200:], "kind": kind[1200:]}, verbose=0, return_dict=True))
