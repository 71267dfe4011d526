# Assignment 2 - Flower classification
# Deniz K., group B
import numpy as np
import tensorflow as tf
from sklearn.datasets import load_iris
from tensorflow.keras import Model
from tensorflow.keras.layers import Dense


class FlowerNet(Model):
    """two hidden layers and one output for each kind of flower"""

    def __init__(self):
        super(FlowerNet, self).__init__()
        self.h1 = Dense(16, activation='relu')
        self.h2 = Dense(8, activation='relu')
        self.out = Dense(3)

    def call(self, x):
        x = self.h1(x)
        x = self.h2(x)
        return self.out(x)


class Trainer:
    def __init__(self, lr=0.01):
        data = load_iris()
        rng = np.random.RandomState(4)
        order = rng.permutation(150)
        X = data.data[order].astype('float32')
        y = data.target[order]
        self.x_train, self.y_train = X[:110], y[:110]
        self.x_test, self.y_test = X[100:], y[100:]
        self.net = FlowerNet()
        self.net.compile(
            optimizer=tf.keras.optimizers.Adam(lr),
            loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
            metrics=['accuracy'])
        self.losses = []

    def run(self, n):
        for epoch in range(n):
            h = self.net.fit(self.x_train, self.y_train, epochs=1, batch_size=10, verbose=0)
            self.losses.append(h.history['loss'][0])
            if (epoch + 1) % 10 == 0:
                print('epoch', epoch + 1, 'loss', self.losses[-1])

    def test(self):
        return self.net.evaluate(self.x_test, self.y_test, verbose=0)


if __name__ == "__main__":
    trainer = Trainer()
    trainer.run(40)
    print('test loss / acc:', trainer.test())
