"""usage: python command_line.py --epochs 5 --hidden 64 --out net.keras"""
import argparse
import keras
from keras import layers


def get_args():
    parser = argparse.ArgumentParser(description="digits")
    parser.add_argument("--epochs", type=int, required=True)
    parser.add_argument("--hidden", type=int, default=64)
    parser.add_argument("--out", required=True, help="where to save the network")
    return parser.parse_args()


def load_digits():
    (x, y), (xt, yt) = keras.datasets.mnist.load_data()
    return x.reshape(-1, 784) / 255.0, y, xt.reshape(-1, 784) / 255.0, yt


def main(args):
    x, y, xt, yt = load_digits()
    net = keras.Sequential([
        keras.Input((784,)),
        layers.Dense(args.hidden, activation="gelu"),
        layers.Dense(10, activation="softmax"),
    ])
    net.compile(optimizer="adamw", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    net.fit(x, y, epochs=args.epochs, batch_size=64, validation_data=(xt, yt))
    net.save(args.out)


if __name__ == "__main__":
    main(get_args())
