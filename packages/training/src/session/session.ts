// A network in training: its parameters on the device, and what belongs to them.
import * as tf from "@tensorflow/tfjs-core";
import { checkParameters, compile, shapes, type Executable, type Network, type NetworkParameters } from "@xception/network";
import { registerGradients } from "@xception/separable-conv";

import { TrainingError } from "../errors/training-error.ts";
import { createTargets, smoothTargets } from "../losses/create-targets.ts";
import { lossOf } from "../losses/loss.ts";
import { replaying } from "../replay/replaying.ts";
import { createOptimizer } from "../optimizers/optimizer.ts";
import type { Progress } from "../schedules/progress.ts";
import { learningRate } from "../schedules/schedule.ts";
import { advance } from "./step/advance.ts";
import { checkBatch } from "./check-batch.ts";
import { checkOptions } from "./check-options.ts";
import { checkState } from "./check-state.ts";
import { atOnce } from "./step/parts/at-once.ts";
import { createMeeting } from "./step/parts/meet-on-host.ts";
import { compileStep, type CompiledStep, type StepCompiler } from "./step/compile-step.ts";
import { readReports, readTogether } from "./step/parts/read-reports.ts";
import type { Workers } from "../workers/workers.ts";
import type { StepInput } from "./step/step-input.ts";
import type { Trainer } from "./step/trainer.ts";
import { countCorrect } from "./count-correct.ts";
import type { LabelledBatch } from "./labelled-batch.ts";
import { frozenNodes } from "./network/frozen-nodes.ts";
import { logitsNetwork } from "./network/logits-network.ts";
import type { SessionConfiguration, SessionOptions } from "./session-options.ts";
import type { SessionState } from "./session-state.ts";

import { createLayout } from "./variables/layout.ts";
import { createTurns } from "./turns.ts";
import { createStore, type VariableStore } from "./variables/store.ts";
import * as storage from "./variables/variables.ts";

/** Numbers of one step, from before its update. */
export interface StepReport {
  /** Number of the step, from 1. */
  readonly step: number;
  /** Mean over the batch, without weight decay. */
  readonly loss: number;
  /** Images whose highest logit is (one of) their class(es). */
  readonly correct: number;
  /** Images in the batch; of several processes those of all, and the other numbers are over all of them too. */
  readonly size: number;
  /** Whether a process has asked all of them to stop: the same in each. */
  readonly stop: boolean;
  /** The learning rate. */
  readonly rate: number;
}

/** Which parameters: Polyak's average, or those of the last step. The average is the default where there is one. */
export interface ParameterChoice {
  readonly averaged?: boolean;
}

export interface Session {
  /** As it was given, with its last activation. */
  readonly network: Network;
  readonly configuration: SessionConfiguration;
  readonly progress: Progress;
  /** The processes that take each step together; undefined where this one is alone. */
  readonly workers: Workers | undefined;
  /**
   * Updates the parameters by one batch. The work is handed to the device at the call; the promise, whose numbers are the only thing that
   * is read back, may be left for later so that the device does not wait. A loss that is not finite is reported, not thrown: see `fit`.
   *
   * @param stop   asks all processes to stop: all find it in the report of this step
   * @param epoch  where in the training this is, for schedules in epochs, such as 1.5; default: as at the last step
   */
  step(batch: LabelledBatch, options?: { readonly epoch?: number; readonly stop?: boolean }): Promise<StepReport>;
  /** The network without its last activation, compiled for inference with parameters of now; the caller disposes of it. */
  executable(choice?: ParameterChoice): Promise<Executable>;
  /** Parameters of now, on the host; they fit `network`. */
  parameters(choice?: ParameterChoice): Promise<NetworkParameters>;
  /** All that changes, on the host. */
  state(): Promise<SessionState>;
  /** Goes on from a state: the same steps from here on give the same bits as without the interruption (cpu and wasm). */
  restore(state: SessionState): void;
  /** Frees what is on the device. */
  dispose(): void;
}

/**
 * Prepares a network for training on the current backend. A last activation that the loss undoes is taken off; frozen batch normalisation
 * works as in inference and keeps its moving averages.
 *
 * @throws TrainingError where options do not go together, ParametersError where parameters do not fit the network
 *
 * @example
 * const session = createSession({
 *   network, parameters: initialise(network, { seed: 1 }), loss: "softmaxCrossEntropy",
 *   optimizer: { kind: "sgd", momentum: 0.9 }, schedule: { kind: "constant", rate: 0.05 },
 * });
 * const { loss, correct, size } = await session.step({ images: { shape: [64, 28, 28, 1], data }, labels });
 */
