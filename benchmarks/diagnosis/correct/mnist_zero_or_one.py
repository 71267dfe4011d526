import keras
import numpy as np

keras.utils.set_random_seed(9)
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
keep = (y_train == 0) | (y_train == 1)
x_train, y_train = x_train[keep][:4000] / 255.0, y_train[keep][:4000]
keep = (y_test == 0) | (y_test == 1)
x_test, y_test = x_test[keep] / 255.0, y_test[keep]

model = keras.Sequential([
    keras.Input(shape=(28, 28)),
    keras.layers.Flatten(),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=4, batch_size=32, verbose=0)
answers = (model.predict(x_test, verbose=0) > 0.5).astype("int").ravel()
print("accuracy", np.mean(answers == y_test))
