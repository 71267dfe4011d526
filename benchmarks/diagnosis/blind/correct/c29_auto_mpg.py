import numpy as np
import pandas as pd
from tensorflow import keras
from tensorflow.keras import layers

rng = np.random.default_rng(0)
dataset = pd.DataFrame({
    "Cylinders": rng.choice([4, 6, 8], 400),
    "Weight": rng.normal(3000, 600, 400),
    "Origin": rng.choice(["USA", "Europe", "Japan"], 400),
})
dataset["MPG"] = (55 - 0.009 * dataset.Weight - 0.8 * dataset.Cylinders
                  + 2 * (dataset.Origin == "Japan") + rng.normal(0, 2, 400))
dataset = pd.get_dummies(dataset, columns=["Origin"], dtype=float)
train_dataset = dataset.sample(frac=0.8, random_state=0)
test_dataset = dataset.drop(train_dataset.index)
train_labels, test_labels = train_dataset.pop("MPG"), test_dataset.pop("MPG")
train_stats = train_dataset.describe().transpose()


def norm(x):
    return (x - train_stats["mean"]) / train_stats["std"]


model = keras.Sequential([
    layers.Input((len(train_dataset.keys()),)),
    layers.Dense(64, activation="relu"),
    layers.Dense(64, activation="relu"),
    layers.Dense(1),
])
model.compile(loss="mse", optimizer=keras.optimizers.RMSprop(0.001), metrics=["mae", "mse"])
model.fit(norm(train_dataset), train_labels, epochs=40, validation_split=0.2, verbose=0)
loss, mae, mse = model.evaluate(norm(test_dataset), test_labels, verbose=0)
print("Testing set Mean Abs Error: {:5.2f} MPG".format(mae))
