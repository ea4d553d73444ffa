// Collective operations on numbers of the host, whatever backend of TensorFlow.js is current: on another thread, one after the other.
import { executeElsewhere } from "../binding/execute.ts";
import type { TensorFlow } from "../context/start-tensorflow.ts";
import { dataTypes } from "../tensors/data-type.ts";
import { TensorStore } from "../tensors/tensor-store.ts";
import { collectiveAttributes, collectiveNumbers, type Collective } from "./collective.ts";

export class HostCollectives {
  readonly #tensorflow: TensorFlow;
  readonly #tensors: TensorStore;
  #last: Promise<unknown> = Promise.resolve();

  constructor(tensorflow: TensorFlow) {
    this.#tensorflow = tensorflow;
    this.#tensors = new TensorStore(tensorflow);
  }

  /**
   * The sum of all processes' numbers, of the first one's where the collective is a broadcast.
   *
   * @param values  where it receives, only their count matters
   */
  async run<T extends Float32Array | Int32Array>(values: T, collective: Collective): Promise<T> {
    // Operations of one number must not run beside each other: they would find the counterparts of each other.
    const result = this.#last.then(() => this.#run(values, collective));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #run<T extends Float32Array | Int32Array>(values: T, collective: Collective): Promise<T> {
    const tensors = this.#tensors;
    const type = values instanceof Float32Array ? dataTypes.float32 : dataTypes.int32;
    const receives = collective.name === "CollectiveBcastRecvV2";
    const whole = (shape: readonly number[], ...numbers: number[]): number =>
      tensors.create(shape, dataTypes.int32, Int32Array.from(numbers));
    const inputs = [
      ...(receives ? [] : [tensors.create([values.length], type, values)]),
      ...collectiveNumbers(collective).map((number) => whole([], number)),
      ...(receives ? [whole([1], values.length)] : []),
    ];
    try {
      const attributes = collectiveAttributes(collective, type, "Id");
      const [output] = await executeElsewhere(this.#tensorflow, tensors, collective.name, attributes, inputs, 1);
      const { id } = output as NonNullable<typeof output>; // it was asked for
      try {
        return (await tensors.read(id)) as T;
      } finally {
        tensors.delete(id);
      }
    } finally {
      for (const input of inputs) tensors.delete(input);
    }
  }
}
