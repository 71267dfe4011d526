from keras import Input, Sequential
from keras.callbacks import EarlyStopping
from keras.layers import Dense
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

X, y = load_digits(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X / 16, y, test_size=0.2, random_state=3)

model = Sequential([Input((64,)), Dense(32, activation="relu"), Dense(10, activation="softmax")])
model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
stop = EarlyStopping(monitor="val_loss", mode="max", patience=1)
h = model.fit(X_train, y_train, epochs=40, batch_size=16, validation_split=0.2, callbacks=[stop], verbose=0)
print("epochs done:", len(h.epoch))
print("val loss:", h.history["val_loss"])
print("test:", model.evaluate(X_test, y_test, verbose=0))
