import { describeBackends } from "@xception/testing";
import {
  createSession,
  DivergenceError,
  fit,
  TrainingError,
  type EpochEvent,
  type FitOptions,
  type LabelledBatch,
  type StepEvent,
} from "@xception/training";
import { expect, it, vi } from "vitest";

import { oneLayer, pairs } from "./one-layer.ts";
import { tinyOptions } from "./tiny-network.ts";
import { tinyBatch, tinyBatches } from "./tiny-task.ts";

const data: Pick<FitOptions, "batches" | "stepsPerEpoch"> = { batches: tinyBatches(4), stepsPerEpoch: 4 };

describeBackends(
  "fit",
  () => {
    it("goes through all epochs and says what each step and epoch came to", async () => {
      const session = createSession(tinyOptions);
      const steps: StepEvent[] = [];
      const ends: EpochEvent[] = [];
      const result = await fit(session, {
        ...data,
        epochs: 2,
        onStep: (event) => void steps.push(event),
        onEpoch: (event) => void ends.push(event),
      });
      expect(result).toEqual({ position: { epoch: 2, batch: 0, totals: { loss: 0, correct: 0, size: 0 } }, finished: true });
      expect(steps.map(({ step, epoch, batch }) => [step, epoch, batch])).toEqual([
        [1, 0, 0],
        [2, 0, 1],
        [3, 0, 2],
        [4, 0, 3],
        [5, 1, 0],
        [6, 1, 1],
        [7, 1, 2],
        [8, 1, 3],
      ]);
      const losses = steps.map(({ loss }) => loss);
      expect(ends.map(({ epoch, step }) => [epoch, step])).toEqual([
        [0, 4],
        [1, 8],
      ]);
      expect(ends[0]?.loss).toBeCloseTo(losses.slice(0, 4).reduce((sum, loss) => sum + loss) / 4, 10);
      expect(ends[1]?.loss).toBeCloseTo(losses.slice(4).reduce((sum, loss) => sum + loss) / 4, 10);
      expect(steps[3]).toMatchObject({ meanLoss: ends[0]?.loss, accuracy: ends[0]?.accuracy, epochs: 2, stepsPerEpoch: 4, rate: 0.05 });
      expect(steps.every(({ imagesPerSecond }) => imagesPerSecond > 0)).toBe(true);
      expect(steps[6]?.secondsLeft).toBeGreaterThan(0);
      expect(steps[7]?.secondsLeft).toBe(0);
      session.dispose();
    });

    it("asks the schedule with parts of epochs", async () => {
      const session = createSession({ ...tinyOptions, schedule: { kind: "cosine", initial: 1, until: 1, unit: "epochs" } });
      const rates: number[] = [];
      await fit(session, { ...data, epochs: 1, onStep: ({ rate }) => void rates.push(rate) });
      expect(rates[2]).toBeCloseTo(0.5, 12);
      session.dispose();
    });

    it("ends after the step in which the signal comes, and says where it is", async () => {
      const session = createSession(tinyOptions);
      const controller = new AbortController();
      const onEpoch = vi.fn();
      const result = await fit(session, {
        ...data,
        epochs: 3,
        signal: controller.signal,
        onEpoch,
        onStep({ step }) {
          if (step === 5) controller.abort();
        },
      });
      // The sixth step was under way when the fifth was reported.
      expect(result).toMatchObject({ finished: false, position: { epoch: 1, batch: 2, totals: { size: 16 } } });
      expect(session.progress.step).toBe(6);
      expect(onEpoch).toHaveBeenCalledTimes(1);
      session.dispose();
    });

    it("leaves what follows an epoch to the run that goes on", async () => {
      const session = createSession(tinyOptions);
      const controller = new AbortController();
      const onEpoch = vi.fn();
      const options = { ...data, epochs: 1, onEpoch };
      const { position, finished } = await fit(session, {
        ...options,
        signal: controller.signal,
        onStep({ step }) {
          if (step === 4) controller.abort();
        },
      });
      expect([finished, position.epoch, position.batch, onEpoch.mock.calls.length]).toEqual([false, 0, 4, 0]);
      expect(await fit(session, { ...options, startAt: position })).toMatchObject({ finished: true, position: { epoch: 1, batch: 0 } });
      expect([session.progress.step, onEpoch.mock.calls.length]).toEqual([4, 1]);
      session.dispose();
    });

    it("a signal that is given before the start lets nothing happen", async () => {
      const session = createSession(tinyOptions);
      const result = await fit(session, { ...data, epochs: 1, signal: AbortSignal.abort() });
      expect(result).toMatchObject({ finished: false, position: { epoch: 0, batch: 0 } });
      expect(session.progress.step).toBe(0);
      session.dispose();
    });

    it("closes the source of batches when it is interrupted", async () => {
      const session = createSession(tinyOptions);
      const controller = new AbortController();
      let closed = false;
      async function* endless(): AsyncGenerator<LabelledBatch> {
        try {
          for (let number = 0; ; number += 1) {
            if (number === 2) controller.abort();
            await Promise.resolve();
            yield tinyBatch(number);
          }
        } finally {
          closed = true;
        }
      }
      await fit(session, { batches: endless, stepsPerEpoch: 100, epochs: 1, signal: controller.signal });
      expect(closed).toBe(true);
      session.dispose();
    });

    it("saves in between when everything is done, at the position that the session is at", async () => {
      const session = createSession(tinyOptions);
      const reported: number[] = [];
      const saved: [number, number, number][] = [];
      await fit(session, {
        ...data,
        epochs: 1,
        saveSeconds: 0,
        onStep: ({ step }) => void reported.push(step),
        onSave: ({ batch, totals }) => void saved.push([batch, totals.size, reported.length]),
      });
      expect(saved).toEqual([
        [1, 8, 1],
        [2, 16, 2],
        [3, 24, 3],
      ]);
      session.dispose();
    });

    it("a loss that is not finite ends it with the step and what to do, before anything is saved", async () => {
      const session = createSession(oneLayer);
      const [onEpoch, onSave] = [vi.fn(), vi.fn()];
      async function* poisoned(): AsyncGenerator<LabelledBatch> {
        yield await Promise.resolve(pairs([1, 2], [0]));
        yield pairs([NaN, 2], [0]);
      }
      const training = fit(session, { batches: poisoned, stepsPerEpoch: 2, epochs: 1, onEpoch, onSave, saveSeconds: 0 });
      await expect(training).rejects.toThrow(
        new DivergenceError(
          "[fit] the loss of step 2 is NaN, at a learning rate of 0.5. Go on from the last checkpoint with a lower rate, a warm-up or clipNorm, and look for values that are not numbers in the data.",
        ),
      );
      expect([onSave.mock.calls.length, onEpoch.mock.calls.length]).toEqual([1, 0]);
      session.dispose();
    });

    it("an epoch without batches is refused", async () => {
      const session = createSession(tinyOptions);
      await expect(fit(session, { batches: tinyBatches(0), stepsPerEpoch: 4, epochs: 1 })).rejects.toThrow(
        new TrainingError(
          "[fit] epoch 0 has no batches, from number 0 of 4. Pass data with at least one batch, and stepsPerEpoch no higher than their count.",
        ),
      );
      session.dispose();
    });

    it("an error of the data ends it", async () => {
      const session = createSession(tinyOptions);
      async function* broken(): AsyncGenerator<LabelledBatch> {
        yield tinyBatch(0);
        await Promise.reject(new Error("the disk is gone"));
      }
      await expect(fit(session, { batches: broken, stepsPerEpoch: 4, epochs: 1 })).rejects.toThrow("the disk is gone");
      session.dispose();
    });
  },
  ["cpu", "wasm"],
);
