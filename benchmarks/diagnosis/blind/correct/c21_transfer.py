# learn digits 0-4 first, then freeze the features and learn 5-9 (as in an old Keras example)
import keras
from keras import layers

(x, y), _ = keras.datasets.mnist.load_data()
x, y = x[:5000].reshape(-1, 784).astype("float32") / 255, y[:5000]
x_low, y_low = x[y < 5], y[y < 5]
x_high, y_high = x[y >= 5], y[y >= 5] - 5

feature_layers = [layers.Dense(64, activation="relu"), layers.Dense(64, activation="relu")]
classification_layers = [layers.Dropout(0.3), layers.Dense(5, activation="softmax")]
model = keras.Sequential([keras.Input((784,))] + feature_layers + classification_layers)


def train_model(model, x, y):
    model.compile(loss="sparse_categorical_crossentropy", optimizer=keras.optimizers.Adam(0.003), metrics=["accuracy"])
    model.fit(x[:2000], y[:2000], batch_size=32, epochs=8, verbose=2)
    print("test accuracy:", model.evaluate(x[2000:], y[2000:], verbose=0)[1])


train_model(model, x_low, y_low)
for layer in feature_layers:
    layer.trainable = False
train_model(model, x_high, y_high)
