from keras import Input, Sequential, regularizers
from keras.layers import Dense
from sklearn.datasets import load_breast_cancer
from sklearn.preprocessing import StandardScaler

X, y = load_breast_cancer(return_X_y=True)
X = StandardScaler().fit_transform(X)
reg = regularizers.l2(0.5)

model = Sequential([
    Input((30,)),
    Dense(64, activation="relu", kernel_regularizer=reg),
    Dense(64, activation="relu", kernel_regularizer=reg),
    Dense(32, activation="relu", kernel_regularizer=reg),
    Dense(1, activation="sigmoid", kernel_regularizer=reg),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(X[:450], y[:450], epochs=20, batch_size=32, verbose=2, validation_data=(X[450:], y[450:]))
