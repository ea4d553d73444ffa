# Keras' Xception in a process of its own: works once for each line that comes in, and answers with a line of JSON.
# bench/tensorflow.js starts it, with a Python that has tensorflow and keras. Arguments: WORK BATCH THREADS SIZE
import json
import os
import resource
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
work, (batch, threads, size) = sys.argv[1], map(int, sys.argv[2:])

import keras
import numpy as np
import tensorflow as tf

tf.config.threading.set_intra_op_parallelism_threads(threads)
tf.config.threading.set_inter_op_parallelism_threads(threads)
model = keras.applications.Xception(weights=None, input_shape=(size, size, 3))
model.compile(optimizer=keras.optimizers.SGD(0.01, momentum=0.9), loss="sparse_categorical_crossentropy")
images = np.sin(np.arange(batch * size * size * 3, dtype="float32")).reshape(batch, size, size, 3)
labels = np.arange(batch)
run = (lambda: model.train_on_batch(images, labels)) if work == "step" else (lambda: model.predict_on_batch(images))

for line in sys.stdin:
    start, before = time.perf_counter(), time.process_time()
    run()
    print(json.dumps({
        "milliseconds": (time.perf_counter() - start) * 1000,
        "processorMilliseconds": (time.process_time() - before) * 1000,
        "peakMegabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }), flush=True)
