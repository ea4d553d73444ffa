// How bytes can be multiplied. Relaxed SIMD has instructions for signed bytes by bytes of 7 bits; what they make of larger ones, and whether
// they are quicker than the product of 16 bits, is the processor's choice, which shows when they are tried.
import type { Exports } from "./exports.ts";

/**
 * `direct8`: larger bytes are unsigned and sums exact (x86 with AVX-VNNI), so that values have 8 bits. `direct7`: they are signed (ARM), so
 * that values have 7 bits. `grouped`: pairs are summed in 16 bits (x86 without AVX-VNNI), which is quick only if several steps are summed so
 * before 32 bits take them; how many the filters' whole numbers allow is known when they are packed. The first is 0 in none.
 */
export type ByteProduct = "direct8" | "direct7" | "grouped";

interface ByteProductForm {
  /** Steps from the least value of a pixel to its largest; with the rounding of both ends, bytes reach one more. */
  readonly levels: number;
  readonly grouped: boolean;
}

/** In groups, a pair of products in 16 bits is 129 · 2 · 127 < 2¹⁵ at most. */
export const byteProductForms: Readonly<Record<ByteProduct, ByteProductForm>> = {
  direct8: { levels: 254, grouped: false },
  direct7: { levels: 126, grouped: false },
  grouped: { levels: 128, grouped: true },
};

/** What is tried: all signed bytes are `integer`, all others `byte`. */
export const byteTrials = [
  { integer: 127, byte: 127 },
  { integer: 127, byte: 255 },
  { integer: 127, byte: 129 },
  { integer: -127, byte: 129 },
] as const;

/** What a trial gave: a sum of four products, and one of two in 16 bits. */
export interface ByteTrial {
  readonly sum: number;
  readonly pair: number;
}

/** The quick product of a machine whose instructions gave this in `byteTrials`; undefined where none is known to be quicker than 16 bits. */
export function chooseByteProduct(trials: readonly ByteTrial[]): ByteProduct | undefined {
  const isExact =
    (sign: number) =>
    (trial: ByteTrial, index: number): boolean => {
      const { integer, byte } = byteTrials[index] as (typeof byteTrials)[number];
      return trial.sum === 4 * integer * (byte - (byte > 127 ? sign : 0));
    };
  if (trials.every(isExact(0))) return "direct8";
  if (trials.every(isExact(256))) return "direct7";
  const saturates = trials[1]?.sum === 2 * 32767;
  return saturates && trials[2]?.pair === 2 * 127 * 129 && trials[3]?.pair === -2 * 127 * 129 ? "grouped" : undefined;
}

/** What trying takes of the memory. */
export const trialBytes = 64;

/** Tries the instructions at an address of the memory, and leaves zeros there. */
export function tryByteProducts(exports: Exports, buffer: ArrayBufferLike, at: number): ByteTrial[] {
  const trials = byteTrials.map(({ integer, byte }) => {
    new Int8Array(buffer, at, 16).fill(integer);
    new Uint8Array(buffer, at + 16, 16).fill(byte);
    exports.tryByteProducts(at, at + 16, at + 32);
    return { sum: new Int32Array(buffer, at + 32)[0] as number, pair: new Int16Array(buffer, at + 48)[0] as number };
  });
  new Uint8Array(buffer, at, trialBytes).fill(0);
  return trials;
}
