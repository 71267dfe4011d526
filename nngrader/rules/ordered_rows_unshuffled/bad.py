"""Name the species of a flower."""

import keras
from sklearn.datasets import load_iris
from sklearn.preprocessing import StandardScaler

keras.utils.set_random_seed(1)

x, y = load_iris(return_X_y=True)
x = StandardScaler().fit_transform(x)

model = keras.Sequential(
    [
        keras.layers.Input((4,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(3, activation="softmax"),
    ]
)
model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.05),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
model.fit(x, y, epochs=8, batch_size=50, shuffle=False, verbose=0)
print(model.evaluate(x, y, verbose=0))
