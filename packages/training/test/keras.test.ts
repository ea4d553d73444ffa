// The whole of training against Keras: the same network, first parameters and batches for twenty steps.
import { describeBackends, expectClose } from "@xception/testing";
import { createSession, type LabelledBatch, type OptimizerOptions, type SessionOptions } from "@xception/training";
import { expect, it } from "vitest";

import { deviceVariable, everyCall, trace } from "@xception/tensorflow";
import golden from "./golden/training.json";
import { pattern } from "./pattern.ts";
import { goldenParameters, tinyOptions } from "./tiny-network.ts";

interface Numbers {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

interface Case {
  readonly optimizer: { readonly kind: string };
  readonly rate: number;
  readonly losses: readonly number[];
  readonly parameters: Readonly<Record<string, Numbers>>;
  readonly logits: readonly number[];
}

const cases = golden.cases as unknown as readonly Case[];
const nothing: Numbers = { shape: [], data: [] };
// Rounding differs from operation to operation, and twenty updates carry it on. Of an array it is that of its largest value.
const tolerance = 1e-4;

/** The three batches of the golden run. */
const batches = [0, 1, 2].map((batch): LabelledBatch => {
  const all = pattern([3, 8, 8, 8, 2], 617).data;
  const labels = Int32Array.from({ length: 8 }, (_, example) => ((batch * 8 + example) * 5) % 3);
  return { images: { shape: [8, 8, 8, 2], data: all.slice(batch * 1024, (batch + 1) * 1024) }, labels };
});

async function expectKerasNumbers(
  { optimizer, rate, losses, parameters, logits }: Case,
  compiler?: SessionOptions["compiler"],
): Promise<void> {
  const session = createSession({
    ...tinyOptions,
    parameters: goldenParameters(Object.keys(parameters)),
    optimizer: optimizer as OptimizerOptions,
    schedule: { kind: "constant", rate },
    compiler,
  });
  const found: number[] = [];
  for (let step = 0; step < 20; step += 1) found.push((await session.step(batches[step % 3] as LabelledBatch)).loss);
  await expectClose({ shape: [20], data: found }, { shape: [20], data: losses }, { tolerance });
  const trained = await session.parameters();
  for (const [name, expected] of Object.entries(parameters)) {
    const part = 1 / Math.max(...Array.from(expected.data, Math.abs));
    const scaled = ({ shape, data }: Numbers): Numbers => ({ shape, data: Array.from(data, (value) => value * part) });
    await expectClose(scaled(trained.get(name) ?? nothing), scaled(expected), { tolerance });
  }
  const executable = await session.executable();
  const { outputs } = await executable.run(batches[0]?.images ?? pattern([1], 1));
  await expectClose(outputs[0] ?? nothing, { shape: [8, 3], data: logits }, { tolerance });
  executable.dispose();
  session.dispose();
}

describeBackends("twenty steps", (backend) => {
  // Graphics in software takes a second a step on a busy machine: one optimizer will do there.
  const some = backend === "webgpu" ? cases.slice(0, 1) : cases;
  it.each(some)("of $optimizer.kind give Keras' losses, parameters and logits", (found) => expectKerasNumbers(found), 180_000);
});

describeBackends(
  "twenty steps, each one operation,",
  () => {
    it.each(cases)("of $optimizer.kind give Keras' losses, parameters and logits", (found) =>
      expectKerasNumbers(found, { trace: (fn) => trace(fn), everyCall, variable: deviceVariable }),
    );

    it("of SGD in bfloat16 go the same way roughly", async () => {
      const [{ losses, rate, parameters }] = cases as readonly [Case];
      const session = createSession({
        ...tinyOptions,
        parameters: goldenParameters(Object.keys(parameters)),
        schedule: { kind: "constant", rate },
        compiler: { trace: (fn) => trace(fn, { precision: "bfloat16" }), everyCall, variable: deviceVariable },
      });
      let loss = NaN;
      for (let step = 0; step < 20; step += 1) ({ loss } = await session.step(batches[step % 3] as LabelledBatch));
      session.dispose();
      expect(Math.abs(loss / (losses[19] ?? NaN) - 1)).toBeLessThan(0.1);
    });
  },
  ["tensorflow"],
);
