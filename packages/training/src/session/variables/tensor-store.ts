import { leaveKept } from "../step/leave-kept.ts";
import type { Layout } from "./layout.ts";
import { fillVariables, listTensors } from "./map-variables.ts";
import type { VariableStore } from "./store.ts";
import { disposeVariables, uploadVariables, type Variables, type VariableState } from "./variables.ts";

/** Variables as tensors. A step makes a new set from the old one, so that one that fails changes nothing. */
export function createTensorStore(state: VariableState, layout: Layout): VariableStore {
  let now = uploadVariables(state, layout);
  const replace = (next: Variables): void => {
    disposeVariables(now, next);
    now = next;
  };
  return {
    look: (work) => work(now),
    replace,
    dispose() {
      disposeVariables(now);
    },
    inputs: () => listTensors(now),
    enter: (inputs) => fillVariables(now, inputs),
    leave: (next) => leaveKept(listTensors(next)),
    finish(results) {
      replace(fillVariables(now, results));
    },
    fail: () => undefined,
  };
}
