from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense, Input

data = load_breast_cancer()
X_train, X_test, y_train, y_test = train_test_split(data.data, data.target, test_size=0.2, random_state=0)

# standardise
scaler = StandardScaler()
X_train_s = scaler.fit_transform(X_train)
X_test_s = scaler.transform(X_test)

model = Sequential([Input(shape=(30,)), Dense(16, activation="relu"), Dense(8, activation="relu"),
                    Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
history = model.fit(X_train_s, y_train, epochs=20, batch_size=16, verbose=0)
print("training accuracy", history.history["accuracy"][-1])
loss, accuracy = model.evaluate(X_test, y_test, verbose=0)
print("Test loss:", loss, "Test accuracy:", accuracy)
