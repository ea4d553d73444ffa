import type { Network } from "@xception/network";
import { describeBackends } from "@xception/testing";
import {
  CheckpointError,
  createSession,
  DivergenceError,
  fit,
  readCheckpoint,
  resume,
  writeCheckpoint,
  type FitOptions,
  type Position,
  type SessionOptions,
  type SessionState,
} from "@xception/training";
import { writeSafetensors } from "@xception/weights";
import { expect, it } from "vitest";

import { tinyOptions, tinyWithDropout } from "./tiny-network.ts";
import { tinyBatch, tinyBatches } from "./tiny-task.ts";

/** Everything that has a state: dropout, slots, averages, a schedule over epochs. */
const options: SessionOptions = {
  ...tinyOptions,
  network: tinyWithDropout,
  optimizer: { kind: "rmsprop" },
  schedule: { kind: "warmUp", until: 5, unit: "steps", then: { kind: "stepDecay", initial: 0.01, factor: 0.5, every: 1, unit: "epochs" } },
  polyak: { decay: 0.99 },
  weightDecay: { rate: 1e-3 },
  labelSmoothing: 0.1,
  clipNorm: 1,
  lossScale: { growEvery: 3 },
  seed: 5,
};
const data: FitOptions = { batches: tinyBatches(4), stepsPerEpoch: 4, epochs: 3 };
const begin: Position = { epoch: 0, batch: 0, totals: { loss: 0, correct: 0, size: 0 } };

/** A state by name of array, with the bits of its values. */
function bits({ parameters, averages, slots }: SessionState): Record<string, Uint32Array> {
  const folders = { parameters, averages, slots };
  const named = Object.entries(folders).flatMap(([folder, arrays]) =>
    [...arrays].map(([name, array]): [string, Uint32Array] => [`${folder}/${name}`, new Uint32Array(Float32Array.from(array.data).buffer)]),
  );
  return Object.fromEntries(named);
}

async function interruptedAfter(step: number, given: SessionOptions): Promise<Blob> {
  const session = createSession(given);
  const controller = new AbortController();
  const { position } = await fit(session, {
    ...data,
    signal: controller.signal,
    onStep(event) {
      if (event.step === step) controller.abort();
    },
  });
  const blob = await writeCheckpoint(session, position);
  session.dispose();
  return blob;
}

