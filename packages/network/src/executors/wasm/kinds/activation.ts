import type { MapValue } from "../plan/map-value.ts";
import { emitActivation, type ActivationOptions } from "./endings.ts";
import type { WasmKind } from "./wasm-kind.ts";

export const activation: WasmKind = ({ options }) => {
  const given = options as unknown as ActivationOptions;
  return (work) => {
    emitActivation(work, given, work.inputs[0] as MapValue, work.output);
  };
};
