# ordinal regression: "worse than 1?", "worse than 2?", ... as separate yes/no columns
import numpy as np
import keras

rng = np.random.default_rng(5)
x = rng.normal(size=(1200, 5)).astype("float32")
latent = x @ np.array([1.5, -1.0, 0.5, 0, 0.8]) + rng.normal(scale=0.3, size=1200)
grade = np.digitize(latent, [-2, -0.5, 0.8, 2])          # 0..4
levels = (grade[:, None] > np.arange(4)).astype("float32")

model = keras.Sequential([
    keras.Input((5,)),
    keras.layers.Dense(24, activation="relu"),
    keras.layers.Dense(4, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x[:1000], levels[:1000], epochs=40, batch_size=32, verbose=0)
predicted = (model.predict(x[1000:], verbose=0) > 0.5).sum(axis=1)
print("exact:", np.mean(predicted == grade[1000:]))
print("within one grade:", np.mean(np.abs(predicted - grade[1000:]) <= 1))
