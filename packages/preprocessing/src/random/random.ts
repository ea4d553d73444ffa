// A small seeded generator of random numbers: sfc32 (Chris Doty-Humphrey's "small fast counting"), which passes PractRand, started from a hash.
// Several numbers make one seed (seed, epoch, index), so that any example of any epoch can be made again without the ones before it.

/** Gives the next number, from 0 up to but not 1. */
export type Random = () => number;

export function createRandom(...seeds: readonly number[]): Random {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  let counter = 1;
  const next = (): number => {
    const result = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return result >>> 0;
  };
  for (const seed of seeds) {
    // Both halves of a 53-bit whole number; fractions are cut.
    a ^= seed | 0;
    b ^= Math.floor(seed / 2 ** 32) | 0;
    for (let round = 0; round < 12; round++) next();
  }
  return () => next() / 2 ** 32;
}
