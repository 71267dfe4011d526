import pathlib
import tempfile
import numpy as np
from tensorflow import keras
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split

X, y = load_breast_cancer(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
mu, sd = X_train.mean(axis=0), X_train.std(axis=0)


def create_model():
    model = keras.Sequential([keras.layers.Dense(16, activation='relu', input_shape=(30,)),
                              keras.layers.Dense(1, activation='sigmoid')])
    model.compile(optimizer='adam', loss='binary_crossentropy', metrics=['accuracy'])
    return model


folder = pathlib.Path(tempfile.mkdtemp())
model = create_model()
model.fit((X_train - mu) / sd, y_train, epochs=20, batch_size=16, verbose=0)
model.save(folder / "my_model.keras")
model.save_weights(folder / "my.weights.h5")

new_model = keras.models.load_model(folder / "my_model.keras")
other = create_model()
other.load_weights(folder / "my.weights.h5")
X_test = (X_test - mu) / sd
print(new_model.evaluate(X_test, y_test, verbose=0))
print(np.allclose(model.predict(X_test, verbose=0), other.predict(X_test, verbose=0)))
