from keras import Sequential, layers
from keras.optimizers import Adam
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

X, y = load_digits(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=3, stratify=y)

model = Sequential([layers.Input((64,)), layers.BatchNormalization()])
for units in (64, 32):
    model.add(layers.Dense(units, use_bias=False, kernel_initializer="he_normal"))
    model.add(layers.BatchNormalization())
    model.add(layers.Activation("relu"))
model.add(layers.Dense(10, activation="softmax"))
model.compile(optimizer=Adam(0.003), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(X_train, y_train, epochs=12, batch_size=64, verbose=0, validation_split=0.1)
print(model.evaluate(X_test, y_test, verbose=0))
