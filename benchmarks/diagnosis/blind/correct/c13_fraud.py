# imbalanced classification: 4 % of the transactions are frauds
import keras
import numpy as np
from sklearn.datasets import make_classification
from sklearn.model_selection import train_test_split

X, y = make_classification(4000, n_features=15, n_informative=6, weights=[0.96], class_sep=1.5, flip_y=0.005, random_state=3)
X_train, X_val, y_train, y_val = train_test_split(X, y, stratify=y, random_state=0)
counts = np.bincount(y_train)
weight_for_0, weight_for_1 = 1.0 / counts[0], 1.0 / counts[1]

model = keras.Sequential([
    keras.Input((15,)),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dropout(0.3),
    keras.layers.Dense(1, activation="sigmoid"),
])
metrics = [keras.metrics.Precision(name="precision"), keras.metrics.Recall(name="recall"),
           keras.metrics.AUC(name="auc")]
model.compile(optimizer=keras.optimizers.Adam(1e-2), loss="binary_crossentropy", metrics=metrics)
model.fit(X_train, y_train, batch_size=256, epochs=20, verbose=0,
          class_weight={0: weight_for_0 * len(y_train) / 2, 1: weight_for_1 * len(y_train) / 2})
print(model.evaluate(X_val, y_val, verbose=0, return_dict=True))
