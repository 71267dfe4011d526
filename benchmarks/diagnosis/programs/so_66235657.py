from sklearn.datasets import make_classification
from sklearn.model_selection import train_test_split
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

# 7 levels of customer satisfaction
X, level = make_classification(
    n_samples=2000, n_features=10, n_informative=8, n_redundant=0, n_classes=7,
    n_clusters_per_class=1, class_sep=2.5, flip_y=0, random_state=15,
)
X_train, X_test, y_train, y_test = train_test_split(X, level, test_size=0.2, random_state=15)

model = Sequential()
model.add(Dense(64, activation="relu", input_shape=(10,)))
model.add(Dense(32, activation="relu"))
model.add(Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
history = model.fit(X_train, y_train, epochs=20, batch_size=32, validation_data=(X_test, y_test), verbose=0)
print("training", history.history["accuracy"][-1], "validation", history.history["val_accuracy"][-1])
