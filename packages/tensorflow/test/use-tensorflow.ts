import * as tf from "@tensorflow/tfjs-core";
import { registerTensorFlowBackend, requireTensorFlowBackend, type TensorFlowBackend } from "@xception/tensorflow";
import { beforeAll, beforeEach } from "vitest";

import { missingTensorFlow } from "./missing-tensorflow.ts";

/** The backend on two threads for the tests of a block, each in a scope of its own; they are skipped where there is no TensorFlow. */
export function useTensorFlow(): { readonly backend: TensorFlowBackend } {
  const reason = missingTensorFlow();
  let started: TensorFlowBackend | undefined;
  beforeAll(async () => {
    if (reason !== undefined) return;
    registerTensorFlowBackend({ threads: 2 });
    await tf.setBackend("tensorflow");
    started = requireTensorFlowBackend(tf.backend());
  });
  beforeEach(({ skip }) => {
    skip(reason !== undefined, reason);
    tf.engine().startScope();
    return () => {
      tf.engine().endScope();
    };
  });
  return {
    get backend() {
      return started as TensorFlowBackend; // tests run after it has started
    },
  };
}
