"""Writes kitchenware.json: what Keras says of the photos that scripts/real-models.sh brings.

Run: python kitchenware.py FOLDER-OF-REAL-MODELS   (keras 3, tensorflow-cpu, pillow, numpy)
"""

import json
import pathlib
import sys

import keras
import numpy
import PIL
from PIL import Image

folder = pathlib.Path(sys.argv[1]) / "kitchenware"
classes = ["cup", "fork", "glass", "knife", "plate", "spoon"]
model = keras.models.load_model(folder / "model.keras", compile=False)


def prepare(path):
    image = Image.open(path).convert("RGB").resize((150, 150), Image.Resampling.NEAREST)
    return numpy.asarray(image, numpy.float32) / 127.5 - 1


paths = sorted((folder / "images").glob("*.jpg"))
outputs = model.predict(numpy.stack([prepare(path) for path in paths]), verbose=0)
photos = {
    path.name: {"predicted": classes[int(row.argmax())], "outputs": [round(float(value), 5) for value in row]}
    for path, row in zip(paths, outputs)
}
result = {
    "producer": f"keras {keras.__version__}, {keras.backend.backend()}, Pillow {PIL.__version__}",
    "preprocessing": "RGB, 150 x 150 (stretched, nearest), x / 127.5 - 1",
    "classes": classes,
    "photos": photos,
}
(pathlib.Path(__file__).parent / "kitchenware.json").write_text(json.dumps(result, indent=1) + "\n")
