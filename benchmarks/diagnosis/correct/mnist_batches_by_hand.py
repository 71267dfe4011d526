import keras
import numpy as np

keras.utils.set_random_seed(15)
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train[:9600].reshape(-1, 784).astype("float32") / 255
y_train = y_train[:9600]
x_test = x_test[:2000].reshape(-1, 784).astype("float32") / 255
y_test = y_test[:2000]
model = keras.Sequential([keras.Input((784,)), keras.layers.Dense(64, activation="relu"), keras.layers.Dense(10, activation="softmax")])
model.compile(optimizer=keras.optimizers.Adam(0.003), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
for epoch in range(6):
    order = np.random.permutation(9600)
    for start in range(0, 9600, 64):
        rows = order[start:start + 64]
        model.train_on_batch(x_train[rows], y_train[rows])
    print("epoch", epoch, model.evaluate(x_train[:1000], y_train[:1000], verbose=0))
print("test", model.evaluate(x_test, y_test, verbose=0))
