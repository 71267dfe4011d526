import tensorflow as tf
from tensorflow.keras.layers import Dense, Flatten, Conv2D
from tensorflow.keras import Model

digits = tf.keras.datasets.mnist
(a, b), (c, d) = digits.load_data()
a, c = a / 255.0, c / 255.0

# colour channel at the end
a = a[..., tf.newaxis].astype("float32")
c = c[..., tf.newaxis].astype("float32")

learn = tf.data.Dataset.from_tensor_slices((a, b)).shuffle(5000).batch(64)
check = tf.data.Dataset.from_tensor_slices((c, d)).batch(64)


class Reader(Model):
    """reads one digit"""

    def __init__(self):
        super(Reader, self).__init__()
        self.look = Conv2D(16, 3, activation='relu')
        self.flat = Flatten()
        self.think = Dense(96, activation='relu')
        self.say = Dense(10, activation='softmax')

    def call(self, pictures):
        pictures = self.look(pictures)
        pictures = self.flat(pictures)
        pictures = self.think(pictures)
        return self.say(pictures)


reader = Reader()

reader.compile(
    optimizer=tf.keras.optimizers.Adam(learning_rate=5e-4),
    loss=tf.keras.losses.SparseCategoricalCrossentropy(),
    metrics=['accuracy'],
)

# no y here, the data set holds both
reader.fit(learn, epochs=4, validation_data=check)
reader.summary()
