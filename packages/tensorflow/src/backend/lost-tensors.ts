// TensorFlow's memory is freed by dispose() and tidy(). A tensor that JavaScript forgets without either would hold it for ever: as a
// safety net its memory is freed when the garbage collector finds it, and the program is told, once, to mend the leak.

/** What is known of a tensor that may be lost: its number at TensorFlow, or below 0 while its values are still JavaScript's. */
export interface Losable {
  readonly id: number;
}

export class LostTensors {
  readonly #registry: FinalizationRegistry<Losable>;
  #count = 0;
  #stopped = false;

  /** @param free deletes a tensor of TensorFlow's, by its number, and says whether it was there */
  constructor(free: (id: number) => boolean) {
    this.#registry = new FinalizationRegistry(({ id }) => {
      if (this.#stopped || !free(id)) return;
      this.#count++;
      if (this.#count === 1) {
        process.emitWarning("A tensor was garbage before it was disposed of. Wrap the work in tf.tidy, or call dispose.", "TensorFlowLeak");
      }
    });
  }

  /** How many tensors were lost and found so far. */
  get count(): number {
    return this.#count;
  }

  watch(dataId: object, record: Losable): void {
    this.#registry.register(dataId, record, record);
  }

  /** The tensor was disposed of as it should be. */
  forget(record: Losable): void {
    this.#registry.unregister(record);
  }

  /** All tensors are gone. */
  stop(): void {
    this.#stopped = true;
  }
}
