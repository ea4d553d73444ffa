import type { StepInput } from "../step-input.ts";

/** Any odd number that moves all bits of a seed: parts of one step draw other numbers, the first part those of an undivided step. */
const seedStride = 0x85ebca6b;

/**
 * A batch as `parts` batches in its order, as equal in size as they can be; as many as there are images where these are fewer.
 *
 * @example
 * divideBatch({ images: { shape: [5, 8, 8, 3], data }, ...rest }, 2) // => of 3 and of 2 images
 */
export function divideBatch(input: StepInput, parts: number): StepInput[] {
  const { images, targets, seed } = input;
  const [size = 0, ...shape] = images.shape;
  const count = Math.min(parts, size);
  const [pixels, classes] = [images.data.length / size, targets.length / size];
  let end = 0;
  return Array.from({ length: count }, (_, part) => {
    const start = end;
    end = start + Math.ceil((size - start) / (count - part));
    return {
      ...input,
      images: { shape: [end - start, ...shape], data: images.data.subarray(start * pixels, end * pixels) },
      targets: targets.subarray(start * classes, end * classes),
      seed: (seed + Math.imul(part, seedStride)) >>> 0,
    };
  });
}
