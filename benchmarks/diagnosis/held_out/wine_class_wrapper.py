from sklearn.datasets import load_wine
from sklearn.preprocessing import scale
from sklearn.model_selection import train_test_split
from keras import Input, Model
from keras.layers import Dense


class Config:
    hidden = 30
    epochs = 20
    batch_size = 16
    optimizer = "adam"


class WineNet:
    def __init__(self, cfg):
        self.cfg = cfg
        i = Input(shape=(13,))
        x = Dense(cfg.hidden, activation="relu")(i)
        o = Dense(1, activation="sigmoid")(x)
        self.model = Model(inputs=i, outputs=o)
        self.model.compile(optimizer=cfg.optimizer, loss="binary_crossentropy", metrics=["accuracy"])

    def train(self, x, y):
        return self.model.fit(x, y, epochs=self.cfg.epochs, batch_size=self.cfg.batch_size, verbose=0)


wine = load_wine()
a, b, c, d = train_test_split(scale(wine.data), wine.target, test_size=0.3, random_state=5)
w = WineNet(Config())
w.train(a, c)
print("accuracy on test wines:", w.model.evaluate(b, d, verbose=0))
