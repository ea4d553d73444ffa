// A generator of random numbers that gives the same ones on every platform: whole numbers of 32 bits, nothing else.
// It is sfc32, the Small Fast Counting generator of Chris Doty-Humphrey's PractRand; its state comes from a seed through the finaliser
// of MurmurHash3.

/** Mixes a seed with a text, so that every node or parameter has numbers of its own, which stay when others come or go. */
export function mixSeed(seed: number, text: string): number {
  let hash = scramble(Math.floor(seed / 2 ** 32));
  hash = scramble(hash ^ seed); // of a number, ^ takes the low 32 bits
  for (let index = 0; index < text.length; index += 1) hash = scramble(hash ^ text.charCodeAt(index));
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
  for (let index = 0; index < 12; index += 1) next(); // the first sums still resemble the state
  return next;
}

/** Spreads the bits of a number over 32. */
function scramble(value: number): number {
  let hash = (value + 0x9e3779b9) | 0; // so that 0 does not stay 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
