// The labelled images that a command works on: MNIST, or a folder with one folder a class.
import { stat } from "node:fs/promises";
import { join } from "node:path";

import type { ImageSource } from "@xception/preprocessing";
import { readImageFolder } from "@xception/preprocessing/node";

import { CommandError } from "../terminal/command-error.ts";
import { unusable } from "../terminal/unusable.ts";
import { readMnist } from "./mnist.ts";

/** What a folder may call its part for the test, most usual first. */
const testFolders = ["test", "validation", "val"];

export interface Images {
  readonly train: ImageSource;
  /** Undefined where the folder is not divided. */
  readonly test: ImageSource | undefined;
}

/**
 * All labelled images of `mnist` or of a folder. A folder that holds `train` beside `test`, `validation` or `val` is divided as it says.
 *
 * @param classes  names of classes in the order of a model; a folder with others is refused
 * @throws CommandError (2) where there are none
 */
export async function openImages(data: string, classes?: readonly string[]): Promise<Images> {
  if (data === "mnist") return { train: await readMnist("train"), test: await readMnist("test") };
  return unusable(async () => {
    const train = join(data, "train");
    const test = await firstFolder(testFolders.map((name) => join(data, name)));
    if (!(await isFolder(train)) || test === undefined) return { train: await readImageFolder(data, options(classes)), test: undefined };
    const source = await readImageFolder(train, options(classes));
    return { train: source, test: await readImageFolder(test, { classes: source.classes }) };
  });
}

/** The labelled images to test on: the part that `data` itself sets apart, else all of it. */
export async function openTestImages(data: string, classes?: readonly string[]): Promise<ImageSource> {
  if (data === "mnist") return readMnist("test");
  return unusable(async () => {
    const test = await firstFolder(testFolders.map((name) => join(data, name)));
    const divided = test !== undefined && (await isFolder(join(data, "train")));
    return readImageFolder(divided ? test : data, options(classes));
  });
}

const options = (classes: readonly string[] | undefined): { classes?: readonly string[] } => (classes ? { classes } : {});

async function firstFolder(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) if (await isFolder(path)) return path;
  return undefined;
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (status) => status.isDirectory(),
    () => false,
  );

/** @throws CommandError (2) where a folder is needed and --data did not come */
export function needData(command: string, data: string | undefined): string {
  if (data !== undefined) return data;
  throw new CommandError(`[${command}] --data is missing: a folder with one folder of images a class. Name it, or mnist.`);
}
