import { golden } from "../golden.ts";
import { checkKinds } from "./kind-case.ts";

const { x, cases } = golden.activations;

checkKinds(
  "activation",
  cases.map(({ options, y }) => ({ title: `${JSON.stringify(options)} is Keras'`, kind: "activation", options, inputs: [x], expected: y })),
);
