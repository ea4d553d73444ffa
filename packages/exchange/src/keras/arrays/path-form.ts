import type { KerasFile } from "@xception/weights";

/** TensorFlow 2.12 and 2.13 list the layers under this name, and each that has arrays a second time before its own entry. */
const firstForm = "_layer_checkpoint_dependencies";

/** How the paths of a positional file are made: the name of the list of layers, and what a layer with arrays counts for. */
export function pathForm({ layers }: KerasFile): { readonly list: string; readonly step: number } {
  const isFirst = [...layers.keys()].some((path) => path.startsWith(`${firstForm}/`));
  return isFirst ? { list: firstForm, step: 2 } : { list: "layers", step: 1 };
}
