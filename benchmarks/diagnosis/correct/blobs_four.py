import keras
from sklearn.datasets import make_blobs
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(28)
X, y = make_blobs(n_samples=600, centers=4, n_features=2, cluster_std=0.6, random_state=28)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=28)
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(4, activation="softmax")])
model.compile(optimizer=keras.optimizers.Adam(0.02), loss="sparse_categorical_crossentropy", metrics=["sparse_categorical_accuracy"])
model.fit(X_train, y_train, epochs=30, batch_size=16, verbose=0)
print(model.evaluate(X_test, y_test, verbose=0, return_dict=True))
