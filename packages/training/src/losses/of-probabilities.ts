// Losses of a network that gives probabilities, for evaluation only: what is lost in softmax or sigmoid cannot be had back. As Keras does,
// probabilities are held this far away from 0 and 1, so that one sure mistake counts 16 and not infinity.
const margin = 1e-7;

const held = (probability: number): number => Math.min(Math.max(probability, margin), 1 - margin);

/** −Σ target · log p of one example. */
export function softmaxLossOf(probabilities: ArrayLike<number>, targets: ArrayLike<number>): number {
  let loss = 0;
  for (let index = 0; index < probabilities.length; index++)
    loss -= (targets[index] as number) * Math.log(held(probabilities[index] as number));
  return loss;
}

/** Mean over classes of −target · log p − (1 − target) · log(1 − p) of one example. */
export function sigmoidLossOf(probabilities: ArrayLike<number>, targets: ArrayLike<number>): number {
  let loss = 0;
  for (let index = 0; index < probabilities.length; index++) {
    const [probability, target] = [held(probabilities[index] as number), targets[index] as number];
    loss -= target * Math.log(probability) + (1 - target) * Math.log(1 - probability);
  }
  return loss / probabilities.length;
}
