"""Writes keras.json: Glorot limits, activation functions and a small mixed network, as Keras computes them.

    python make-golden.py > keras.json
"""

import json
import os

os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np
from keras import layers
from keras.src.initializers import random_initializers

keras.utils.set_random_seed(7)
rng = np.random.default_rng(7)


def number(value):
    """The shortest decimal that reads back as the same float32."""
    return float(np.format_float_scientific(np.float32(value), unique=True, trim="0"))


def array(values):
    values = np.asarray(values, dtype=np.float32)
    return {"shape": list(values.shape), "data": [number(value) for value in values.ravel()]}


# The limits that Keras passes to its generator when a layer of each kind makes its kernels.
def glorot_limits():
    found = []
    original = random_initializers.random.uniform

    def spy(shape, minval, maxval, **rest):
        found.append({"shape": list(shape), "limit": float(maxval)})
        return original(shape, minval=minval, maxval=maxval, **rest)

    random_initializers.random.uniform = spy
    layers.Conv2D(32, 3).build((None, 9, 9, 3))
    layers.Conv2D(6, (1, 5), groups=3).build((None, 9, 9, 12))
    layers.DepthwiseConv2D(3, depth_multiplier=2).build((None, 9, 9, 5))
    layers.SeparableConv2D(7, 3, depth_multiplier=2).build((None, 9, 9, 4))
    layers.SeparableConv2D(728, 3).build((None, 19, 19, 728))
    layers.Dense(10).build((None, 2048))
    random_initializers.random.uniform = original
    return found


# Our name of each function, our options, and Keras' function.
activations = [
    ("relu", {}, keras.activations.relu),
    ("relu6", {}, keras.activations.relu6),
    ("elu", {}, keras.activations.elu),
    ("elu", {"alpha": 0.5}, lambda x: keras.activations.elu(x, alpha=0.5)),
    ("selu", {}, keras.activations.selu),
    ("leakyRelu", {}, layers.LeakyReLU()),
    ("leakyRelu", {"alpha": 0.2}, keras.activations.leaky_relu),
    ("sigmoid", {}, keras.activations.sigmoid),
    ("hardSigmoid", {}, keras.activations.hard_sigmoid),
    ("tanh", {}, keras.activations.tanh),
    ("softmax", {}, keras.activations.softmax),
    ("softplus", {}, keras.activations.softplus),
    ("silu", {}, keras.activations.silu),
    ("hardSilu", {}, keras.activations.hard_silu),
    ("gelu", {}, lambda x: keras.activations.gelu(x, approximate=False)),
    ("gelu", {"approximate": True}, lambda x: keras.activations.gelu(x, approximate=True)),
    ("linear", {}, keras.activations.linear),
]


def golden_activations():
    x = np.array([[-20, -4, -2.5, -1, -0.25, 0, 0.25, 1, 2.5, 4, 7, 20]], dtype=np.float32)
    cases = [
        {"options": {"function": name, **options}, "y": array(function(keras.ops.convert_to_tensor(x)))} for name, options, function in activations
    ]
    return {"x": array(x), "cases": cases}


# The small mixed network: [our kind, our options, Keras' layer, inputs], by name and in order.
def describe():
    return {
        "image": ("input", {"shape": [11, 10, 3]}, None, []),
        "stem": ("conv", {"filters": 4, "kernel": [3, 3], "stride": [2, 2], "padding": "same", "bias": False},
                 layers.Conv2D(4, 3, strides=2, padding="same", use_bias=False), ["image"]),
        "stem_bn": ("batchNorm", {}, layers.BatchNormalization(), ["stem"]),
        "stem_act": ("activation", {"function": "relu"}, layers.Activation("relu"), ["stem_bn"]),
        "sep": ("separableConv", {"filters": 6, "kernel": [3, 3], "multiplier": 2, "bias": False, "padding": "same"},
                layers.SeparableConv2D(6, 3, padding="same", depth_multiplier=2, use_bias=False), ["stem_act"]),
        "sep_bn": ("batchNorm", {"epsilon": 0.01, "momentum": 0.9}, layers.BatchNormalization(epsilon=0.01, momentum=0.9), ["sep"]),
        "pool": ("maxPool", {"size": [3, 3], "stride": [2, 2], "padding": "same"}, layers.MaxPooling2D(3, strides=2, padding="same"), ["sep_bn"]),
        "shortcut": ("conv", {"filters": 6, "kernel": [1, 1], "stride": [2, 2], "padding": "same", "bias": True, "activation": "elu"},
                     layers.Conv2D(6, 1, strides=2, padding="same", activation="elu"), ["stem_act"]),
        "sum": ("add", {}, layers.Add(), ["pool", "shortcut"]),
        "dilated": ("conv", {"filters": 5, "kernel": [3, 2], "dilation": [2, 1], "padding": "same"},
                    layers.Conv2D(5, (3, 2), dilation_rate=(2, 1), padding="same"), ["sum"]),
        "grow": ("upSampling", {"size": [2, 3], "interpolation": "bilinear"}, layers.UpSampling2D((2, 3), interpolation="bilinear"), ["dilated"]),
        "depthwise": ("depthwiseConv", {"kernel": [2, 3], "padding": "valid", "multiplier": 2, "bias": True},
                      layers.DepthwiseConv2D((2, 3), depth_multiplier=2), ["grow"]),
        "depthwise_bn": ("batchNorm", {"scale": False}, layers.BatchNormalization(scale=False), ["depthwise"]),
        "padded": ("zeroPadding", {"padding": [[1, 0], [0, 2]]}, layers.ZeroPadding2D(((1, 0), (0, 2))), ["depthwise_bn"]),
        "average": ("averagePool", {"size": [2, 2], "padding": "same"}, layers.AveragePooling2D(2, padding="same"), ["padded"]),
        "cropped": ("cropping", {"cropping": [[1, 0], [0, 1]]}, layers.Cropping2D(((1, 0), (0, 1))), ["average"]),
        "largest": ("globalMaxPool", {}, layers.GlobalMaxPooling2D(), ["cropped"]),
        "mean": ("globalAveragePool", {}, layers.GlobalAveragePooling2D(), ["cropped"]),
        "both": ("concatenate", {}, layers.Concatenate(), ["largest", "mean"]),
        "hidden": ("dense", {"units": 8, "activation": "tanh"}, layers.Dense(8, activation="tanh"), ["both"]),
        "hidden_bn": ("batchNorm", {"center": False}, layers.BatchNormalization(center=False), ["hidden"]),
        "classes": ("dense", {"units": 4, "activation": "softmax"}, layers.Dense(4, activation="softmax"), ["hidden_bn"]),
    }


