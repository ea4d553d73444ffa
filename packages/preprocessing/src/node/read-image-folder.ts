// A folder of photos, one sub-folder a class: the layout of ImageNet, of Keras' `image_dataset_from_directory` and of torchvision's ImageFolder.
import { readdir } from "node:fs/promises";
import { extname, join } from "node:path";

import { checkIndex } from "../dataset/check-index.ts";
import type { ImageSource } from "../dataset/image-source.ts";
import { DataError } from "../errors/data-error.ts";
import { decodeImage } from "./decode-image.ts";

/** Files with another extension are passed over. */
export const imageExtensions: readonly string[] = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".avif"];

export interface ImageFolderOptions {
  /** class names in the order of a model; a sub-folder that is none of them is refused. Without it: the sub-folders, sorted */
  readonly classes?: readonly string[];
}

/**
 * Lists the images below `path`; each is decoded when it is asked for. Folders inside a class belong to it; hidden files and folders are passed over.
 *
 * @throws DataError for a folder that is missing or empty, has no sub-folders, or has one without an image or beyond `classes`
 *
 * @example
 * const photos = createDataset(await readImageFolder("photos"), xceptionPreprocessing());
 */
export async function readImageFolder(path: string, options: ImageFolderOptions = {}): Promise<ImageSource> {
  const entries = await list(path);
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  if (folders.length === 0) {
    const found = entries.length === 0 ? "is empty" : "has no sub-folders";
    throw new DataError(
      `[readImageFolder] ${path} ${found}, but one sub-folder of images for each class was expected. Make ${join(path, "CLASS")} for each.`,
    );
  }
  const classes = options.classes ?? folders;
  const files: string[] = [];
  const labels: number[] = [];
  for (const folder of folders) {
    const label = classes.indexOf(folder);
    if (label < 0)
      throw new DataError(
        `[readImageFolder] ${join(path, folder)} is none of the ${classes.length} classes. Rename the folder, or give its name as a class.`,
      );
    const images = await listImages(path, folder);
    if (images.length === 0) {
      throw new DataError(
        `[readImageFolder] ${join(path, folder)} holds no image (${imageExtensions.join(", ")}). Put images into it, or remove the folder.`,
      );
    }
    for (const image of images) {
      files.push(image);
      labels.push(label);
    }
  }
  return {
    length: files.length,
    labels: Int32Array.from(labels),
    classes,
    name: (index) => files[index] ?? "",
    pixels(index) {
      checkIndex(index, files.length);
      return decodeImage(join(path, files[index] as string));
    },
  };
}

async function listImages(root: string, folder: string): Promise<string[]> {
  const images: string[] = [];
  for (const entry of await list(join(root, folder))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) images.push(...(await listImages(root, path)));
    else if (imageExtensions.includes(extname(entry.name).toLowerCase())) images.push(path);
  }
  return images;
}

async function list(path: string): Promise<{ name: string; isDirectory(): boolean }[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.filter(({ name }) => !name.startsWith(".")).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (cause) {
    throw new DataError(
      `[readImageFolder] ${path} cannot be listed (${(cause as NodeJS.ErrnoException).code ?? String(cause)}). Pass a folder that exists.`,
      { cause },
    );
  }
}
