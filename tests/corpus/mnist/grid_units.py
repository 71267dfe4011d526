# which hidden layer size is best?
from keras.datasets import mnist
from keras.models import Sequential
from keras.layers import Dense
from keras.utils import to_categorical
import matplotlib.pyplot as plt

def get_data():
    (tr, trl), (te, tel) = mnist.load_data()
    tr = tr.reshape((-1, 784)).astype("float32") / 255
    te = te.reshape((-1, 784)).astype("float32") / 255
    return tr, to_categorical(trl), te, to_categorical(tel)

def make_net(units):
    net = Sequential()
    net.add(Dense(units, activation="sigmoid", input_shape=(784,)))
    net.add(Dense(10, activation="softmax"))
    net.compile(loss="categorical_crossentropy", optimizer="rmsprop", metrics=["accuracy"])
    return net

def main():
    tr, trl, te, tel = get_data()
    sizes = [16, 64, 256, 512]
    scores = {}
    best = None
    for n in sizes:
        net = make_net(n)
        h = net.fit(tr, trl, epochs=5, batch_size=128, verbose=0, validation_data=(te, tel))
        scores[n] = net.evaluate(te, tel, verbose=0)[1]
        print(n, "units ->", scores[n])
        plt.plot(range(1, 6), h.history["val_accuracy"], label=str(n))
        if best is None or scores[n] > scores[best]:
            best = n
    plt.xlabel("epoch")
    plt.legend()
    plt.show()
    print("winner:", best, scores[best])

main()
