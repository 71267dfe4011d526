import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train[:3000].reshape(3000, 784).astype("float32") / 255
x_test = x_test[:1000].reshape(1000, 784).astype("float32") / 255
y_train = keras.utils.to_categorical(y_train[:3000])
y_test = keras.utils.to_categorical(y_test[:1000])

model = keras.Sequential(name="digits")
model.add(layers.Input(shape=(784,)))
model.add(layers.Dense(64, activation="relu", name="hidden"))
model.add(layers.Dense(9, activation="softmax", name="answer"))
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["acc"])
model.fit(x_train, y_train, batch_size=64, epochs=5, verbose=0)
print("acc", model.evaluate(x_test, y_test, verbose=0)[1])
