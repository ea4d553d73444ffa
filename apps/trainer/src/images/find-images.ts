// Which images a command is given: files as they are, and of a folder every image in it.
import { readdir, stat } from "node:fs/promises";
import { extname, join } from "node:path";

import { imageExtensions } from "@xception/preprocessing/node";

import { CommandError } from "../terminal/command-error.ts";

/**
 * The paths of images in order: what is no folder is passed on as it came, a folder stands for the images directly in it.
 *
 * @throws CommandError (2) for a folder without an image
 */
export async function findImages(paths: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(paths.map(async (path) => ((await isFolder(path)) ? listFolder(path) : [path])));
  return found.flat();
}

// What cannot be looked at is told of when it is opened, beside the images that can be.
const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (status) => status.isDirectory(),
    () => false,
  );

async function listFolder(path: string): Promise<string[]> {
  const names = await readdir(path);
  const images = names.filter((name) => !name.startsWith(".") && imageExtensions.includes(extname(name).toLowerCase())).sort();
  if (images.length === 0) {
    throw new CommandError(
      `[predict] the folder ${path} holds no image (${imageExtensions.join(", ")}). Name a folder that does, or files.`,
    );
  }
  return images.map((name) => join(path, name));
}
