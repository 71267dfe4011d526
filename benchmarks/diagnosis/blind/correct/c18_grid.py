import itertools
import keras
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

X, y = load_wine(return_X_y=True)
X_rest, X_test, y_rest, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=0)
X_train, X_val, y_train, y_val = train_test_split(X_rest, y_rest, test_size=0.25, random_state=0)
sc = StandardScaler().fit(X_train)
X_train, X_val, X_test = sc.transform(X_train), sc.transform(X_val), sc.transform(X_test)

best = (0, None, None)
for units, lr in itertools.product([4, 16], [0.001, 0.01]):
    net = keras.Sequential([keras.Input((13,)), keras.layers.Dense(units, activation="relu"),
                            keras.layers.Dense(3, activation="softmax")])
    net.compile(keras.optimizers.Adam(lr), "sparse_categorical_crossentropy", metrics=["accuracy"])
    net.fit(X_train, y_train, epochs=12, batch_size=16, verbose=0)
    val_acc = net.evaluate(X_val, y_val, verbose=0)[1]
    print(f"units={units} lr={lr}: {val_acc:.3f}")
    if val_acc > best[0]:
        best = (val_acc, (units, lr), net)
print("chosen:", best[1], "test:", best[2].evaluate(X_test, y_test, verbose=0)[1])
