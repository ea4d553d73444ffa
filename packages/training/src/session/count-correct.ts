/**
 * How many examples have their best class among their targets: where the target is no lower than any other of theirs.
 *
 * @param none  what a target of 0 became by smoothing
 */
export function countCorrect(best: ArrayLike<number>, targets: ArrayLike<number>, classes: number, none = 0): number {
  let correct = 0;
  for (let example = 0; example < best.length; example++) {
    const start = example * classes;
    const chosen = targets[start + (best[example] as number)] as number;
    let highest = 0;
    for (let index = start; index < start + classes; index++) highest = Math.max(highest, targets[index] as number);
    if (chosen > none && chosen === highest) correct += 1;
  }
  return correct;
}
