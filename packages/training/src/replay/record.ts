import * as tf from "@tensorflow/tfjs-core";

import { Recorder } from "./recorder.ts";
import type { Recording } from "./recording.ts";
import { watchEngine } from "./watch-engine.ts";

/**
 * Runs a function and records what it does. The results are those of this run, and kept.
 *
 * @throws TrainingError where it reads a value
 */
export function record(
  fn: (recorder: Recorder) => tf.Tensor[],
  values: readonly tf.Tensor[],
): { readonly recording: Recording; readonly results: tf.Tensor[] } {
  const recorder = new Recorder(values);
  let results: tf.Tensor[] = [];
  try {
    recorder.capture(() => {
      watchEngine(recorder, () => {
        tf.tidy(() => {
          results = fn(recorder).map((tensor) => tf.keep(tensor));
        });
      });
    });
  } catch (error) {
    tf.dispose(recorder.keepFound());
    throw error;
  }
  return { recording: recorder.finish(results), results };
}
