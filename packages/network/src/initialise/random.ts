// A generator of random numbers that gives the same ones on every platform: whole-number arithmetic on 32 bits, nothing else.
// sfc32 (Chris Doty-Humphrey's Small Fast Counting generator, of PractRand), its state filled from a seed and, where there is one, a name
// by MurmurHash3's finaliser.

/** Mixes a seed with a text, so that every node or parameter has numbers of its own that do not move when others come or go. */
export function mixSeed(seed: number, text: string): number {
  let hash = scramble(seed ^ Math.floor(seed / 2 ** 32));
  for (let i = 0; i < text.length; i += 1) hash = scramble(hash ^ text.charCodeAt(i));
  return hash;
}

/** A function that gives the next number of [0, 1), a multiple of 2⁻³². */
export function createRandom(seed: number): () => number {
  let a = scramble(seed);
  let b = scramble(a);
  let c = scramble(b);
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 12; i += 1) next(); // the author's advice: the first numbers still resemble the seed
  return next;
}

function scramble(value: number): number {
  let hash = (value + 0x9e3779b9) | 0; // the golden ratio's bits, so that 0 does not stay 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
