import tensorflow as tf
from tensorflow.keras import layers, models
from sklearn.datasets import make_moons

X, y = make_moons(900, noise=0.15, random_state=0)
x_train, y_train, x_test, y_test = X[:600], y[:600], X[600:], y[600:]

tf.keras.utils.set_random_seed(1)
model = models.Sequential()
model.add(layers.Input((2,)))
for _ in range(2):
    model.add(layers.Dense(16, activation="sigmoid"))
model.add(layers.Dense(1))
model.compile(optimizer=tf.keras.optimizers.Adam(0.01), loss="binary_crossentropy",
              metrics=["accuracy"])
model.fit(x_train, y_train, epochs=30, batch_size=32, verbose=0)
print("test loss/acc:", model.evaluate(x_test, y_test, verbose=0))
print(model.predict(x_test[:6], verbose=0).ravel())
