import keras
from keras import layers
from sklearn.datasets import make_classification

X, y = make_classification(2000, n_features=16, n_informative=8, n_clusters_per_class=3, class_sep=1.4, random_state=8)

inputs = keras.Input(shape=(16,))
x = layers.Dense(32)(inputs)
for _ in range(2):
    h = layers.Dense(32, activation="relu")(x)
    h = layers.Dense(32)(h)
    x = layers.Add()([x, h])
    x = layers.Activation("relu")(x)
outputs = layers.Dense(1, activation="sigmoid")(x)
model = keras.Model(inputs, outputs, name="small_resnet")
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy", "AUC"])
model.fit(X[:1500], y[:1500], epochs=10, batch_size=32, validation_data=(X[1500:1700], y[1500:1700]), verbose=2)
print(model.evaluate(X[1700:], y[1700:], verbose=0))
