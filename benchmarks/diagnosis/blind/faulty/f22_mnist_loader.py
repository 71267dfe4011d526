import numpy as np
import keras


def load(n):
    (a, b), (c, d) = keras.datasets.mnist.load_data()
    arrays = a[:n], b[:n], c[:500], d[:500]
    return [array.astype("float32") / 255.0 for array in arrays]


train_x, train_y, test_x, test_y = load(4000)
model = keras.Sequential([
    keras.layers.Input((28, 28)),
    keras.layers.Flatten(),
    keras.layers.Dense(50, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train_x, train_y, batch_size=64, epochs=4)
print(np.argmax(model.predict(test_x[:20], verbose=0), axis=1))
print("test:", model.evaluate(test_x, test_y, verbose=0))
