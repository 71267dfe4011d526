import numpy as np
from sklearn.datasets import load_iris
from tensorflow import keras

table = load_iris().data
rng = np.random.default_rng(0)
rng.shuffle(table)
x, y = table[:, :3], table[:, 3]
x_train, x_test = x[:120], x[120:]
y_train, y_test = y[:120], y[120:]

model = keras.models.Sequential([
    keras.layers.Input(shape=(3,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.01), loss="mse", metrics=["mae"])
model.fit(x_train, y_train, epochs=60, batch_size=16, verbose=0)

for row, real in zip(x_test, y_test):
    width = model.predict(row, verbose=0)
    print("predicted", width, "measured", real)
