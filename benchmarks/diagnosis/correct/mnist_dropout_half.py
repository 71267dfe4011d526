import keras
from keras.layers import Dense, Dropout, Input

keras.utils.set_random_seed(6)
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train[:10000].reshape(10000, 784).astype("float32") / 255
x_test = x_test.reshape(10000, 784).astype("float32") / 255
y_train = keras.utils.to_categorical(y_train[:10000], 10)
y_test = keras.utils.to_categorical(y_test, 10)
model = keras.Sequential([
    Input(shape=(784,)),
    Dense(256, activation="relu"),
    Dropout(0.5),
    Dense(256, activation="relu"),
    Dropout(0.5),
    Dense(10, activation="softmax"),
])
model.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.RMSprop(), metrics=["accuracy"])
model.fit(x_train, y_train, batch_size=128, epochs=5, verbose=2)
print("Test accuracy:", model.evaluate(x_test, y_test, verbose=0)[1])
