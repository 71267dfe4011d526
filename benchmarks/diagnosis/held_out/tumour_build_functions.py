import keras
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler


def make_model():
    m = keras.Sequential([keras.Input((30,)), keras.layers.Dense(20, activation="relu"),
                          keras.layers.Dense(1, activation="sigmoid")])
    m.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return m


def train_model(x, y):
    return make_model().fit(x, y, epochs=12, batch_size=16, verbose=0)


X, y = load_breast_cancer(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=0)
scaler = StandardScaler().fit(X_train)
history = train_model(scaler.transform(X_train), y_train)
print("training accuracy", history.history["accuracy"][-1])
model = make_model()
print("test accuracy", model.evaluate(scaler.transform(X_test), y_test, verbose=0)[1])
