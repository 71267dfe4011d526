# No keras layers, only matrices. tf.Module keeps the variables together.
import tensorflow as tf

(x, y), (xt, yt) = tf.keras.datasets.mnist.load_data()
x = tf.cast(tf.reshape(x, [-1, 784]), tf.float32) / 255.0
xt = tf.cast(tf.reshape(xt, [-1, 784]), tf.float32) / 255.0
y = tf.cast(y, tf.int64)


class OneHidden(tf.Module):
    def __init__(self, inside):
        super().__init__()
        self.w1 = tf.Variable(tf.random.normal([784, inside], stddev=0.05))
        self.b1 = tf.Variable(tf.zeros([inside]))
        self.w2 = tf.Variable(tf.random.normal([inside, 10], stddev=0.05))
        self.b2 = tf.Variable(tf.zeros([10]))

    def __call__(self, v):
        v = tf.nn.relu(v @ self.w1 + self.b1)
        return v @ self.w2 + self.b2


net = OneHidden(100)
data = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(10000).batch(100)

for epoch in range(2):
    for bx, by in data:
        with tf.GradientTape() as t:
            cost = tf.reduce_mean(
                tf.nn.sparse_softmax_cross_entropy_with_logits(labels=by, logits=net(bx)))
        g = t.gradient(cost, net.trainable_variables)
        for var, grad in zip(net.trainable_variables, g):
            var.assign_sub(0.1 * grad)
    right = tf.argmax(net(xt), axis=1) == yt
    print(epoch, float(cost), float(tf.reduce_mean(tf.cast(right, tf.float32))))
