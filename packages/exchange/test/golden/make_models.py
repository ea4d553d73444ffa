"""Writes small Keras models in every layout, and what they answer to one input each.

Run three times, in environments with keras 3 and tensorflow-cpu, with tensorflow-cpu==2.13.*, and (TF_USE_LEGACY_KERAS=1) with tf_keras:
the three differ in how they write configurations and weights. The prefix of the files follows the version found: keras3, keras2.13,
keras2.21. The weights are seeded, batch normalisation has statistics
other than 0 and 1, and the input of a model of shape [N, H, W, C] is element i = ((i * 2654435761) mod 2^32) / 2^31 - 1, float32.
"""

import json
import os
import pathlib
import zipfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import h5py
import numpy as np
import tensorflow as tf

if os.environ.get("TF_USE_LEGACY_KERAS"):
    import tf_keras as package
else:
    import keras as package

keras = tf.keras
L = keras.layers
major = int(package.__version__.split(".")[0])
prefix = "keras3" if major > 2 else "keras" + ".".join(package.__version__.split(".")[:2])
here = pathlib.Path(__file__).parent


def pattern(shape):
    index = np.arange(int(np.prod(shape)), dtype=np.uint64)
    return (((index * 2654435761) % 2**32).astype(np.float64) / 2**31 - 1).astype(np.float32).reshape(shape)


def sequential():
    """No input layer: the shape is with the first layer (Keras 2) or with the model (Keras 3)."""
    model = keras.Sequential(name="digits")
    model.add(L.Conv2D(4, 3, activation="relu", name="first"))
    model.add(L.MaxPooling2D(2))
    model.add(L.Dropout(0.5))
    model.add(L.Flatten())
    model.add(L.Dense(3, activation="softmax", name="predictions"))
    model.build((None, 9, 8, 2))
    return model


def functional():
    """A residual unit as in Xception, with an odd size, a frozen layer and layers without bias."""
    image = keras.Input((11, 9, 3), name="image")
    x = L.Conv2D(6, 3, strides=2, use_bias=False, name="stem")(image)
    x = L.BatchNormalization(name="stem_bn")(x)
    x = L.Activation("relu", name="stem_act")(x)
    residual = L.Conv2D(8, 1, strides=2, padding="same", use_bias=False)(x)
    residual = L.BatchNormalization(scale=False)(residual)
    y = L.SeparableConv2D(8, 3, padding="same", use_bias=False, name="sepconv1")(x)
    y = L.BatchNormalization(center=False, epsilon=1e-5, momentum=0.9, name="sepconv1_bn")(y)
    y = L.MaxPooling2D(3, strides=2, padding="same", name="pool")(y)
    x = L.add([y, residual], name="sum")
    x = L.GlobalAveragePooling2D(name="avg_pool")(x)
    model = keras.Model(image, L.Dense(4, name="logits")(x), name="small_xception")
    model.get_layer("stem").trainable = False
    return model


def nested():
    """A frozen functional model and a sequential one inside, with names that both use, as transfer learning leaves them."""
    base_input = keras.Input((10, 10, 3), name="input")
    x = L.Conv2D(4, 3, name="conv")(base_input)
    x = L.BatchNormalization(name="bn")(x)
    x = L.DepthwiseConv2D(3, depth_multiplier=2, activation="relu6", name="depthwise")(x)
    base = keras.Model(base_input, x, name="base")
    base.trainable = False
    head = keras.Sequential(
        [L.Conv2D(5, 1, name="conv"), L.BatchNormalization(name="bn"), L.ReLU(name="act"), L.GlobalAveragePooling2D(name="pool")], name="head"
    )
    image = keras.Input((10, 10, 3), name="image")
    x = keras.Sequential([L.RandomFlip("horizontal", name="flip"), L.RandomRotation(0.1, name="rotation")], name="augmentation")(image)
    x = base(x, training=False)
    x = head(x)
    return keras.Model(image, L.Dense(2, activation="sigmoid", name="predictions")(x), name="transfer")


def shapes():
    """Layers that move values about."""
    image = keras.Input((7, 8, 4), name="image")
    x = L.ZeroPadding2D(((1, 2), (0, 3)), name="pad")(image)
    x = L.Cropping2D(((2, 1), (1, 2)), name="crop")(x)
    a = L.UpSampling2D((2, 3), name="nearest")(x)
    b = L.UpSampling2D((2, 3), interpolation="bilinear", name="bilinear")(x)
    a = L.AveragePooling2D((3, 2), strides=(2, 1), padding="same", name="average")(a)
    b = L.MaxPooling2D((2, 3), padding="valid", name="max")(b)
    a = L.Reshape((-1, 4), name="rows")(a)
    a = L.Flatten(name="flat")(a)
    b = L.GlobalMaxPooling2D(keepdims=True, name="top")(b)
    b = L.Flatten()(b)
    return keras.Model(image, [L.Concatenate(name="joined")([a, b]), L.GlobalAveragePooling2D(keepdims=True, name="mean")(x)], name="shapes")


