# a tiny GAN that imitates a bent line
import numpy as np
from keras import Input, Sequential
from keras.layers import Dense
from keras.optimizers import Adam

rng = np.random.default_rng(0)
latent, batch = 5, 64


def real(n):
    x = rng.uniform(-0.5, 0.5, n)
    return np.column_stack([x, x * x])


disc = Sequential([Input((2,)), Dense(25, activation="relu"), Dense(1, activation="sigmoid")])
disc.compile(loss="binary_crossentropy", optimizer=Adam(0.001), metrics=["accuracy"])
gen = Sequential([Input((latent,)), Dense(15, activation="relu"), Dense(2)])
frozen = Sequential([Input((2,)), Dense(25, activation="relu"), Dense(1, activation="sigmoid")])
frozen.trainable = False
gan = Sequential([Input((latent,)), gen, frozen])
gan.compile(loss="binary_crossentropy", optimizer=Adam(0.001))

for step in range(600):
    fake = gen(rng.normal(size=(batch // 2, latent))).numpy()
    x = np.vstack([real(batch // 2), fake])
    y = np.concatenate([np.ones((batch // 2, 1)), np.zeros((batch // 2, 1))])
    d = disc.train_on_batch(x, y)
    frozen.set_weights(disc.get_weights())
    g = gan.train_on_batch(rng.normal(size=(batch, latent)), np.ones((batch, 1)))
    if step % 200 == 0:
        print(step, d, g)
print(gen.predict(rng.normal(size=(3, latent)), verbose=0))
