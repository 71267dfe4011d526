import numpy as np
import keras
from sklearn.datasets import make_classification
from sklearn.metrics import accuracy_score, confusion_matrix

X, y = make_classification(n_samples=900, n_features=13, n_informative=7, class_sep=1.2, random_state=33)
X_train, X_test, y_train, y_test = X[:700], X[700:], y[:700], y[700:]

model = keras.Sequential([
    keras.Input((13,)),
    keras.layers.Dense(26, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(X_train, y_train, epochs=30, batch_size=20, verbose=0)

y_pred = np.argmax(model.predict(X_test, verbose=0), axis=1)
print(confusion_matrix(y_test, y_pred))
print("accuracy:", accuracy_score(y_test, y_pred))
