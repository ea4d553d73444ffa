"""Golden values of a Keras model of others on photos of others. See README.md; the folder of the model is the argument."""
import json
import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
from PIL import Image

HERE = Path(__file__).parent
CLASSES = ["cup", "fork", "glass", "knife", "plate", "spoon"]
PHOTOS = ["0000.jpg", "0002.jpg", "0009.jpg"]

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    model = keras.models.load_model(folder / "model.keras", compile=False)
    images = [Image.open(folder / "images" / name).convert("RGB").resize((150, 150), Image.NEAREST) for name in PHOTOS]
    outputs = model.predict(np.stack([np.asarray(image, "float32") / 127.5 - 1 for image in images]), verbose=0)
    photos = [
        {"name": name, "predicted": CLASSES[int(row.argmax())], "outputs": [round(float(v), 5) for v in row]}
        for name, row in zip(PHOTOS, outputs)
    ]
    (HERE / "kitchenware.json").write_text(json.dumps({"classes": CLASSES, "photos": photos}) + "\n")
