#!/usr/bin/env bash
# Brings TensorFlow's library, as the Python package tensorflow-cpu has it, for the tests on the backend tensorflow. Of Python only pip is
# used, and only the package itself is taken: nothing of this house runs Python.
# Usage: scripts/tensorflow.sh [FOLDER]   (default .cache/tensorflow, where the tests look; TENSORFLOW_PATH names another)
set -euo pipefail
version=2.21.0
folder=${1:-$(dirname "$0")/../.cache/tensorflow}

[ -d "$folder/tensorflow_cpu-$version.dist-info" ] ||
  python3 -m pip install --quiet --disable-pip-version-check --no-deps --no-compile --upgrade --target "$folder" "tensorflow-cpu==$version"
(cd "$folder" && pwd)