def activations():
    """Every activation by name and as a layer; convolutions that end with one that needs a slope."""
    names = ["linear", "relu", "relu6" if major > 2 else "relu", "elu", "selu", "sigmoid", "hard_sigmoid", "tanh", "softmax"]
    names += ["softplus", "swish", "gelu"] + (["silu", "leaky_relu", "hard_silu"] if major > 2 else [])
    image = keras.Input((2, 3, 4), name="image")
    x = L.Rescaling(4.0, offset=-0.5, name="wide")(image)
    tower = [L.Activation(name, name=f"{index}_{name}")(x) for index, name in enumerate(names)]
    slope = {"negative_slope": 0.1} if major > 2 else {"alpha": 0.1}
    tower += [L.ReLU(name="relu_layer")(x), L.ReLU(6, name="relu6_layer")(x), L.ReLU(negative_slope=0.2, name="sloped_relu")(x)]
    tower += [L.LeakyReLU(name="leaky")(x), L.LeakyReLU(**slope, name="leaky_slope")(x), L.ELU(0.7, name="elu_layer")(x), L.Softmax(name="softmax_layer")(x)]
    tower += [L.Conv2D(2, 1, activation="hard_sigmoid", name="conv_hard")(x), L.Dense(2, activation="gelu", name="dense_gelu")(x)]
    return keras.Model(image, L.Concatenate(axis=3, name="all")(tower), name="activations")


def merges():
    """Layers with several inputs, a shared layer without weights, and the arithmetic of preprocessing."""
    image = keras.Input((4, 5, 3), name="image")
    x = image / 127.5 - 1.0
    x = 0.5 - x * 40.0
    relu = L.ReLU(name="shared")
    a, b = relu(L.Conv2D(2, 3, padding="same", dilation_rate=2, name="a")(x)), relu(L.Conv2D(2, (1, 3), padding="same", name="b")(x))
    c = L.SeparableConv2D(2, 3, depth_multiplier=2, activation="tanh", padding="same", name="c")(x)
    joined = [L.Add(name="added")([a, b, c]), L.Multiply(name="multiplied")([a, c]), L.Average(name="averaged")([a, b, c])]
    joined += [L.Maximum(name="larger")([b, c]), L.Subtract(name="difference")([a, b]), a + c]
    return keras.Model(image, L.Concatenate(name="all")(joined), name="merges")


def inputs():
    """Layers at the start of a model: measured and given normalisation, rescaling, and what matters in training only."""
    image = keras.Input((6, 6, 3), name="image")
    measured = L.Normalization(name="measured")
    measured.adapt(pattern((3, 6, 6, 3)) * np.float32([1, 2, 3]) + np.float32([0.5, 0, -1]))
    x = measured(image)
    x = L.Normalization(mean=[0.1, 0.2, 0.3], variance=[1.5, 0.5, 0.25], name="given")(x)
    x = L.RandomZoom(0.1, name="zoom")(x)
    x = L.RandomContrast(0.1, name="contrast")(x)
    x = L.GaussianNoise(0.1, name="noise")(x)
    x = L.Conv2D(3, 3, name="conv")(x)
    x = L.SpatialDropout2D(0.2, name="spatial")(x)
    x = L.GaussianDropout(0.2, name="gaussian")(x)
    x = L.Flatten(name="flat")(x)
    x = L.BatchNormalization(name="flat_bn")(x)
    return keras.Model(image, L.Dense(2, name="out")(L.AlphaDropout(0.1, name="alpha")(x)), name="inputs")


def randomise(model, generator):
    """Weights that no mistake can hide behind: no zeros and ones as initialisation leaves them."""
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            randomise(layer, generator)
        elif layer.get_weights() and not isinstance(layer, L.Normalization) and not layer.name.startswith(("flip", "rotation", "zoom", "contrast")):
            layer.set_weights([generator.uniform(0.2, 1.2, w.shape) * (1 if "variance" in v.name else generator.choice([-1, 1], w.shape)) for w, v in zip(layer.get_weights(), layer.weights)])


def deflate(path):
    """Packs the archive anew with compression, which Keras reads as well; HDF5's empty spaces then take no room in the repository."""
    with zipfile.ZipFile(path) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)


def main():
    answers = {"producer": f"keras {package.__version__}, tensorflow {tf.__version__}, CPU", "models": {}}
    formats = {"sequential": "keras h5 weights.h5", "functional": "keras h5 weights.h5", "nested": "keras h5 weights.h5"}
    if prefix == "keras2.21":
        formats = {}
    for build in [sequential, functional, nested, shapes, activations, merges, inputs]:
        keras.backend.clear_session()
        keras.utils.set_random_seed(1610)
        model = build()
        randomise(model, np.random.default_rng(2357))
        for ending in formats.get(build.__name__, "keras").split():
            path = here / f"{prefix}-{build.__name__}.{ending}"
            model.save_weights(path) if ending == "weights.h5" else model.save(path)
            if ending == "keras" and (major < 3 or build is not functional):
                deflate(path)
        x = pattern((2, *model.input_shape[1:]))
        outputs = model.predict(x, verbose=0)
        outputs = outputs if isinstance(outputs, list) else [outputs]
        answers["models"][build.__name__] = {
            "input": list(x.shape),
            "layers": [[layer.name, type(layer).__name__] for layer in model.layers],
            "parameters": model.count_params(),
            "outputs": [{"shape": list(y.shape), "data": [float(f"{v:.8g}") for v in y.ravel().tolist()]} for y in outputs],
        }
    with h5py.File(here / "weightless.weights.h5", "w") as file:
        file.create_group("layers")
    (here / f"{prefix}-answers.json").write_text(json.dumps(answers) + "\n")


main()
