import argparse
import sys
import tensorflow as tf
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler


def get_args(argv):
    p = argparse.ArgumentParser()
    p.add_argument('--epochs', type=int, default=100)
    p.add_argument('--lr', type=float, default=1e-2)
    p.add_argument('--hidden', type=int, nargs='+', default=[10, 10])
    return p.parse_args(argv)


def make_model(hidden):
    layers = [tf.keras.layers.Dense(hidden[0], activation='relu', input_shape=(4,))]
    for n in hidden[1:]:
        layers.append(tf.keras.layers.Dense(n, activation='relu'))
    layers.append(tf.keras.layers.Dense(3, activation='softmax'))
    return tf.keras.models.Sequential(layers)


def run(args):
    x, y = load_iris(return_X_y=True)
    x = StandardScaler().fit_transform(x)
    x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=.2, random_state=123)

    model = make_model(args.hidden)
    model.compile(optimizer=tf.keras.optimizers.Adam(lr=args.lr),
                  loss='sparse_categorical_crossentropy',
                  metrics=['accuracy'])
    model.fit(x_train, y_train, epochs=args.epochs, batch_size=32, verbose=2,
              validation_data=(x_test, y_test))
    return model.evaluate(x_test, y_test, verbose=0)


if __name__ == '__main__':
    print(run(get_args(sys.argv[1:])))
