from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
import keras
from keras.callbacks import EarlyStopping

keras.utils.set_random_seed(17)
X, y = load_iris(return_X_y=True)
y = keras.utils.to_categorical(y, 3)
X_rest, X_test, y_rest, y_test = train_test_split(X, y, test_size=0.2, random_state=0, stratify=y)
X_train, X_val, y_train, y_val = train_test_split(X_rest, y_rest, test_size=0.25, random_state=0, stratify=y_rest)
scaler = StandardScaler().fit(X_train)
X_train, X_val, X_test = scaler.transform(X_train), scaler.transform(X_val), scaler.transform(X_test)

model = keras.Sequential()
model.add(keras.layers.Input(shape=(4,)))
model.add(keras.layers.Dense(32, activation="relu"))
model.add(keras.layers.Dense(3, activation="softmax"))
model.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.Adam(0.01), metrics=["accuracy"])
stop = EarlyStopping(monitor="val_loss", patience=15, restore_best_weights=True)
h = model.fit(X_train, y_train, validation_data=(X_val, y_val), epochs=150, batch_size=16, callbacks=[stop], verbose=0)
print("stopped after", len(h.history["loss"]), "epochs; test accuracy", model.evaluate(X_test, y_test, verbose=0)[1])
