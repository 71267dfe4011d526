import keras
from keras import layers, optimizers

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train[:5000].reshape((5000, 784)) / 255
x_test = x_test[:1000].reshape((1000, 784)) / 255

image = keras.Input(shape=(784,), name="image")
x = layers.Dense(64, activation="relu")(image)
x = layers.Dense(32, activation="relu")(x)
digit = layers.Dense(10, activation="softmax", name="digit")(x)
model = keras.Model(image, digit)
model.compile(optimizer=optimizers.Adam(learning_rate=1e-6), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
h = model.fit(x_train, y_train[:5000], epochs=5, batch_size=64, verbose=0)
for n, (l, a) in enumerate(zip(h.history["loss"], h.history["accuracy"])):
    print(f"epoch {n}: loss {l:.4f} accuracy {a:.3f}")
print("test", model.evaluate(x_test, y_test[:1000], verbose=0))
