import pandas as pd
import matplotlib.pyplot as plt
from sklearn.model_selection import train_test_split
from tensorflow.keras.callbacks import EarlyStopping
from tensorflow.keras.layers import Dense, Dropout
from tensorflow.keras.models import Sequential

# アヤメの分類(Kaggle の Iris.csv を使う)
iris = pd.read_csv("Iris.csv")
print(iris.columns)

# 品種名を数字に直す
iris["Species"] = iris["Species"].map({"Iris-setosa": 0, "Iris-versicolor": 1, "Iris-virginica": 2})

# 最初の四列が特徴量
X = iris.iloc[:, 0:4].astype("float32")
y = iris["Species"]

X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=0)

model = Sequential()
model.add(Dense(32, activation="relu", input_shape=(4,)))
model.add(Dropout(0.2))
model.add(Dense(32, activation="relu"))
model.add(Dense(3, activation="softmax"))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])

# 途中で止める
es = EarlyStopping(monitor="val_loss", patience=10, verbose=1)
history = model.fit(X_train, y_train, epochs=100, batch_size=8,
                    validation_split=0.1, callbacks=[es], verbose=0)

loss, acc = model.evaluate(X_test, y_test)
print("正解率:", acc)

pd.DataFrame(history.history).plot(figsize=(8, 5))
plt.grid(True)
plt.show()
