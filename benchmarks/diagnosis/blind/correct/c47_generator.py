import numpy as np
import keras


class Batches(keras.utils.PyDataset):
    """Serves shuffled batches, as one would from files on the disk."""

    def __init__(self, x, y, batch_size, **kwargs):
        super().__init__(**kwargs)
        self.x, self.y, self.batch_size = x, y, batch_size
        self.order = np.random.permutation(len(x))

    def __len__(self):
        return int(np.ceil(len(self.x) / self.batch_size))

    def __getitem__(self, i):
        rows = self.order[i * self.batch_size:(i + 1) * self.batch_size]
        return self.x[rows].astype("float32") / 255, self.y[rows]

    def on_epoch_end(self):
        np.random.shuffle(self.order)


(x, y), (x_test, y_test) = keras.datasets.mnist.load_data()
train, test = Batches(x[:4000], y[:4000], 64), Batches(x_test[:1000], y_test[:1000], 100)
model = keras.Sequential([
    keras.Input((28, 28)), keras.layers.Flatten(),
    keras.layers.Dense(64, activation="relu"), keras.layers.Dense(10, activation="softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train, epochs=5, validation_data=test, verbose=2)
