"""Try the same net with two learning rates and with two losses."""
import numpy as np
import tensorflow as tf

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
y = np.array([0, 1, 1, 0], dtype=float)


class XorExperiment:
    def __init__(self, units=8):
        self.model = tf.keras.models.Sequential()
        self.model.add(tf.keras.layers.InputLayer(shape=(2,)))
        self.model.add(tf.keras.layers.Dense(units, activation=tf.nn.relu))
        self.model.add(tf.keras.layers.Dense(1, activation=tf.nn.sigmoid))

    def first(self):
        self.model.compile(optimizer='adam', loss='mse', metrics=['accuracy'])
        return self.model.fit(X, y, epochs=150, verbose=0)

    def second(self):
        # go on from where we stopped, this time with cross entropy
        self.model.compile(optimizer='adam', loss='binary_crossentropy', metrics=['accuracy'])
        # faster please
        self.model.optimizer.lr = 0.1
        return self.model.fit(X, y, epochs=250, batch_size=4, verbose=0)

    def show(self):
        print(self.model.predict(X, verbose=0).ravel().round(3))


if __name__ == '__main__':
    exp = XorExperiment()
    a = exp.first()
    print('mse:', a.history['loss'][-1])
    exp.show()
    b = exp.second()
    print('bce:', b.history['loss'][-1])
    exp.show()
    print('score', exp.model.evaluate(X, y, verbose=0))
