import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

(images, digits), (new_images, new_digits) = keras.datasets.mnist.load_data()
few = digits < 3
few_new = new_digits < 3
images, digits = images[few][:3000, :, :, np.newaxis] / 255.0, digits[few][:3000]
new_images, new_digits = new_images[few_new][:, :, :, np.newaxis] / 255.0, new_digits[few_new]

model = keras.Sequential([
    layers.Input(shape=(28, 28, 1)),
    layers.Conv2D(8, (3, 3), activation="relu"),
    layers.MaxPooling2D((2, 2)),
    layers.Flatten(),
    layers.Dense(32, activation="relu"),
    layers.Dense(3, activation="sigmoid"),
])
model.compile(
    loss=keras.losses.CategoricalCrossentropy(),
    optimizer=keras.optimizers.Adam(),
    metrics=["accuracy"],
)
model.fit(images, keras.utils.to_categorical(digits), epochs=3, batch_size=32, verbose=2)
print(model.evaluate(new_images, keras.utils.to_categorical(new_digits), verbose=0))
