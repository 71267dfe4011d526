"""Old Keras as tutorials wrote it, and the same in today's words.

Each pair is read twice: without Keras, that the one becomes the other; and on the real Keras, that
the one fails or warns (or, where Keras says nothing, breaks its own `assert`) and the other runs.
"""

from dataclasses import dataclass

#: What the snippets stand upon; it runs before each of them, in an empty folder.
SETTING = """\
import numpy as np
import keras
x = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([0.0, 1, 1, 0])
"""
NETWORK = """\
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation='sigmoid')])
model.compile(loss='mse', optimizer='sgd', metrics=['accuracy'])
"""
FITTED = f"{NETWORK}history = model.fit(x, y, verbose=0)\n"


@dataclass(frozen=True)
class Snippet:
    """A piece of old Keras."""

    before: str
    after: str
    numbers: tuple[str, ...]  #: of the changes, in their order
    setting: str = ""  #: more of it

    @property
    def whole(self) -> str:
        """The program that is healed."""
        return f"{SETTING}{self.setting}{self.before}"

    @property
    def healed(self) -> str:
        """What it must become."""
        return f"{SETTING}{self.setting}{self.after}"


def _s(numbers: str, before: str, after: str, setting: str = "") -> Snippet:
    return Snippet(before, after, tuple(n.strip("-") for n in numbers.split()), setting)


