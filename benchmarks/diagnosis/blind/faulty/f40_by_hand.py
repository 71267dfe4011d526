from keras.layers import Dense, Input
from keras.models import Sequential
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

X, y = load_breast_cancer(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=2)
scaler = StandardScaler().fit(X_train)
X_train, X_test = scaler.transform(X_train), scaler.transform(X_test)

model = Sequential([Input((30,)), Dense(16, activation="relu"), Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(X_train, y_train, epochs=25, batch_size=16, verbose=0)

predictions = (model.predict(X_test, verbose=0) > 0.5).astype(int)
correct = (predictions == y_test).sum()
accuracy = (predictions == y_test).mean()
print("correct:", correct, "of", len(y_test))
print("accuracy:", accuracy)
