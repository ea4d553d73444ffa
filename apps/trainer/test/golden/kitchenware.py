# Keras' answers to the photos of kitchenware, each brought to 150x150 by Pillow's nearest neighbour.
# Run: python kitchenware.py MODELS > kitchenware.json      MODELS: the folder of the real models
import json, pathlib, sys
import keras, numpy, PIL
from PIL import Image

folder = pathlib.Path(sys.argv[1]) / "kitchenware"
model = keras.models.load_model(folder / "model.keras", compile=False)
classes = ["cup", "fork", "glass", "knife", "plate", "spoon"]
photos = {}
for path in sorted((folder / "images").glob("*.jpg")):
    image = Image.open(path).convert("RGB").resize((150, 150), Image.Resampling.NEAREST)
    outputs = model(numpy.asarray(image, numpy.float32)[None] / 127.5 - 1, training=False).numpy()[0]
    photos[path.name] = {"predicted": classes[int(outputs.argmax())], "outputs": [round(float(value), 5) for value in outputs]}
producer = f"keras {keras.__version__}, Pillow {PIL.__version__}"
print(json.dumps({"producer": producer, "classes": classes, "photos": photos}, indent=1))
