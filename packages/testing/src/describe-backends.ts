// One body of tests, every backend. A backend that cannot start is skipped with its reason, except in CI, where it fails.
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, beforeEach, describe } from "vitest";

import { missingComponent } from "./missing-component.ts";

export type StartBackend = (name: string) => Promise<void>;

const everyBackend = ["cpu", "wasm", "webgpu", "tensorflow"] as const;
let start: StartBackend | undefined;

/** Says how a backend is started; the house's vitest set-up calls it, so that this package depends on no other. */
export function provideBackends(startBackend: StartBackend): void {
  start = startBackend;
}

/** Runs `body` once a backend, with that backend current and a clean scope around each test. */
export function describeBackends(title: string, body: (backend: string) => void, backends: readonly string[] = everyBackend): void {
  describe.each(backends)(`${title} on %s`, (backend) => {
    let reason: string | undefined;
    beforeAll(async () => {
      try {
        if (!start) throw new Error("provideBackends was not called");
        await start(backend);
      } catch (error) {
        reason = missingComponent(error instanceof Error ? error.message : String(error));
      }
    });
    beforeEach((context) => {
      if (reason !== undefined) context.skip(reason);
      tf.engine().startScope();
      return () => {
        tf.engine().endScope();
      };
    });
    afterAll(() => {
      reason = undefined;
    });
    body(backend);
  });
}
