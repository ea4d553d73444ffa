// The compression function of SHA-256 (FIPS 180-4, sections 4.2.2, 5.3.3 and 6.2.2) over parts of any length. Letters are the standard's.

const blockLength = 64;

/** The first 32 bits of the fractional part of a number. */
const fraction = (value: number): number => Math.floor((value - Math.floor(value)) * 2 ** 32) | 0;

const primes: number[] = [];
for (let candidate = 2; primes.length < 64; candidate++) if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
const roundConstants = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const initialState = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

export interface Sha256 {
  update(bytes: Uint8Array): void;
  /** 64 hexadecimal digits; nothing may follow. */
  digest(): string;
}

export function createSha256(): Sha256 {
  const state = initialState.slice();
  const schedule = new Int32Array(64);
  const rest = new Uint8Array(blockLength);
  let restLength = 0;
  let total = 0;

  const update = (bytes: Uint8Array): void => {
    total += bytes.length;
    let position = 0;
    if (restLength > 0) {
      position = Math.min(blockLength - restLength, bytes.length);
      rest.set(bytes.subarray(0, position), restLength);
      restLength += position;
      if (restLength < blockLength) return;
      compress(state, schedule, rest, 0);
    }
    for (; position + blockLength <= bytes.length; position += blockLength) compress(state, schedule, bytes, position);
    rest.set(bytes.subarray(position));
    restLength = bytes.length - position;
  };

  return {
    update,
    digest() {
      const bits = total * 8;
      const padding = new Uint8Array(((blockLength * 2 - 9 - restLength) % blockLength) + 9);
      padding[0] = 0x80;
      const view = new DataView(padding.buffer);
      view.setUint32(padding.length - 8, Math.floor(bits / 2 ** 32));
      view.setUint32(padding.length - 4, bits >>> 0);
      update(padding);
      return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
    },
  };
}

const rotate = (x: number, by: number): number => (x >>> by) | (x << (32 - by));

function compress(state: Int32Array, w: Int32Array, bytes: Uint8Array, start: number): void {
  for (let t = 0; t < 16; t++) {
    const at = start + t * 4;
    w[t] = ((bytes[at] as number) << 24) | ((bytes[at + 1] as number) << 16) | ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number);
  }
  for (let t = 16; t < 64; t++) {
    const x = w[t - 15] as number;
    const y = w[t - 2] as number;
    const sigma0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
    const sigma1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
    w[t] = ((w[t - 16] as number) + sigma0 + (w[t - 7] as number) + sigma1) | 0;
  }
  let a = state[0] as number;
  let b = state[1] as number;
  let c = state[2] as number;
  let d = state[3] as number;
  let e = state[4] as number;
  let f = state[5] as number;
  let g = state[6] as number;
  let h = state[7] as number;
  for (let t = 0; t < 64; t++) {
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const first = (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + choice + (roundConstants[t] as number) + (w[t] as number)) | 0;
    const second = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + majority) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  state[0] = (state[0] as number) + a;
  state[1] = (state[1] as number) + b;
  state[2] = (state[2] as number) + c;
  state[3] = (state[3] as number) + d;
  state[4] = (state[4] as number) + e;
  state[5] = (state[5] as number) + f;
  state[6] = (state[6] as number) + g;
  state[7] = (state[7] as number) + h;
}
