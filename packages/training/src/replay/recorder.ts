import * as tf from "@tensorflow/tfjs-core";
import { programHost } from "@xception/separable-conv";

import { TrainingError } from "../errors/training-error.ts";
import { linkPrograms } from "./link-programs.ts";
import { Place, type Given, type Instruction, type Recording } from "./recording.ts";
import type { KernelRun, Watcher } from "./watch-engine.ts";

const remedy = 'Create the session with compiler: "none".';

/** Writes down what a function does with tensors, by what it is told of the engine. */
export class Recorder implements Watcher {
  readonly #backend = tf.backend();
  readonly #host = programHost();
  readonly #arguments: readonly Place[];
  readonly #instructions: Instruction[] = [];
  readonly #places = new Map<tf.DataId, Place>();
  /** How many tensors share a buffer that the function makes at every run. */
  readonly #sharing = new Map<Place, number>();
  readonly #outputs = new Map<KernelRun, Place[]>();
  readonly #found: tf.TensorInfo[] = [];
  #makesNumbers = false;

  constructor(values: readonly tf.Tensor[]) {
    this.#arguments = values.map(({ dataId }) => this.#placeOf(dataId));
  }

  /** Runs the function; the backend says what its kernels do, where it can. */
  capture(body: () => void): void {
    if (this.#host) this.#host.capture(body);
    else body();
  }

  ran(run: KernelRun): void {
    const [{ dataId }] = run.outputs as [tf.TensorInfo];
    const inputs = this.#viewInputs(run.inputs);
    const places = listInputs(run.inputs).map((tensor) => this.#places.get(tensor.dataId) as Place); // seen just now
    const aliased = this.#places.get(dataId);
    if (aliased) {
      // Another name or shape of an input's buffer: nothing to do again.
      const sharing = this.#sharing.get(aliased);
      if (sharing !== undefined) this.#sharing.set(aliased, sharing + 1);
      return;
    }
    const outputs = [this.#make(run.outputs[0] as tf.TensorInfo)];
    const { kernelFunc: kernel } = tf.getKernel(run.kernelName, tf.getBackend());
    this.#outputs.set(run, outputs);
    const { attributes } = run;
    const again = { inputs, backend: this.#backend, ...(attributes && { attrs: attributes }) };
    const captured = this.#host?.captured(dataId);
    this.#instructions.push({ kind: "kernel", kernel, run: again, inputs: places, outputs, captured });
  }

  alsoGave(run: KernelRun, info: tf.TensorInfo): void {
    const outputs = this.#outputs.get(run);
    if (!outputs || this.#places.has(info.dataId)) {
      throw new TrainingError(
        `[Recorder] a kernel "${run.kernelName}" gives an input among several outputs, which has no record. ${remedy}`,
      );
    }
    outputs.push(this.#make(info));
  }

  made(tensor: tf.Tensor): void {
    if (!this.#makesNumbers) this.#find(tensor);
  }

  disposes({ dataId }: tf.Tensor): void {
    const place = this.#places.get(dataId);
    const sharing = place && this.#sharing.get(place);
    if (!place || !sharing) return;
    this.#sharing.set(place, sharing - 1);
    if (sharing === 1) this.#instructions.push({ kind: "free", place });
  }

  reads(): void {
    throw new TrainingError(`[Recorder] a step of training reads a value while it is recorded. ${remedy}`);
  }

  /** A tensor that is computed anew at every replay. */
  numbers(shape: readonly number[], compute: () => Float32Array): tf.Tensor {
    this.#makesNumbers = true;
    try {
      const tensor = tf.tensor(compute(), [...shape], "float32");
      this.#instructions.push({ kind: "numbers", place: this.#make(tensor), shape: [...shape], compute });
      return tensor;
    } finally {
      this.#makesNumbers = false;
    }
  }

  /** What is written down, of a function that gave these. */
  finish(results: readonly tf.Tensor[]): Recording {
    const taken = new Set<Place>();
    const given = results.map((tensor): Given => {
      const { dataId, shape, dtype } = tensor;
      const place = this.#places.get(dataId) ?? this.#find(tensor);
      const isShared = !this.#sharing.has(place) || taken.has(place);
      taken.add(place);
      return { place, shape, dtype, isShared };
    });
    // What the function keeps for itself stays of this run alone.
    for (const [place, sharing] of this.#sharing) if (sharing > 0 && !taken.has(place)) this.#instructions.push({ kind: "free", place });
    const unlinked = { backend: this.#backend, instructions: this.#instructions, given: taken };
    const placeOf = (dataId: tf.DataId): Place => this.#places.get(dataId) as Place; // of all that a kernel takes or gives
    const linked = this.#host && linkPrograms(this.#host, { ...unlinked, placeOf });
    return {
      backend: this.#backend,
      arguments: this.#arguments,
      constants: this.keepFound(),
      instructions: linked?.instructions ?? this.#instructions,
      given,
      programs: linked?.programs,
    };
  }

  /** What the function found or made of values, as tensors of the caller's. */
  keepFound(): tf.Tensor[] {
    return this.#found.map((info) => tf.keep(tf.engine().makeTensorFromTensorInfo(info, this.#backend)));
  }

  #placeOf(dataId: tf.DataId, shape: readonly number[] = []): Place {
    const place = new Place([...shape]);
    place.hold(dataId);
    this.#places.set(dataId, place);
    return place;
  }

  #make({ dataId, shape }: tf.TensorInfo): Place {
    const place = this.#placeOf(dataId, shape);
    this.#sharing.set(place, 1);
    return place;
  }

  /** A buffer that the function does not make by kernels keeps the values of now, and is counted once more. */
  #find({ dataId, shape, dtype }: tf.TensorInfo): Place {
    this.#backend.incRef(dataId);
    this.#found.push({ dataId, shape: [...shape], dtype });
    return this.#placeOf(dataId);
  }

  #viewInputs(inputs: KernelRun["inputs"]): tf.NamedTensorInfoMap {
    const view = (tensor: tf.Tensor | undefined): tf.TensorInfo | undefined =>
      tensor && (this.#places.get(tensor.dataId) ?? this.#find(tensor)).as(tensor);
    // Kernels of any number of inputs take them as a list.
    if (Array.isArray(inputs)) return inputs.map(view) as unknown as tf.NamedTensorInfoMap;
    return Object.fromEntries(Object.entries(inputs as Partial<tf.NamedTensorMap>).map(([name, tensor]) => [name, view(tensor)]));
  }
}

const listInputs = (inputs: KernelRun["inputs"]): tf.Tensor[] =>
  (Object.values(inputs) as (tf.Tensor | undefined)[]).filter((tensor) => tensor != null);
