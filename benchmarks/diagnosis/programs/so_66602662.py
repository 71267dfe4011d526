import numpy as np
from sklearn.datasets import make_blobs
from tensorflow import keras

points, team = make_blobs(n_samples=1000, centers=5, n_features=4, cluster_std=1.0, random_state=10)
points = (points - points.mean(axis=0)) / points.std(axis=0)

model = keras.Sequential([
    keras.Input(shape=(4,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(
    optimizer="adam",
    loss=keras.losses.CategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
model.fit(points[:800], team[:800].reshape(-1, 1), epochs=10, batch_size=16, verbose=2)
print(np.unique(team), model.predict(points[800:805], verbose=0))
