import keras
import numpy as np

keras.utils.set_random_seed(9)
x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype="float32")
y = np.array([[0], [1], [1], [0]], dtype="float32")

model = keras.Sequential([
    keras.Input(shape=(2,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1),  # raw score, the loss knows
])
model.compile(
    optimizer=keras.optimizers.Adam(0.05),
    loss=keras.losses.BinaryCrossentropy(from_logits=True),
    metrics=[keras.metrics.BinaryAccuracy(threshold=0.0)],
)
model.fit(x, y, epochs=120, verbose=0)
scores = model.predict(x, verbose=0)
print("scores", scores.ravel())
print("answers", (scores > 0).astype(int).ravel())
print(model.evaluate(x, y, verbose=0))
