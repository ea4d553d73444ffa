"""Golden values of timm's legacy_xception with patterned weights in PyTorch's own layout. See README.md."""
import json
from pathlib import Path

import timm
import torch

from pattern import layer, pattern

HERE = Path(__file__).parent


def role(name, shape):
    if name.endswith("running_mean"):
        return "mean"
    if name.endswith("running_var"):
        return "variance"
    if name == "fc.bias":
        return "bias"
    if name.endswith("bias"):
        return "beta"
    if len(shape) == 1:
        return "gamma"
    return "depthwise" if len(shape) == 4 and shape[1] == 1 else "kernel"


def fill(model):
    state = model.state_dict()
    for name, value in state.items():
        if name.endswith("num_batches_tracked"):
            continue
        shape = tuple(value.shape)
        # pattern.layer counts the fan-in over all axes but the last; PyTorch keeps the outputs first.
        state[name] = torch.from_numpy(pattern(name, shape, *layer(role(name, shape), (*shape[1:], shape[0]))))
    model.load_state_dict(state)


if __name__ == "__main__":
    model = timm.create_model("legacy_xception", pretrained=False).eval()
    fill(model)
    names = [[name, list(value.shape)] for name, value in model.state_dict().items()]
    lines = ",\n".join("  " + json.dumps(row) for row in names)
    (HERE / "timm-names.json").write_text(f"[\n{lines}\n]\n")
    size = 80
    image = torch.from_numpy(pattern("image", (1, size, size, 3), 0, 1)).permute(0, 3, 1, 2)
    with torch.no_grad():
        logits = model(image)[0]
    print(size, float(logits.std()))
    recorded = {"size": size, "deviation": float(f"{float(logits.std()):.7g}"), "logits": [float(f"{float(v):.7g}") for v in logits]}
    (HERE / f"timm-forward-{size}.json").write_text(json.dumps(recorded) + "\n")
