from sklearn.datasets import load_breast_cancer
from sklearn.preprocessing import StandardScaler
from sklearn.model_selection import train_test_split
from keras.models import Sequential
from keras.layers import Dense, Dropout, Input

X, y = load_breast_cancer(return_X_y=True)
# split and scale
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=21)
scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)
X_test = scaler.transform(X_test)

clf = Sequential([
    Input((30,)),
    Dense(15, activation="relu"),
    Dropout(0.2),
    Dense(1, activation="sigmoid"),
])
clf.compile(optimizer="adam", loss="binary_crossentropy", metrics=["categorical_accuracy"])
clf.fit(X_train, y_train, epochs=12, batch_size=16, validation_split=0.1, verbose=0)
loss, score = clf.evaluate(X_test, y_test, verbose=0)
print(f"Loss {loss:.3f}  Accuracy {score:.1%}")
