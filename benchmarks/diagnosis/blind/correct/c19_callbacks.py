import os
import tempfile
import keras
from keras.callbacks import EarlyStopping, ModelCheckpoint, ReduceLROnPlateau
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X = X / 16.0
path = os.path.join(tempfile.mkdtemp(), "best.keras")
model = keras.Sequential([
    keras.Input((64,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
callbacks = [
    EarlyStopping(monitor="val_loss", patience=5, restore_best_weights=True),
    ReduceLROnPlateau(monitor="val_loss", factor=0.5, patience=2),
    ModelCheckpoint(path, monitor="val_accuracy", save_best_only=True),
]
model.fit(X[:1200], y[:1200], epochs=20, validation_data=(X[1200:1500], y[1200:1500]),
          callbacks=callbacks, verbose=0)
best = keras.models.load_model(path)
print(best.evaluate(X[1500:], y[1500:], verbose=0))
