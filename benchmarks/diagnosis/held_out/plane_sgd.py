import numpy as np
import keras
import matplotlib.pyplot as plt

rng = np.random.default_rng(6)
x = rng.uniform(-1, 1, (400, 3))
y = x @ np.array([1.5, -2.0, 0.5]) + 0.7 + rng.normal(0, 0.5, 400)

model = keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(1)])
sgd = keras.optimizers.SGD(learning_rate=0.3, momentum=0.8, decay=0.05)
model.compile(loss="mse", optimizer=sgd)
history = model.fit(x[:300], y[:300], epochs=30, batch_size=4, verbose=0)
plt.plot(history.history["loss"])
plt.savefig("line.png")
print("last losses:", [round(v, 3) for v in history.history["loss"][-5:]])
print("weights:", model.get_weights()[0].ravel(), model.get_weights()[1])
print("test:", model.evaluate(x[300:], y[300:], verbose=0), "rate", float(sgd.learning_rate.numpy()))