def randomise(layer):
    """Values that no initialiser gives, so that every parameter shows in the result."""
    for weight in layer.weights:
        low, high = (0.5, 1.5) if weight.name in ("gamma", "moving_variance") else (-0.6, 0.6)
        weight.assign(rng.uniform(low, high, weight.shape).astype(np.float32))


def parameter_name(layer, weight):
    """Ours: Keras 3 calls the kernel of a DepthwiseConv2D `kernel`, Keras 2 as we do."""
    return "depthwise_kernel" if isinstance(layer, layers.DepthwiseConv2D) and weight.name == "kernel" else weight.name


def parameters(layers_of):
    return {f"{name}/{parameter_name(layer, weight)}": array(weight) for name, layer in layers_of.items() for weight in layer.weights}


def golden_network():
    nodes, tensors, layers_of = [], {}, {}
    for name, (kind, options, layer, inputs) in describe().items():
        nodes.append({"name": name, "kind": kind, "inputs": inputs, "options": options})
        if layer is None:
            tensors[name] = keras.Input(options["shape"])
        else:
            layers_of[name] = layer
            taken = [tensors[source] for source in inputs]
            tensors[name] = layer(taken if len(taken) > 1 else taken[0])
            randomise(layer)
    taps = ["stem_bn", "sum", "grow", "depthwise_bn", "cropped", "hidden"]
    model = keras.Model(tensors["image"], [tensors[name] for name in [*taps, "classes"]])
    x = rng.uniform(-1, 1, (2, 11, 10, 3)).astype(np.float32)
    before = parameters(layers_of)

    def values(results):
        # Corners of maps are enough: every value of the output depends on the whole.
        return {name: array(result[:, :2, :2] if result.ndim == 4 else result) for name, result in zip([*taps, "classes"], map(np.asarray, results))}

    inference = values(model(x, training=False))
    training = values(model(x, training=True))
    moved = {name: value for name, value in parameters(layers_of).items() if "moving" in name}
    return {
        "network": {"name": "mixed", "nodes": nodes, "outputs": ["classes"]},
        "count": {"total": int(model.count_params()), "nonTrainable": int(sum(np.prod(w.shape) for w in model.non_trainable_weights))},
        "parameters": before,
        "input": array(x),
        "inference": inference,
        "training": training,
        "moved": moved,
    }


# The generator of src/initialise/random.ts, written a second time on Python's whole numbers.
MASK = 2**32 - 1


def scramble(value):
    h = (value + 0x9E3779B9) & MASK
    h = ((h ^ (h >> 16)) * 0x85EBCA6B) & MASK
    h = ((h ^ (h >> 13)) * 0xC2B2AE35) & MASK
    return h ^ (h >> 16)


def mix(seed, text):
    h = scramble(scramble(seed >> 32) ^ (seed & MASK))
    for letter in text:
        h = scramble(h ^ ord(letter))
    return h


def uniform(seed, count):
    a = scramble(seed)
    b = scramble(a)
    c = scramble(b)
    numbers = []
    for counter in range(1, 13 + count):
        total = (a + b + counter) & MASK
        a, b, c = b ^ (b >> 9), (c + (c << 3)) & MASK, ((((c << 21) | (c >> 11)) & MASK) + total) & MASK
        numbers.append(total / 2**32)
    return numbers[12:]


def golden_random():
    cases = [(0, "a/kernel"), (1, "a/kernel"), (2**40 + 5, "block1_conv1/kernel")]
    return [{"seed": seed, "name": name, "numbers": uniform(mix(seed, name), 4)} for seed, name in cases]


print(
    json.dumps(
        {
            "keras": keras.__version__,
            "backend": keras.backend.backend(),
            "glorot": glorot_limits(),
            "activations": golden_activations(),
            "mixed": golden_network(),
            "random": golden_random(),
        },
        separators=(",", ":"),
    )
)
