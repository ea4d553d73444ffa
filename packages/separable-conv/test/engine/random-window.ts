import type { Window } from "@xception/separable-conv/engine";

type Given = Partial<
  Pick<Window, "kernelHeight" | "kernelWidth" | "strideY" | "strideX" | "dilationY" | "dilationX"> & {
    readonly leastWidth: number;
    readonly leastChannels: number;
  }
>;

/** A window of small sizes that fits its image, from a source of numbers between 0 and 1; some of it may be given. */
export function randomWindow(random: () => number, given: Given = {}): Omit<Window, "multiplier"> {
  const from = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1));
  const often = (value: number, other: () => number): number => (random() < 0.5 ? value : other());
  const { kernelHeight = often(3, () => from(1, 5)), kernelWidth = often(3, () => from(1, 5)) } = given;
  const { strideY = often(1, () => from(1, 3)), strideX = often(1, () => from(1, 3)) } = given;
  const { dilationY = often(1, () => from(1, 2)), dilationX = often(1, () => from(1, 2)), leastWidth = 1, leastChannels = 1 } = given;
  const reach = { y: (kernelHeight - 1) * dilationY + 1, x: (kernelWidth - 1) * dilationX + 1 };
  const [padTop, padLeft] = [from(0, kernelHeight - 1), from(0, kernelWidth - 1)];
  const [padBottom, padRight] = [from(0, kernelHeight - 1), from(0, kernelWidth - 1)];
  const height = Math.max(from(1, 12), reach.y - padTop - padBottom, 1);
  const width = Math.max(from(leastWidth, leastWidth + 13), reach.x - padLeft - padRight, 1);
  return {
    batch: from(1, 3),
    height,
    width,
    channels: from(leastChannels, 21),
    outHeight: Math.floor((height + padTop + padBottom - reach.y) / strideY) + 1,
    outWidth: Math.floor((width + padLeft + padRight - reach.x) / strideX) + 1,
    outChannels: from(1, 27),
    kernelHeight,
    kernelWidth,
    strideY,
    strideX,
    dilationY,
    dilationX,
    padTop,
    padLeft,
  };
}
