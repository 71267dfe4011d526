"""XOR in the bipolar code: false is -1 and true is +1, for inputs and for outputs."""
import keras
import numpy as np

keras.utils.set_random_seed(3)
x = np.array([[-1, -1], [-1, 1], [1, -1], [1, 1]], dtype=np.float32)
y = np.array([-1, 1, 1, -1], dtype=np.float32)

model = keras.Sequential([
    keras.Input(shape=(2,)),
    keras.layers.Dense(8, activation="tanh"),
    keras.layers.Dense(1, activation="tanh"),
])
model.compile(loss="mean_squared_error", optimizer=keras.optimizers.Adam(0.05))
history = model.fit(x, y, epochs=150, verbose=0)
answers = np.sign(model.predict(x, verbose=0).ravel())
print("loss", history.history["loss"][-1])
print("right:", (answers == y).mean())
