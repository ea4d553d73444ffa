// What a dropped, picked or pasted file is for. The name decides: a browser knows no media type for models.

/** Files by what the page does with them. */
export interface SortedFiles {
  readonly models: readonly File[];
  readonly labels: readonly File[];
  readonly images: readonly File[];
  readonly strangers: readonly File[];
}

const modelNames = /\.(safetensors|keras|h5|hdf5)$/i;
const labelNames = /\.(txt|json|csv)$/i;
const imageNames = /\.(jpe?g|png|webp|gif|bmp|avif)$/i;

/** Sorts files into models, label lists, images and those that the page has no use for. */
export function sortFiles(files: Iterable<File>): SortedFiles {
  const sorted = { models: [] as File[], labels: [] as File[], images: [] as File[], strangers: [] as File[] };
  for (const file of files) {
    if (modelNames.test(file.name)) sorted.models.push(file);
    else if (file.type.startsWith("image/") || imageNames.test(file.name)) sorted.images.push(file);
    else if (labelNames.test(file.name)) sorted.labels.push(file);
    else sorted.strangers.push(file);
  }
  return sorted;
}

/** The sentence for files that the page has no use for. */
export function strangersSentence(strangers: readonly File[]): string {
  const names = strangers.map(({ name }) => name).join(", ");
  return `[open] ${names}: neither a model (.safetensors, .keras, .h5, .hdf5), an image, nor a list of labels (.txt, .json, .csv). Choose one of these.`;
}
