import { startEngine, type Build, type Engine } from "@xception/separable-conv/engine";
import { afterAll, beforeAll, describe } from "vitest";

const builds: readonly Build[] = ["simd", "relaxed"];

/**
 * Declares tests for an engine of each build, on 1, 2 and 3 threads.
 *
 * @param subject what the titles begin with
 * @param body    `engine` is undefined where the machine has the other build only
 */
export function describeEngines(subject: string, body: (engine: () => Engine | undefined, threads: number) => void): void {
  describe.each(builds.flatMap((build) => [1, 2, 3].map((threads) => ({ build, threads }))))(
    `${subject} in the $build build on $threads threads`,
    (options) => {
      let engine: Engine | undefined;

      beforeAll(async () => {
        // A machine without relaxed SIMD has the other build only.
        engine = await startEngine({ ...options, widestPixel: 4096 }).catch((error: unknown) => {
          if (options.build === "relaxed" && String(error).includes("lacks relaxed SIMD")) return undefined;
          throw error;
        });
      });
      afterAll(() => engine?.dispose());

      body(() => engine, options.threads);
    },
  );
}