describeBackends(
  "a checkpoint",
  () => {
    // The step under way when the signal comes is done too, unless it would be the next epoch's.
    it.each([
      [2, 3],
      [3, 4],
      [4, 4],
      [6, 7],
    ])("interrupted after step %i and resumed, training ends with the same bits as without", async (step, done) => {
      const whole = createSession(options);
      const losses: number[] = [];
      await fit(whole, { ...data, onEpoch: ({ loss }) => void losses.push(loss) });

      const checkpoint = await readCheckpoint(await interruptedAfter(step, options));
      expect(checkpoint.state.progress.step).toBe(done);
      // From the checkpoint alone: network and configuration are in it.
      const session = createSession({ network: checkpoint.network, parameters: checkpoint.state.parameters, ...checkpoint.configuration });
      const resumed: number[] = [];
      const { finished } = await fit(session, {
        ...data,
        startAt: resume(session, checkpoint),
        onEpoch: ({ loss }) => void resumed.push(loss),
      });

      expect(finished).toBe(true);
      expect(session.progress).toEqual(whole.progress);
      expect(bits(await session.state())).toEqual(bits(await whole.state()));
      expect(resumed).toEqual(losses.slice(-resumed.length));
      whole.dispose();
      session.dispose();
    });

    it("without dropout's seed of the step the bits would differ", async () => {
      const [one, other] = [createSession(options), createSession({ ...options, seed: 6 })];
      const losses = [(await one.step(tinyBatch(0))).loss, (await other.step(tinyBatch(0))).loss];
      expect(losses[0]).not.toBe(losses[1]);
      one.dispose();
      other.dispose();
    });

    it("holds slots, averages, network and progress", async () => {
      const session = createSession(tinyOptions);
      await session.step(tinyBatch(0), { epoch: 0.5 });
      const position = { epoch: 0, batch: 1, totals: { loss: 8, correct: 3, size: 8 } };
      const checkpoint = await readCheckpoint(await writeCheckpoint(session, position));
      expect(checkpoint).toMatchObject({ network: session.network, configuration: session.configuration, position });
      expect(checkpoint.state.progress).toEqual({ step: 1, epoch: 0.5, samples: 8 });
      expect(checkpoint.state.parameters).toEqual(await session.parameters());
      expect([...checkpoint.state.slots.keys()].slice(0, 2)).toEqual(["momentum/conv/kernel", "momentum/separable/depthwise_kernel"]);
      expect(checkpoint.state.averages.size).toBe(0);
      session.dispose();
    });

    it("of another network is refused with the first difference", async () => {
      const session = createSession(tinyOptions);
      const blob = await writeCheckpoint(session, begin);
      const wider: Network = {
        ...tinyOptions.network,
        name: "wider",
        nodes: tinyOptions.network.nodes.map((node) => (node.name === "conv_act" ? { ...node, options: { function: "elu" } } : node)),
      };
      const other = createSession({ ...tinyOptions, network: wider });
      const checkpoint = await readCheckpoint(blob);
      expect(() => resume(other, checkpoint)).toThrow(
        new CheckpointError(
          '[resume] the checkpoint is of the network "tiny", not of "wider" that is to be trained: node 3 is activation "conv_act" {"function":"relu"} instead of activation "conv_act" {"function":"elu"}. Train the checkpoint\'s network, or start anew.',
        ),
      );
      const deeper = createSession(options);
      expect(() => resume(deeper, checkpoint)).toThrow("it has 13 nodes instead of 14");
      for (const disposable of [session, other, deeper]) disposable.dispose();
    });

    it("of another optimizer or averaging is refused", async () => {
      const session = createSession(tinyOptions);
      const checkpoint = await readCheckpoint(await writeCheckpoint(session, begin));
      const other = createSession({ ...tinyOptions, optimizer: { kind: "adam" } });
      expect(() => resume(other, checkpoint)).toThrow(
        new CheckpointError(
          '[restore] the optimizer slots of the state differ from this session\'s, first in "mean/conv/kernel" (not in the state). Use the optimizer, averaging, loss scale and frozen nodes that the state was made with, or start anew from its parameters.',
        ),
      );
      const averaged = createSession({ ...tinyOptions, polyak: { decay: 0.9 } });
      expect(() => resume(averaged, checkpoint)).toThrow('the averages of the state differ from this session\'s, first in "conv/kernel"');
      const plain = createSession({ ...tinyOptions, optimizer: { kind: "sgd" } });
      expect(() => resume(plain, checkpoint)).toThrow('first in "momentum/conv/kernel" ([3, 3, 2, 4] in the state)');
      for (const disposable of [session, other, averaged, plain]) disposable.dispose();
    });

    it("is not written where a value is not finite, so that the last one stays", async () => {
      const session = createSession({ ...tinyOptions, optimizer: { kind: "sgd" }, schedule: { kind: "constant", rate: 1e39 } });
      await session.step(tinyBatch(0));
      await expect(writeCheckpoint(session, begin)).rejects.toThrow(DivergenceError);
      await expect(writeCheckpoint(session, begin)).rejects.toThrow(
        /^\[writeCheckpoint\] parameters\/conv\/kernel holds (-Infinity|Infinity|NaN) after step 1\. Go on from the last checkpoint with a lower learning rate, a warm-up or clipNorm\.$/,
      );
      session.dispose();
    });

    it("a safetensors file of another kind is refused", async () => {
      const other = writeSafetensors(new Map([["bias", { shape: [1], data: new Float32Array(1) }]]), { format: "pt" });
      await expect(readCheckpoint(other)).rejects.toThrow(
        new CheckpointError(
          '[readCheckpoint] the file is of the format "pt", expected "xception-checkpoint-1". Take a file that writeCheckpoint made.',
        ),
      );
      await expect(readCheckpoint(writeSafetensors(new Map()))).rejects.toThrow("the file says nothing of its format, expected");
    });

    it("a checkpoint with damaged metadata is refused", async () => {
      const metadata = { format: "xception-checkpoint-1", network: JSON.stringify(tinyOptions.network) };
      await expect(readCheckpoint(writeSafetensors(new Map(), { ...metadata, configuration: "{" }))).rejects.toThrow(
        new CheckpointError("[readCheckpoint] the file's configuration is not JSON. It is damaged: take another checkpoint."),
      );
      await expect(readCheckpoint(writeSafetensors(new Map(), { ...metadata, configuration: '{"loss": 1}' }))).rejects.toThrow(
        new CheckpointError("[readCheckpoint] the file's configuration lacks optimizer. It is damaged: take another checkpoint."),
      );
      const whole = writeSafetensors(new Map([["parameters/a/b", { shape: [1], dtype: "int8", data: new Int8Array(1) }]]), metadata);
      await expect(readCheckpoint(whole)).rejects.toThrow(
        new CheckpointError("[readCheckpoint] parameters/a/b is int8, expected float32. Take a file that writeCheckpoint made."),
      );
    });
  },
  ["cpu", "wasm"],
);
