import numpy as np
from keras.models import Sequential
from keras.layers import Dense, Input
from sklearn.datasets import load_breast_cancer
from sklearn.metrics import accuracy_score, confusion_matrix
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler

X, y = load_breast_cancer(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=1)
scaler = MinMaxScaler()
X_train, X_test = scaler.fit_transform(X_train), scaler.transform(X_test)

model = Sequential([Input((30,)), Dense(16, activation="relu"), Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(X_train, y_train, epochs=30, batch_size=16, verbose=0)

# confusion matrix on the test set
predicted = np.argmax(model.predict(X_test, verbose=0), axis=1)
print(confusion_matrix(y_test, predicted).tolist())
print("accuracy:", accuracy_score(y_test, predicted))
