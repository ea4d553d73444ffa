"""Writes tensorflow.json: what TensorFlow computes for depthwise and separable convolutions and batch normalisation.

Each case holds its inputs, its output, a gradient of the output (dy) and the gradient of every input, as flat row-major lists.
"""

import json
import pathlib

import numpy as np
import tensorflow as tf

SEED = 20170404
random = np.random.default_rng(SEED)


def draw(*shape):
    # Two decimals keep the file small; the float32 of each is what both sides read.
    return np.round(random.uniform(-1, 1, shape), 2).astype(np.float32)


def listed(array):
    values = np.asarray(array, dtype=np.float32)
    return {"shape": list(values.shape), "values": [float(f"{value:.7g}") for value in values.ravel()]}


def case(name, op, options, inputs, function):
    variables = {key: tf.constant(value) for key, value in inputs.items()}
    with tf.GradientTape() as tape:
        tape.watch(list(variables.values()))
        output = function(**variables)
    dy = draw(*output.shape)
    gradients = tape.gradient(output, variables, output_gradients=tf.constant(dy))
    return {
        "name": name,
        "op": op,
        "options": options,
        "inputs": {key: listed(value) for key, value in inputs.items()},
        "output": listed(output),
        "dy": listed(dy),
        "gradients": {key: listed(value) for key, value in gradients.items()},
    }


def depthwise(name, stride, dilation, padding, multiplier):
    def function(x, filter):
        return tf.nn.depthwise_conv2d(x, filter, [1, stride, stride, 1], padding.upper(), dilations=[dilation, dilation])

    inputs = {"x": draw(1, 6, 5, 3), "filter": draw(3, 3, 3, multiplier)}
    return case(name, "depthwiseConv2d", {"stride": stride, "dilation": dilation, "padding": padding}, inputs, function)


def separable(name, stride, padding, multiplier):
    def function(x, depthwise, pointwise):
        return tf.nn.separable_conv2d(x, depthwise, pointwise, [1, stride, stride, 1], padding.upper())

    inputs = {"x": draw(2, 5, 5, 3), "depthwise": draw(3, 3, 3, multiplier), "pointwise": draw(1, 1, 3 * multiplier, 4)}
    return case(name, "separableConv2d", {"stride": stride, "padding": padding}, inputs, function)


def batch_norm(name, epsilon):
    def function(x, gamma, beta):
        # tf.nn.moments divides by the count: the biased variance.
        mean, variance = tf.nn.moments(x, axes=[0, 1, 2])
        return tf.nn.batch_normalization(x, mean, variance, beta, gamma, epsilon)

    inputs = {"x": draw(2, 4, 3, 3), "gamma": draw(3), "beta": draw(3)}
    return case(name, "batchNorm", {"epsilon": epsilon}, inputs, function)


cases = [
    depthwise("a depthwise convolution of stride 1, same", 1, 1, "same", 1),
    depthwise("a depthwise convolution of stride 2, same", 2, 1, "same", 1),
    depthwise("a depthwise convolution of stride 2, valid", 2, 1, "valid", 1),
    depthwise("a depthwise convolution of dilation 2, same", 1, 2, "same", 1),
    depthwise("a depthwise convolution of dilation 2, valid", 1, 2, "valid", 1),
    depthwise("a depthwise convolution of multiplier 2, same", 1, 1, "same", 2),
    depthwise("a depthwise convolution of multiplier 2 and stride 2, valid", 2, 1, "valid", 2),
    separable("a separable convolution of stride 1, same", 1, "same", 1),
    separable("a separable convolution of stride 2 and multiplier 2, same", 2, "same", 2),
    separable("a separable convolution of stride 1, valid", 1, "valid", 1),
    batch_norm("batch normalisation by the batch's own statistics", 0.001),
]

golden = {"producer": f"tensorflow {tf.__version__}", "seed": SEED, "cases": cases}
target = pathlib.Path(__file__).parent / "tensorflow.json"
target.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
