import random
import tensorflow as tf
import matplotlib.pyplot as plt

%matplotlib inline


class DigitReader:
    """everything in one class"""

    def __init__(self, epochs=5):
        self.epochs = epochs
        self.model = None
        self.load()

    def load(self):
        data = tf.keras.datasets.mnist.load_data()
        (self.x, self.y), (self.xt, self.yt) = data
        self.x = self.x / 255.0
        self.xt = self.xt / 255.0

    def create(self):
        self.model = tf.keras.models.Sequential([
            tf.keras.layers.Flatten(input_shape=(28, 28)),
            tf.keras.layers.Dense(128, activation='relu'),
            tf.keras.layers.Dropout(0.2),
            tf.keras.layers.Dense(10, activation='softmax')
        ])
        self.model.compile(optimizer='nadam', loss='sparse_categorical_crossentropy',
                           metrics=['accuracy'])

    def learn(self):
        self.model.fit(self.x, self.y, epochs=self.epochs)
        return self.model.evaluate(self.xt, self.yt, verbose=2)

    def show(self, i):
        plt.imshow(self.xt[i], cmap=plt.cm.binary)
        plt.title('I think this is a %d' % self.model.predict(self.xt[i:i + 1]).argmax())
        plt.show()


reader = DigitReader()
reader.create()
print(reader.learn())
reader.show(random.randint(0, 9999))

while True:
    number = input('which picture (0-9999, q = quit)? ')
    if number == 'q':
        break
    reader.show(int(number))
