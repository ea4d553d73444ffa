// The loss' factor for gradients in float16: what it leaves as it is, and what it saves.
import type { ParameterArray } from "@xception/network";
import { deviceVariable, everyCall, trace } from "@xception/tensorflow";
import { describeBackends } from "@xception/testing";
import { createSession, type Session, type SessionOptions, type SessionState, type StepCompiler } from "@xception/training";
import { expect, it } from "vitest";

import { oneLayer, pairs } from "./one-layer.ts";
import { tinyOptions } from "./tiny-network.ts";
import { tinyBatch } from "./tiny-task.ts";

const options: SessionOptions = { ...tinyOptions, optimizer: { kind: "rmsprop" }, polyak: { decay: 0.9 }, weightDecay: { rate: 1e-3 } };

/** The factor, and the updates since it was changed. */
const scaleOf = ({ slots }: SessionState): number[] => [...(slots.get("lossScale")?.data ?? [])];

/** Everything else, by folder. */
function restOf({ parameters, averages, slots }: SessionState): (readonly [string, ParameterArray])[][] {
  return [parameters, averages, slots].map((arrays) => [...arrays].filter(([name]) => name !== "lossScale"));
}

async function stateAfter(session: Session, steps: number): Promise<SessionState> {
  for (let step = 0; step < steps; step += 1) await session.step(tinyBatch(step));
  const state = await session.state();
  session.dispose();
  return state;
}

describeBackends(
  "a session with a loss scale",
  () => {
    it("ends with the bits of one without where float32 holds the gradients", async () => {
      const scaled = await stateAfter(createSession({ ...options, lossScale: {} }), 3);
      expect(restOf(scaled)).toEqual(restOf(await stateAfter(createSession(options), 3)));
      expect(scaleOf(scaled)).toEqual([2 ** 15, 3]);
    });

    it("changes nothing by a step whose gradients are not finite, but halves the factor until they are", async () => {
      // Gradients of about 16, times a factor that leads them past the largest float32.
      const layer: SessionOptions = { ...oneLayer, optimizer: { kind: "rmsprop" }, polyak: { decay: 0.9 }, weightDecay: { rate: 1e-3 } };
      const batch = pairs([16, -16], [1]);
      const session = createSession({ ...layer, lossScale: { first: 2 ** 127, growEvery: 1000 } });
      const before = await session.state();
      const { loss } = await session.step(batch);
      const after = await session.state();
      expect(loss).toSatisfy(Number.isFinite);
      expect(scaleOf(after)).toEqual([2 ** 126, 0]);
      expect(restOf(after)).toEqual(restOf(before));
      for (let step = 0; step < 12; step += 1) await session.step(batch);
      const later = await session.state();
      expect(scaleOf(later)[0]).toBeLessThan(2 ** 126);
      expect(scaleOf(later)[1]).toBeGreaterThan(0);
      expect(restOf(later)).not.toEqual(restOf(before));
      session.dispose();
    });

    it("doubles the factor after so many updates in a row", async () => {
      const factors = [];
      const session = createSession({ ...options, lossScale: { first: 4, growEvery: 2 } });
      for (let step = 0; step < 5; step += 1) {
        await session.step(tinyBatch(step));
        factors.push(scaleOf(await session.state()));
      }
      expect(factors).toEqual([
        [4, 1],
        [8, 0],
        [8, 1],
        [16, 0],
        [16, 1],
      ]);
      session.dispose();
    });
  },
  ["cpu", "wasm"],
);

describeBackends(
  "gradients in float16",
  () => {
    it("vanish where losses are not scaled, and are float32's where they are", async () => {
      const compiler: StepCompiler = { trace: (fn) => trace(fn, { precision: "float16" }), everyCall, variable: deviceVariable };
      // A class that the network is sure of: the other's probability is 2e-9.
      const batch = pairs([10, -10], [0]);
      /** How far one step, at a rate that makes up for such gradients, takes the other class' column of the kernel. */
      const moved = async (given: Partial<SessionOptions>): Promise<number[]> => {
        const session = createSession({ ...oneLayer, schedule: { kind: "constant", rate: 1e6 }, ...given });
        await session.step(batch);
        const kernel = (await session.parameters()).get("logits/kernel")?.data ?? [];
        session.dispose();
        return [(kernel[1] ?? NaN) - 0, (kernel[3] ?? NaN) - 1];
      };
      const exact = await moved({});
      expect(Math.abs(exact[0] ?? 0)).toBeGreaterThan(1e-3);
      const plain = await moved({ compiler });
      const scaled = await moved({ compiler, lossScale: { first: 2 ** 24 } });
      expect(plain).toEqual([0, 0]);
      for (const [index, change] of scaled.entries()) expect(change / (exact[index] ?? NaN)).toBeCloseTo(1, 2);
    });
  },
  ["tensorflow"],
);
