import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
pts = rng.uniform(-1, 1, size=(600, 2))
label = np.sign(pts[:, 0] * pts[:, 1])

train_x, train_y = pts[:450], label[:450]
test_x, test_y = pts[450:], label[450:]

net = tf.keras.Sequential([
    tf.keras.layers.Input(shape=(2,)),
    tf.keras.layers.Dense(32, activation="relu"),
    tf.keras.layers.Dense(16, activation="relu"),
    tf.keras.layers.Dense(1, activation="sigmoid"),
])
net.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
log = net.fit(train_x, train_y, epochs=25, batch_size=16, verbose=0, validation_data=(test_x, test_y))
for k, v in log.history.items():
    print(k, v[0], "...", v[-1])
print("loss/accuracy", net.evaluate(test_x, test_y, verbose=0))
