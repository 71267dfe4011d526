import numpy as np
import keras
from keras import ops


def weighted_mse(y_true, y_pred):
    """Being too low is three times as bad as being too high."""
    error = y_true - y_pred
    return ops.mean(ops.where(error > 0, 3.0 * ops.square(error), ops.square(error)), axis=-1)


rng = np.random.default_rng(2)
demand_x = rng.uniform(-1, 1, size=(1500, 4)).astype("float32")
demand_y = (5 + demand_x @ [2.0, -1.0, 0.5, 1.0] + rng.normal(0, 0.5, 1500)).astype("float32").reshape(-1, 1)

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss=weighted_mse, metrics=["mae"])
model.fit(demand_x[:1200], demand_y[:1200], epochs=30, batch_size=32, verbose=0)
p = model.predict(demand_x[1200:], verbose=0)
print("mae", np.abs(p - demand_y[1200:]).mean(), "bias", (p - demand_y[1200:]).mean())
