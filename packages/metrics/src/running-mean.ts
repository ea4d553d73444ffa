// A mean that grows batch by batch, such as the loss of an epoch. Batches of different sizes count by their weight.
import { MetricsError } from "./metrics-error.ts";

/**
 * A weighted mean of numbers as they come.
 *
 * @example
 * const loss = new RunningMean();
 * loss.add(0.5, 64);
 * loss.add(0.1, 16);
 * loss.value; // => 0.42
 */
export class RunningMean {
  #value = NaN;
  #weight = 0;

  /**
   * Takes `value` in, as if it had come `weight` times. A mean of NaN stays NaN: a loss that broke shows.
   *
   * @throws MetricsError for a weight that is not a finite number from 0
   */
  add(value: number, weight = 1): void {
    if (!(weight >= 0 && weight < Infinity)) {
      throw new MetricsError(
        `[RunningMean.add] the weight is ${weight}, but a finite number from 0 was expected. Pass how many examples the value is of.`,
      );
    }
    if (weight === 0) return;
    this.#weight += weight;
    // Stepwise instead of a sum: a million small numbers lose nothing to a large total.
    this.#value = this.#weight === weight ? value : this.#value + (value - this.#value) * (weight / this.#weight);
  }

  /** Takes in what another mean has seen. */
  merge(other: RunningMean): void {
    this.add(other.value, other.weight);
  }

  /** NaN before the first number. */
  get value(): number {
    return this.#value;
  }

  /** Sum of all weights. */
  get weight(): number {
    return this.#weight;
  }
}
