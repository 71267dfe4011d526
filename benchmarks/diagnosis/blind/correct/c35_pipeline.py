import keras
import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.datasets import load_wine
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


class KerasNet(ClassifierMixin, BaseEstimator):
    def __init__(self, hidden=16, epochs=15):
        self.hidden = hidden
        self.epochs = epochs

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        self.model_ = keras.Sequential([
            keras.Input((X.shape[1],)),
            keras.layers.Dense(self.hidden, activation="relu"),
            keras.layers.Dense(len(self.classes_), activation="softmax"),
        ])
        self.model_.compile(keras.optimizers.Adam(0.02), "sparse_categorical_crossentropy")
        self.model_.fit(X, y, epochs=self.epochs, batch_size=16, verbose=0)
        return self

    def predict(self, X):
        return self.classes_[self.model_.predict(X, verbose=0).argmax(axis=1)]


X, y = load_wine(return_X_y=True)
pipe = make_pipeline(StandardScaler(), KerasNet())
print(cross_val_score(pipe, X, y, cv=3))
