import keras
from keras import ops
from sklearn.datasets import make_blobs


class Linear(keras.layers.Layer):
    def __init__(self, units=32):
        super().__init__()
        self.units = units

    def build(self, input_shape):
        self.w = self.add_weight(shape=(input_shape[-1], self.units), initializer="glorot_uniform")
        self.b = self.add_weight(shape=(self.units,), initializer="zeros")

    def call(self, inputs):
        return ops.matmul(inputs, self.w) + self.b


X, y = make_blobs(900, n_features=4, centers=3, cluster_std=2.5, random_state=10)
X = X / 10
model = keras.Sequential([
    keras.Input((4,)), Linear(16), keras.layers.ReLU(), Linear(3), keras.layers.Softmax(),
])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(X[:700], y[:700], epochs=30, batch_size=16, verbose=0)
print(model.evaluate(X[700:], y[700:]))
