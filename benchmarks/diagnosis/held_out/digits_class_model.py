import keras
from keras.layers import Dense, Dropout, Input
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split


class DigitClassifier:
    def __init__(self, units=32, keep=0.9, epochs=15):
        self.epochs = epochs
        self.net = keras.Sequential([
            Input((64,)),
            Dense(units, activation="relu"),
            Dropout(keep),
            Dense(units, activation="relu"),
            Dropout(keep),
            Dense(10, activation="softmax"),
        ])
        self.net.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])

    def train(self, x, y):
        self.net.fit(x, y, epochs=self.epochs, verbose=0)

    def score(self, x, y):
        return self.net.evaluate(x, y, verbose=0)


X, y = load_digits(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X / 16.0, y, random_state=10)
c = DigitClassifier()
c.train(X_train, y_train)
print("training score", c.score(X_train, y_train))
print("test score", c.score(X_test, y_test))
