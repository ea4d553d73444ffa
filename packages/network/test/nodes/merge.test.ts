import { checkKinds, values } from "./kind-case.ts";

const a = values([1, 1, 2, 2], 1, 2, 3, 4);
const b = values([1, 1, 2, 2], 10, 0, 30, 1);
const c = values([1, 1, 2, 2], 100, 1, 2, 3);
const perChannel = values([1, 1, 1, 2], 2, 10);

checkKinds("merging", [
  { title: "add sums three inputs", kind: "add", inputs: [a, b, c], expected: values([1, 1, 2, 2], 111, 3, 35, 8) },
  {
    title: "multiply scales channels by one value each",
    kind: "multiply",
    inputs: [a, perChannel],
    expected: values([1, 1, 2, 2], 2, 20, 6, 40),
  },
  { title: "average takes the mean of three", kind: "average", inputs: [a, b, c], expected: values([1, 1, 2, 2], 37, 1, 35 / 3, 8 / 3) },
  { title: "maximum takes the largest", kind: "maximum", inputs: [a, b, c], expected: values([1, 1, 2, 2], 100, 2, 30, 4) },
  { title: "subtract takes the second from the first", kind: "subtract", inputs: [a, b], expected: values([1, 1, 2, 2], -9, 2, -27, 3) },
  {
    title: "concatenate puts channels side by side",
    kind: "concatenate",
    inputs: [a, values([1, 1, 2, 1], 7, 8), b],
    expected: values([1, 1, 2, 5], 1, 2, 7, 10, 0, 3, 4, 8, 30, 1),
  },
  { title: "add joins vectors too", kind: "add", inputs: [values([2, 1], 1, 2), values([2, 1], 3, 4)], expected: values([2, 1], 4, 6) },
]);