export function createSession(options: SessionOptions): Session {
  const { parameters, network: given, frozen: chosen = [], compiler: way, workers: others, ...training } = options;
  checkOptions(training);
  checkParameters(given, parameters);
  registerGradients();
  const network = logitsNetwork(given, training.loss);
  const frozen = frozenNodes(given, chosen);
  const classes = countClasses(network);
  const loss = lossOf(training.loss);
  const optimizer = createOptimizer(training.optimizer);
  const { polyak, weightDecay, clipNorm, labelSmoothing = 0, seed = 0, accumulate = 1, syncStatistics = false, lossScale } = training;
  const compiler = compilerOf(way);
  // Where operations cost nothing, vectors need not be put together and taken apart: each parameter is a group.
  const largestGroup = compiler && !compiler.keepsGroups ? 1 : undefined;
  const layout = createLayout(network, frozen, { slots: optimizer.slots, averaged: polyak !== undefined, lossScale }, largestGroup);
  const frozenLeft = new Set([...frozen].filter((name) => network.nodes.some((node) => node.name === name)));
  const workers = others && others.count > 1 ? others : undefined;
  const evenTarget = loss.evenTarget(classes) * labelSmoothing;
  const trainer: Trainer = {
    ...{ network, layout, frozen: frozenLeft, loss, optimizer, polyak, weightDecay, clipNorm, accumulate, evenTarget },
    ...{ workers: workers?.takesTensors ? workers : undefined, syncStatistics },
  };
  const meet = workers && !workers.takesTensors ? createMeeting(workers, trainer) : undefined;
  const compiled = (compiler ?? meet) && compileStep(trainer, compiler ?? atOnce, meet);

  let progress: Progress = { step: 0, epoch: 0, samples: 0 };
  let variables: VariableStore | undefined = createStore(storage.initialState(parameters, layout), layout, compiler);
  // A compiled step runs on another thread: what is asked for meanwhile waits for it.
  const turns = createTurns();
  const alive = (): VariableStore => {
    if (variables) return variables;
    throw new TrainingError("[Session] this session is disposed. Create another one.");
  };
  const runCompiled = async (step: CompiledStep, input: StepInput, reached: Progress): Promise<readonly tf.Tensor1D[]> => {
    const before = progress;
    // Steps that are asked for before this one is done count from here.
    progress = reached;
    try {
      return await turns.take(() => step.run(alive(), input));
    } catch (error) {
      if (progress === reached) progress = before;
      throw error;
    }
  };
  const runPlain = (input: StepInput, reached: Progress): readonly tf.Tensor1D[] => {
    const store = alive();
    const { variables: next, reports } = store.look((now) => advance(trainer, now, input));
    store.replace(next);
    progress = reached;
    return reports;
  };
  const download = async ({ averaged = layout.averaged }: ParameterChoice): Promise<NetworkParameters> => {
    const [raw, averages] = await alive().look((now) =>
      Promise.all([storage.downloadTensors(now), averaged ? storage.downloadAverages(now, layout) : []]),
    );
    return new Map([...raw, ...averages]); // an average takes the place of its parameter
  };

  return {
    network: given,
    configuration: { ...training, frozen: [...frozen] },
    get progress() {
      return progress;
    },
    workers,
    async step(batch, { epoch = progress.epoch, stop = false } = {}) {
      const before = { ...progress, epoch };
      const step = before.step + 1;
      const rate = learningRate(training.schedule, before);
      const size = checkBatch("step", batch);
      const targets = createTargets(batch.labels, loss, { size, classes });
      const input = {
        images: batch.images,
        targets: smoothTargets(targets, loss, { classes, smoothing: labelSmoothing }),
        rate,
        step,
        seed: stepSeed(seed, step, workers?.index),
        stop,
      };
      const reached = { step, epoch, samples: before.samples + size * (workers?.count ?? 1) };
      const reports = compiled ? await runCompiled(compiled, input, reached) : runPlain(input, reached);
      if (workers) return { step, rate, ...(await readTogether(reports)) };
      const { loss: mean, best } = await readReports(reports);
      return { step, loss: mean, correct: countCorrect(best, targets, classes), size, rate, stop };
    },
    async executable(choice = {}) {
      return compile(network, await turns.soon(() => download(choice)));
    },
    parameters: async (choice = {}) => turns.soon(() => download(choice)),
    async state() {
      const reached = progress;
      return { progress: reached, ...(await turns.soon(() => alive().look((now) => storage.downloadVariables(now, layout)))) };
    },
    restore(state) {
      checkState(given, state, layout);
      const restored = storage.uploadVariables(state, layout);
      void turns.soon(() => {
        alive().replace(restored);
      });
      progress = state.progress;
    },
    dispose() {
      void turns.soon(() => {
        if (!variables) return;
        variables.dispose();
        compiled?.dispose();
        variables = undefined;
      });
    },
  };
}

/** Backends that run each kernel when it is asked for, by TensorFlow.js' own kernels or this project's. */
const replayed: ReadonlySet<string> = new Set(["cpu", "wasm", "webgpu"]);

function compilerOf(way: SessionOptions["compiler"]): StepCompiler | undefined {
  return way === "none" ? undefined : (way ?? (replayed.has(tf.getBackend()) ? replaying : undefined));
}

/** @throws TrainingError where an image does not become a list of logits */
function countClasses(network: Network): number {
  const shape = shapes(network).get(network.outputs[0] as string) ?? []; // logitsNetwork has seen that there is one
  const [classes] = shape;
  if (shape.length === 1 && typeof classes === "number") return classes;
  throw new TrainingError(
    `[createSession] the network "${network.name}" gives [${shape.join(", ")}] for an image, expected [classes]. Let it end in pooling and a dense layer.`,
  );
}

/** Steps of one session differ, and so do the same steps of sessions with other seeds, and of other processes. */
function stepSeed(seed: number, step: number, worker = 0): number {
  return (Math.imul(seed, 0x9e3779b1) + Math.imul(worker, 0xc2b2ae35) + step) >>> 0;
}
