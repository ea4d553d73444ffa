// What the page and its worker say to each other: questions with answers, one table of both.
import type { BackendName } from "@xception/backends";
import type { Pixels, Preprocessing } from "@xception/preprocessing";

/** What the engine computes on. */
export interface BackendReport {
  readonly name: BackendName;
  /** Processor threads, for wasm. */
  readonly threads?: number;
  /** Why it is not what was asked for, or not the fastest. */
  readonly reason?: string;
}

/** One row of the table of layers. */
export interface LayerRow {
  readonly name: string;
  readonly kind: string;
  /** [H, W, C] or [C] */
  readonly shape: readonly number[];
  readonly parameters: number;
  readonly multiplyAdds: number;
}

/** The table of layers at one input size. */
export interface LayerTable {
  readonly rows: readonly LayerRow[];
  readonly parameters: number;
  readonly multiplyAdds: number;
}

/** How the numbers of the last layer are read: of one choice, of a choice each, or before the softmax. */
export type Meaning = "softmax" | "sigmoid" | "logits";

/** What the page knows of an opened model. */
export interface ModelReport {
  readonly name: string;
  /** Length of the file. */
  readonly bytes: number;
  /** [H, W, C]; null where the network takes any size. */
  readonly input: readonly [number | null, number | null, number];
  readonly classes: number;
  readonly meaning: Meaning;
  readonly labels?: readonly string[];
  /** As the file states it, or Xception's own. */
  readonly preprocessing: Preprocessing;
  /** Whether the file states it. */
  readonly preprocessingStated: boolean;
  readonly openedIn: number;
}

/** What the network says of one image. */
export interface Classification {
  /** The numbers of the last layer as they are. */
  readonly outputs: readonly number[];
  readonly probabilities: readonly number[];
  /** Milliseconds. */
  readonly times: { readonly decode: number; readonly prepare: number; readonly run: number };
  readonly backend: BackendName;
}

/** Every question with its answer. */
export interface Questions {
  readonly start: { readonly ask: { readonly backend?: BackendName }; readonly answer: BackendReport };
  readonly open: { readonly ask: { readonly source: File | string }; readonly answer: ModelReport };
  readonly layers: { readonly ask: { readonly size: readonly [height: number, width: number] }; readonly answer: LayerTable };
  readonly classify: {
    readonly ask: { readonly image: Blob | Pixels; readonly preprocessing: Preprocessing };
    readonly answer: Classification;
  };
}

export type QuestionKind = keyof Questions;

/** A question on its way. */
export interface Question<Kind extends QuestionKind = QuestionKind> {
  readonly id: number;
  readonly kind: Kind;
  readonly ask: Questions[Kind]["ask"];
}

/** Why there is no answer: the class of the error, which says what the remedy is, and its sentence. */
export interface Failure {
  readonly name: string;
  readonly message: string;
}

/** The answer, or why there is none. */
export type Reply = { readonly id: number; readonly answer: unknown } | { readonly id: number; readonly failure: Failure };
