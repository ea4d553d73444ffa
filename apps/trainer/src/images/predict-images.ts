// Many images through a network, in batches; one that cannot be read does not stop the others.
import { createBatch, preprocess, type Preprocessing } from "@xception/preprocessing";
import { decodeImage } from "@xception/preprocessing/node";

import type { Classifier } from "../model/create-classifier.ts";

export interface ImageOutcome {
  readonly image: string;
  /** What the last layer gives: [classes]; undefined where the image could not be read. */
  readonly outputs?: Float32Array;
  /** Why it could not. */
  readonly error?: Error;
}

/** The outcome of each image, in order, each batch as soon as it is there. */
export async function* predictImages(
  images: readonly string[],
  classifier: Pick<Classifier, "outputs">,
  preprocessing: Preprocessing,
  batch: number,
): AsyncGenerator<ImageOutcome, void, undefined> {
  const shape = [...preprocessing.size, preprocessing.channels] as const;
  let next = readBatch(images.slice(0, batch), preprocessing);
  for (let start = 0; start < images.length; start += batch) {
    const readings = await next;
    // sharp decodes on threads of its own: the next batch is read while this one is computed.
    next = readBatch(images.slice(start + batch, start + 2 * batch), preprocessing);
    const read = readings.filter((reading) => reading.pixels !== undefined);
    const outputs =
      read.length === 0
        ? []
        : await classifier.outputs(
            createBatch(
              read.map(({ pixels }) => pixels as Float32Array),
              shape,
            ),
          ); // filtered
    let index = 0;
    for (const { image, pixels, error } of readings) {
      if (error) yield { image, error };
      else if (pixels) yield { image, outputs: outputs[index++] ?? new Float32Array() };
    }
  }
}

interface Reading {
  readonly image: string;
  readonly pixels?: Float32Array;
  readonly error?: Error;
}

const readBatch = (images: readonly string[], preprocessing: Preprocessing): Promise<readonly Reading[]> =>
  Promise.all(
    images.map(async (image): Promise<Reading> => {
      try {
        return { image, pixels: preprocess(await decodeImage(image), preprocessing) };
      } catch (error) {
        return { image, error: error instanceof Error ? error : new Error(String(error)) };
      }
    }),
  );
