/**
 * A model that is whole, but that cannot become a network here: a layer of an unsupported kind, a shared layer, channels first.
 * Getting the file again does not help (compare WeightsError); the sentence says what to change in the model.
 */
export class ModelError extends Error {
  override readonly name = "ModelError";
}
