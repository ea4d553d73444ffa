// The module's kernels without a sum over channels work on four channels at a time, and want that many. Other tensors are laid out anew:
// each channel as often as it has filters, and zeros up to a multiple of four.
import type { Call } from "../wasm-kernel.ts";
import type { Take } from "./scratch.ts";

export interface Layout {
  /** Channels as the module sees them. */
  readonly padded: number;
  /** Offset of the tensor [pixels, channels], each channel `multiplier` times, in the layout of the module: itself where it already is. */
  expand(from: number, pixels: number, channels: number, multiplier: number): number;
  /** Offset for a result of so many pixels, which `contract` then brings to `to`: `to` itself where that is the layout of the module. */
  room(to: number, pixels: number): number;
  /** Brings a result to [pixels, channels], the `multiplier` copies of each channel summed. */
  contract(from: number, to: number, pixels: number, channels: number, multiplier: number): void;
}

/**
 * The layout for tensors of `channels`, each with `multiplier` filters, some of them with all channels · multiplier.
 *
 * @param whole whether a kernel wants a multiple of four
 */
export function layoutOf(call: Pick<Call, "module">, take: Take, channels: number, multiplier: number, whole = false): Layout {
  const asIs = multiplier === 1 && (whole ? channels % 4 === 0 : channels >= 4);
  const padded = asIs ? channels : 4 * Math.ceil((channels * multiplier) / 4);
  return {
    padded,
    expand(from, pixels, C, M) {
      if (asIs) return from;
      const to = take(pixels * padded);
      call.module.expandChannels(pixels, C, M, padded, from, to);
      return to;
    },
    room: (to, pixels) => (asIs ? to : take(pixels * padded)),
    contract(from, to, pixels, C, M) {
      if (!asIs) call.module.contractChannels(pixels, C, M, padded, from, to);
    },
  };
}
