import * as tf from "@tensorflow/tfjs-core";

/** As `tf.tidy`, for results of any form: every tensor in the result is kept, whatever scope is open, and everything else is freed. */
export function keepResult<T extends object>(body: () => T): T {
  let result: T | undefined;
  tf.tidy(() => {
    result = body();
    keepAll(result);
  });
  return result as T; // tidy has run it
}

function keepAll(container: object): void {
  for (const value of Object.values(container) as unknown[]) {
    if (value instanceof tf.Tensor) tf.keep(value);
    else if (typeof value === "object" && value !== null) keepAll(value);
  }
}
