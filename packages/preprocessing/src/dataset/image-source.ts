// Labelled images before preprocessing: what the readers of IDX files and of image folders give.
import type { Pixels } from "../pixels/pixels.ts";

export interface ImageSource {
  readonly length: number;
  /** [length], index of each image's class */
  readonly labels: ArrayLike<number>;
  /** names of the classes, in order of their index */
  readonly classes: readonly string[];
  /** name of one image for people: a path, or its number */
  name(index: number): string;
  pixels(index: number): Pixels | Promise<Pixels>;
}
