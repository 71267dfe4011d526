"""A learning rate a thousand times too small."""

import keras


def preprocess(x_train, y_train, x_test):
    def to_rows(pictures):
        return pictures.reshape(len(pictures), 784).astype("float32") / 255

    y_train = keras.utils.to_categorical(y_train, 10)
    return to_rows(x_train), y_train, to_rows(x_test)


def build_model():
    model = keras.Sequential(
        [
            keras.Input(shape=(784,)),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(
        loss="categorical_crossentropy",
        optimizer=keras.optimizers.SGD(learning_rate=0.0001, momentum=0.9),
        metrics=["accuracy"],
    )
    return model


def train(model, x, y):
    return model.fit(x, y, epochs=3, batch_size=128, verbose=2)
