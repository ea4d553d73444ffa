// The friendly face: a file in, answers out.
import type { Model } from "@xception/exchange";
import { summarise, type Network, type ParameterArray, type Summary } from "@xception/network";
import type { Preprocessing } from "@xception/preprocessing";
import type { BlobSource } from "@xception/weights";

import { openBlob } from "#platform";

import type { XceptionOptions } from "../options/xception-options.ts";
import { UnsuitableModelError } from "../xception-error.ts";
import { poolMap } from "./feature-node.ts";
import type { ImageLike } from "./image.ts";
import type { ModelOptions } from "./model-options.ts";
import { openXception } from "./open-xception.ts";
import { rank, toProbabilities, type Prediction } from "./predictions.ts";
import { prepareModel, type PreparedModel } from "./prepared-model.ts";
import { requireBackend } from "./require-backend.ts";
import { isBatch, runImages, type Images } from "./run-images.ts";

export interface LoadOptions extends ModelOptions {
  /** The network that a file of bare weights belongs to; channels, classes and top are seen from the file. */
  readonly architecture?: XceptionOptions;
}

export interface ClassifyOptions {
  /** How many classes, best first. Default 5. */
  readonly top?: number;
}

/** An Xception, or any other network that reads images, ready to run. */
export class Xception {
  readonly #model: PreparedModel;

  private constructor(model: PreparedModel) {
    this.#model = model;
  }

  /**
   * Opens a model file: Keras' .keras, .h5 and .hdf5, this house's .safetensors, or bare weights of the paper's network (Keras' published
   * .h5 files; timm's legacy_xception as .safetensors). Which it is, is seen from its content.
   *
   * @param source  in Node a path; everywhere an address, a File or Blob, or bytes
   * @throws WeightsError or ModelError for a file that cannot be used, FetchError for an address that does not answer
   * @throws OptionError for labels or preprocessing that do not fit the network
   * @throws MissingBackendError where no TensorFlow.js backend is there, and the executor needs one
   *
   * @example
   * await startBackend("wasm");
   * const xception = await Xception.load("kitchenware.keras", { labels: ["cup", "fork", "glass", "knife", "plate", "spoon"] });
   */
  static async load(source: BlobSource, { architecture, ...options }: LoadOptions = {}): Promise<Xception> {
    await requireBackend("Xception.load", options);
    const model = await openXception(await openBlob(source), architecture);
    return new Xception(await prepareModel("Xception.load", model, options));
  }

  /**
   * Makes a network with its parameters ready to run, such as those that were just trained.
   *
   * @throws ParametersError where the parameters are not the network's, and as `load`
   *
   * @example
   * const network = buildXception(variantOptions("xception-mnist"));
   * const xception = await Xception.from({ network, parameters: initialise(network, { seed: 1 }) });
   */
  static async from(model: Model, options: ModelOptions = {}): Promise<Xception> {
    await requireBackend("Xception.from", options);
    return new Xception(await prepareModel("Xception.from", model, options));
  }

  get network(): Network {
    return this.#model.network;
  }

  /** One name a class, in the order of the outputs; empty where the network has no classifier. */
  get labels(): readonly string[] {
    return this.#model.labels;
  }

  /** How images become the network's input. */
  get preprocessing(): Preprocessing {
    return this.#model.preprocessing;
  }

  /** The executor and what it runs on, such as `interpret on wasm`. */
  get description(): string {
    return this.#model.executable.description;
  }

  /**
   * The best classes of an image, or of each of several. Logits become probabilities by a softmax.
   *
   * @throws UnsuitableModelError where the network has no classifier
   * @throws ImageError for a file that is no image
   *
   * @example
   * const [best] = await xception.classify("photo.jpg", { top: 1 }); // { label: "cup", index: 0, probability: 0.99 }
   */
  classify(images: Images, options?: ClassifyOptions): Promise<Prediction[][]>;
  classify(image: ImageLike, options?: ClassifyOptions): Promise<Prediction[]>;
  async classify(images: ImageLike | Images, { top = 5 }: ClassifyOptions = {}): Promise<Prediction[] | Prediction[][]> {
    const { network, labels } = this.#model;
    if (labels.length === 0) {
      throw new UnsuitableModelError(
        `[classify] the network "${network.name}" ends in features, not in classes. Take features() of it, or load a model with its top.`,
      );
    }
    const isSingle = !isBatch(images) && !Array.isArray(images);
    const values = await runImages(this.#model, isSingle ? [images as ImageLike] : (images as Images));
    const ranked = rank(toProbabilities(network, values), labels, top);
    return isSingle ? (ranked[0] ?? []) : ranked;
  }

  /**
   * What the network makes of images before its classifier: the values of its global pooling, or the mean of its last map's channels.
   *
   * @returns [N, channels], 2048 of them in the paper's network
   */
  async features(images: Images): Promise<ParameterArray> {
    const { network, features } = this.#model;
    if (!features) {
      throw new UnsuitableModelError(`[features] the network "${network.name}" has no map of an image. Take predict() of it.`);
    }
    const values = await runImages(this.#model, images, features.name);
    return features.isMap ? { shape: [values.shape[0] ?? 0, values.shape.at(-1) ?? 0], data: poolMap(values.shape, values.data) } : values;
  }

  /** The network's first output as it is: [N, classes], or what the network ends in. */
  predict(images: Images): Promise<ParameterArray> {
    return runImages(this.#model, images);
  }

  /** The network as a table: shape, parameters and multiply-adds of every layer, at the size that images are given. */
  summary(): Summary {
    const { network, preprocessing } = this.#model;
    return summarise(network, { inputShape: [...preprocessing.size, preprocessing.channels] });
  }

  /** Frees what the backend holds; nothing can be run afterwards. */
  dispose(): void {
    this.#model.executable.dispose();
  }
}