IMPORTS = (
    _s(
        "K01",
        "from keras.layers.core import Dense, Dropout",
        "from keras.layers import Dense, Dropout",
    ),
    _s(
        "K01",
        "from keras.layers.convolutional import Convolution2D, MaxPooling2D",
        "from keras.layers import Convolution2D, MaxPooling2D",
    ),
    _s(
        "K01",
        "from keras.layers.normalization import BatchNormalization as BN",
        "from keras.layers import BatchNormalization as BN",
    ),
    _s(
        "K01",
        "from keras.layers.advanced_activations import (\n    LeakyReLU,  # leaks\n    PReLU,\n)",
        "from keras.layers import (\n    LeakyReLU,  # leaks\n    PReLU,\n)",
    ),
    _s("K01", "from keras.layers.merge import add", "from keras.layers import add"),
    _s(
        "K01", "from keras.layers.embeddings import Embedding", "from keras.layers import Embedding"
    ),
    _s("K01", "from keras.layers.recurrent import LSTM", "from keras.layers import LSTM"),
    _s("K01", "from keras.layers.core import *\nDense(1)", "from keras.layers import *\nDense(1)"),
    _s(
        "K01",
        "from keras.layers import Flatten, core\ncore.Dense(1)",
        "from keras.layers import Flatten; from keras import layers as core\ncore.Dense(1)",
    ),
    _s(
        "K01",
        "import keras.layers.core as core; core.Dense(1)",
        "import keras.layers as core; core.Dense(1)",
    ),
    _s("K01", "keras.layers.core.Dense(1)", "keras.layers.Dense(1)"),
    _s(
        "K01",
        "from tensorflow.keras.layers.core import Dense",
        "from tensorflow.keras.layers import Dense",
    ),
    _s(
        "K01",
        "from keras.layers.experimental import preprocessing\npreprocessing.Rescaling(0.1)",
        "from keras import layers as preprocessing\npreprocessing.Rescaling(0.1)",
    ),
    _s(
        "K02 K02",
        "from keras.utils import np_utils\nnp_utils.to_categorical(y, 2)",
        "from keras.utils import to_categorical\nto_categorical(y, 2)",
    ),
    _s("K02", "from keras.utils import np_utils", "from keras.utils import to_categorical"),
    _s(
        "K02",
        "to_categorical = 1\nfrom keras.utils import np_utils\nnp_utils.to_categorical(y)",
        "to_categorical = 1\nfrom keras import utils as np_utils\nnp_utils.to_categorical(y)",
    ),
    _s(
        "K02 K02",
        "from tensorflow.keras.utils import np_utils as u\nu.to_categorical(y)",
        "from tensorflow.keras.utils import to_categorical\nto_categorical(y)",
    ),
    _s(
        "K02",
        "from keras.utils.np_utils import to_categorical",
        "from keras.utils import to_categorical",
    ),
    _s("K02", "import keras.utils.np_utils as npu", "import keras.utils as npu"),
    _s("K02", "keras.utils.np_utils.to_categorical(y)", "keras.utils.to_categorical(y)"),
    _s(
        "K04",
        "from keras.preprocessing.image import ImageDataGenerator",
        "from tensorflow.keras.preprocessing.image import ImageDataGenerator",
    ),
    _s(
        "K04",
        "from keras.preprocessing import image\nimage.ImageDataGenerator()",
        "from tensorflow.keras.preprocessing import image\nimage.ImageDataGenerator()",
    ),
    _s(
        "K05",
        "from keras.preprocessing.text import Tokenizer",
        "from tensorflow.keras.preprocessing.text import Tokenizer",
    ),
    _s(
        "K07 K07",
        "from keras.optimizers import adam\nadam = adam(0.01)\nprint(adam)",
        "from keras.optimizers import Adam\nadam = Adam(0.01)\nprint(adam)",
    ),
    _s("K07", "keras.optimizers.rmsprop(0.1)", "keras.optimizers.RMSprop(0.1)"),
    _s(
        "K07",
        "RMSprop = 1\nfrom keras.optimizers import rmsprop\nrmsprop(0.1)",
        "RMSprop = 1\nfrom keras.optimizers import RMSprop as rmsprop\nrmsprop(0.1)",
    ),
    _s(
        "K07",
        "from keras import optimizers\noptimizers.sgd(0.1)",
        "from keras import optimizers\noptimizers.SGD(0.1)",
    ),
    _s("K08", "keras.optimizers.legacy.Adam(0.1)", "keras.optimizers.Adam(0.1)"),
    _s(
        "K08",
        "from keras.optimizers import adam_v2\nadam_v2.Adam(0.1)",
        "from keras import optimizers as adam_v2\nadam_v2.Adam(0.1)",
    ),
    _s(
        "K09",
        "from keras.utils.vis_utils import plot_model",
        "from keras.utils import plot_model",
    ),
    _s(
        "K09 K09 K09",
        "from keras.constraints import maxnorm\nmaxnorm(m=2)",
        "from keras.constraints import MaxNorm\nMaxNorm(max_value=2)",
    ),
    _s("K09", "from keras.engine.topology import Layer", "from keras.layers import Layer"),
    _s(
        "K10",
        "from keras import backend as K\nK.mean(K.constant(x))",
        "from tensorflow.keras import backend as K\nK.mean(K.constant(x))",
    ),
    _s(
        "K11 K11",
        "from tensorflow.python.keras.layers import Dense\n"
        "from tensorflow.python.keras.models import Sequential\n"
        "assert Sequential([Dense(1)]).fit.__module__.startswith('keras')",
        "from tensorflow.keras.layers import Dense\n"
        "from tensorflow.keras.models import Sequential\n"
        "assert Sequential([Dense(1)]).fit.__module__.startswith('keras')",
    ),
    _s(
        "K12",
        "import tensorflow as tf\ntf.set_random_seed(1)",
        "import tensorflow as tf\ntf.random.set_seed(1)",
    ),
)
CALLS = (
    _s(
        "K10",
        "from keras import backend as K\nassert K.image_dim_ordering() == 'tf'",
        'from keras import backend as K\nassert K.image_data_format() == "channels_last"',
    ),
    _s(
        "K10",
        "from keras import backend as K\nK.set_image_dim_ordering('tf')",
        'from keras import backend as K\nK.set_image_data_format("channels_last")',
    ),
    _s("K13", "keras.layers.Dense(output_dim=4)", "keras.layers.Dense(units=4)"),
    _s(
        "K14",
        "keras.layers.Dense(4, init='uniform', W_regularizer='l2')",
        "keras.layers.Dense(4, kernel_initializer='uniform', kernel_regularizer='l2')",
    ),
    _s(
        "K14",
        "from keras.layers import Conv2D\n"
        "Conv2D(8, (3, 3), border_mode='same', subsample=(2, 2), dim_ordering='tf')",
        "from keras.layers import Conv2D\n"
        "Conv2D(8, (3, 3), padding='same', strides=(2, 2), data_format=\"channels_last\")",
    ),
    _s(
        "K14",
        "keras.layers.BatchNormalization(mode=0, axis=1)",
        "keras.layers.BatchNormalization(axis=1)",
    ),
    _s(
        "K14",
        "a = keras.Input((2,))\nkeras.Model(input=a, output=a)",
        "a = keras.Input((2,))\nkeras.Model(inputs=a, outputs=a)",
    ),
    _s("K14", "keras.regularizers.l2(l=0.1)", "keras.regularizers.l2(l2=0.1)"),
    _s("K20", "keras.layers.Dropout(p=0.5)", "keras.layers.Dropout(rate=0.5)"),
    _s(
        "K21",
        "layer = keras.layers.Convolution2D(8, 3, 3)\nassert layer.strides == (1, 1)",
        "layer = keras.layers.Convolution2D(8, (3, 3))\nassert layer.strides == (1, 1)",
    ),
    _s(
        "K14 K21",
        "keras.layers.Conv2D(nb_filter=8, nb_row=3, nb_col=2)",
        "keras.layers.Conv2D(filters=8, kernel_size=(3, 2))",
    ),
    _s("K25", "keras.optimizers.SGD(lr=0.1)", "keras.optimizers.SGD(learning_rate=0.1)"),
    _s(
        "K25",
        "from keras.optimizers import Adam as A\nA(lr=0.1)",
        "from keras.optimizers import Adam as A\nA(learning_rate=0.1)",
    ),
    _s(
        "K25",
        "import tensorflow as tf\ntf.optimizers.Adam(lr=0.1)",
        "import tensorflow as tf\ntf.optimizers.Adam(learning_rate=0.1)",
    ),
    _s("K26", "keras.optimizers.SGD(0.1, decay=1e-6)", "keras.optimizers.SGD(0.1)"),
    _s(
        "K25 K26",
        "keras.optimizers.SGD(lr=0.1,\n    decay=0.0,\n    momentum=0.9)",
        "keras.optimizers.SGD(learning_rate=0.1,\n\n    momentum=0.9)",
    ),
    _s(
        "K29",
        "model.compile(loss='mse', optimizer='sgd', metrics='accuracy')\nmodel.fit(x, y, verbose=0)",
        "model.compile(loss='mse', optimizer='sgd', metrics=['accuracy'])\n"
        "model.fit(x, y, verbose=0)",
        NETWORK,
    ),
    _s(
        "K29",
        "model.compile('sgd', 'mse', ['accuracy'])\nmodel.fit(x, y, verbose=0)",
        "model.compile('sgd', 'mse', metrics=['accuracy'])\nmodel.fit(x, y, verbose=0)",
        NETWORK,
    ),
    _s(
        "K33",
        "model.compile(loss='mse', class_mode='binary', optimizer='sgd')",
        "model.compile(loss='mse', optimizer='sgd')",
        NETWORK,
    ),
)
TRAINING = (
    _s(
        "K35 K35",
        "model.fit(x, y, nb_epoch=2, show_accuracy=True, verbose=0)",
        "model.fit(x, y, epochs=2, verbose=0)",
        NETWORK,
    ),
    _s(
        "K36 K35",
        "def rows():\n    while True:\n        yield x, y\n"
        "model.fit_generator(rows(), 2, 1, verbose=0, workers=1)",
        "def rows():\n    while True:\n        yield x, y\n"
        "model.fit(rows(), steps_per_epoch=2, epochs=1, verbose=0)",
        NETWORK,
    ),
    _s(
        "K36",
        "def rows():\n    while True:\n        yield x, y\n"
        "model.evaluate_generator(generator=rows(), steps=2)",
        "def rows():\n    while True:\n        yield x, y\nmodel.evaluate(x=rows(), steps=2)",
        FITTED,
    ),
    _s("K37", "model.predict([[0, 1]])", "model.predict(np.array([[0, 1]]))", NETWORK),
    _s(
        "K37",
        "model.fit(x, [0, 1, 1, 0], verbose=0)",
        "model.fit(x, np.array([0, 1, 1, 0]), verbose=0)",
        NETWORK,
    ),
    _s(
        "K51",
        "stop = keras.callbacks.EarlyStopping(monitor='val_acc')\n"
        "model.fit(x, y, validation_data=(x, y), callbacks=[stop], verbose=0)",
        "stop = keras.callbacks.EarlyStopping(monitor='val_accuracy')\n"
        "model.fit(x, y, validation_data=(x, y), callbacks=[stop], verbose=0)",
        NETWORK,
    ),
    _s(
        "K54",
        "model.predict_classes(x, verbose=0)",
        '(model.predict(x, verbose=0) > 0.5).astype("int32")',
        NETWORK,
    ),
    _s(
        "K54",
        "net = keras.Sequential()\nnet.add(keras.layers.Dense(3))\n"
        "net.add(keras.layers.Activation('softmax'))\nprint(net.predict_classes(x))",
        "net = keras.Sequential()\nnet.add(keras.layers.Dense(3))\n"
        "net.add(keras.layers.Activation('softmax'))\nprint(net.predict(x).argmax(axis=-1))",
    ),
    _s("K54", "model.predict_proba(x)", "model.predict(x)", NETWORK),
    _s("K55", "history.history['acc']", "history.history['accuracy']", FITTED),
    _s(
        "K55",
        'seen = history.history\nprint(seen["acc"])',
        'seen = history.history\nprint(seen["accuracy"])',
        FITTED,
    ),
    _s(
        "K55",
        "class Stop(keras.callbacks.Callback):\n"
        "    def on_epoch_end(self, epoch, logs={}):\n        assert logs.get('acc') > -1\n"
        "model.fit(x, y, callbacks=[Stop()], verbose=0)",
        "class Stop(keras.callbacks.Callback):\n"
        "    def on_epoch_end(self, epoch, logs={}):\n        assert logs.get('accuracy') > -1\n"
        "model.fit(x, y, callbacks=[Stop()], verbose=0)",
        NETWORK,
    ),
    _s(
        "K60 K64",
        "model.save('net')\nkeras.models.load_model('net')",
        "model.save('net.keras')\nkeras.models.load_model('net.keras')",
        NETWORK,
    ),
    _s(
        "K62 K64",
        "model.save_weights('w.h5')\nmodel.load_weights('w.h5')",
        "model.save_weights('w.weights.h5')\nmodel.load_weights('w.weights.h5')",
        NETWORK,
    ),
    _s(
        "K63",
        "keep = keras.callbacks.ModelCheckpoint('best.hdf5', verbose=0)",
        "keep = keras.callbacks.ModelCheckpoint('best.keras', verbose=0)",
    ),
    _s(
        "K63",
        "path = 'w{epoch}-{acc:.1f}.hdf5'\n"
        "keep = keras.callbacks.ModelCheckpoint(path, save_weights_only=True)\n"
        "model.fit(x, y, callbacks=[keep], verbose=0)",
        "path = 'w{epoch}-{accuracy:.1f}.weights.h5'\n"
        "keep = keras.callbacks.ModelCheckpoint(path, save_weights_only=True)\n"
        "model.fit(x, y, callbacks=[keep], verbose=0)",
        NETWORK,
    ),
    _s(
        "K63",
        "keras.callbacks.ModelCheckpoint('best.keras', period=1)",
        "keras.callbacks.ModelCheckpoint('best.keras')",
    ),
    _s(
        "K65",
        "model.optimizer.lr = 0.5\nassert float(model.optimizer.learning_rate) == 0.5",
        "model.optimizer.learning_rate = 0.5\nassert float(model.optimizer.learning_rate) == 0.5",
        NETWORK,
    ),
)
OTHERS = (
    _s("-", "np.float(x[0, 0])", "float(x[0, 0])"),
    _s("-", "np.NaN", "np.nan"),
    _s(
        "-",
        "from sklearn.cross_validation import train_test_split",
        "from sklearn.model_selection import train_test_split",
    ),
    _s(
        "-",
        "from sklearn.preprocessing import OneHotEncoder\nOneHotEncoder(sparse=False)",
        "from sklearn.preprocessing import OneHotEncoder\nOneHotEncoder(sparse_output=False)",
    ),
    _s("-", "from sklearn.externals import joblib", "import joblib"),
    _s("-", 'print "done", 1', 'print("done", 1)'),
)
SNIPPETS = (*IMPORTS, *CALLS, *TRAINING, *OTHERS)
