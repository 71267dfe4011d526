import tensorflow as tf
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

(X_train, y_train), (X_test, y_test) = tf.keras.datasets.mnist.load_data()
X_train = X_train[:5000].reshape(-1, 784).astype("float32")
X_test = X_test[:1000].reshape(-1, 784).astype("float32")
y_train = tf.keras.utils.to_categorical(y_train[:5000])
y_test = tf.keras.utils.to_categorical(y_test[:1000])

model = Sequential([
    tf.keras.Input((784,)),
    Dense(64, activation="relu"),
    Dense(10, activation="softmax"),
])
model.compile(optimizer=tf.keras.optimizers.SGD(0.1), loss="categorical_crossentropy",
              metrics=["accuracy"])
model.fit(X_train, y_train, epochs=8, batch_size=32, verbose=2)
print("accuracy", model.evaluate(X_test, y_test, verbose=0)[1])
