import numpy as np
import keras

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()

# 200 pictures of every digit
images, numbers = [], []
for digit in range(10):
    chosen = x_train[y_train == digit][:200]
    images.extend(chosen)
    numbers.extend([digit] * len(chosen))
images = np.array(images).reshape(-1, 784) / 255.0
numbers = np.array(numbers)

model = keras.Sequential([
    keras.layers.Input(shape=(784,)),
    keras.layers.Dense(48, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer=keras.optimizers.SGD(0.1), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
batch = 50
for epoch in range(5):
    for start in range(0, len(images), batch):
        loss, acc = model.train_on_batch(images[start:start + batch], numbers[start:start + batch])
print("test", model.evaluate(x_test[:2000].reshape(-1, 784) / 255.0, y_test[:2000], verbose=0))
