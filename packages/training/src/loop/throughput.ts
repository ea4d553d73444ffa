// How fast it goes: a mean that forgets, so that a slow first step (compiling, loading) does not stay in it.

export interface Throughput {
  /** A step has ended. @param now  milliseconds */
  record(images: number, now: number): void;
  /** What happens up to `now` is not training. */
  skip(now: number): void;
  /** 0 before the first step. */
  readonly imagesPerSecond: number;
  /** 0 before the first step. */
  readonly secondsPerStep: number;
}

/** How much of the mean a step leaves: about the last twenty count. */
const memory = 0.95;

export function createThroughput(begin: number): Throughput {
  let since = begin;
  let weight = 0;
  let images = 0;
  let seconds = 0;
  return {
    record(count, now) {
      weight = weight * memory + 1;
      images = images * memory + count;
      seconds = seconds * memory + (now - since) / 1000;
      since = now;
    },
    skip(now) {
      since = now;
    },
    get imagesPerSecond() {
      return seconds > 0 ? images / seconds : 0;
    },
    get secondsPerStep() {
      return weight > 0 ? seconds / weight : 0;
    },
  };
}
