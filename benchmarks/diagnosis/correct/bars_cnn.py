"""Do the small pictures show a vertical or a horizontal bar?"""
import keras
import numpy as np

keras.utils.set_random_seed(32)
rng = np.random.default_rng(32)
pictures = rng.uniform(0, 0.3, size=(600, 10, 10, 1)).astype("float32")
vertical = rng.integers(0, 2, size=600)
for picture, is_vertical in zip(pictures, vertical):
    place = rng.integers(0, 10)
    if is_vertical:
        picture[:, place] += 0.7
    else:
        picture[place, :] += 0.7
model = keras.Sequential([
    keras.Input((10, 10, 1)),
    keras.layers.Conv2D(8, (3, 3), activation="relu"),
    keras.layers.GlobalMaxPooling2D(),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer=keras.optimizers.Adam(0.02), loss="binary_crossentropy", metrics=["accuracy"])
model.fit(pictures[:500], vertical[:500], epochs=25, batch_size=20, verbose=0)
print("accuracy", model.evaluate(pictures[500:], vertical[500:], verbose=0)[1])
