// What is laid out anew before a convolution, as tasks of its program: filters are packed, or turned around for the way back.
import { packPanels } from "../product/pack-panels";
import { WIDTH } from "../product/lanes";
import { Control, takePart } from "../program/control";
import { turnFilter } from "./turn-filter";

/** See product/pack-panels.ts. src/wasm/tasks/lay-out.ts has the fields in this order. */
@unmanaged
export class PackPanels {
  K: i32;
  N: i32;
  b: usize;
  bStep: usize;
  bColumn: usize;
  panels: usize;
}

/** A part is a panel. */
export function layOutPanels(task: PackPanels, control: Control, thread: i32): void {
  const parts = (task.N + WIDTH - 1) / WIDTH;
  const bytes = (task.K * WIDTH * 4) as usize;
  for (let part = takePart(control, thread, parts); part < parts; part = takePart(control, thread, parts)) {
    const column = part * WIDTH;
    const from = task.b + (column as usize) * task.bColumn;
    packPanels(task.K, min(WIDTH, task.N - column), from, task.bStep, task.bColumn, task.panels + (part as usize) * bytes);
  }
}

/** See turn-filter.ts. src/wasm/tasks/lay-out.ts has the fields in this order. */
@unmanaged
export class TurnFilter {
  taps: i32;
  channels: i32;
  filters: i32;
  from: usize;
  to: usize;
}

/** A part is a tap, but for few values, which are one. */
export function layOutTurned(task: TurnFilter, control: Control, thread: i32): void {
  const matrix = task.channels * task.filters;
  const parts = matrix < 512 ? 1 : task.taps;
  const taps = task.taps / parts;
  for (let part = takePart(control, thread, parts); part < parts; part = takePart(control, thread, parts)) {
    const from = task.from + ((part * matrix * 4) as usize);
    turnFilter(taps, task.channels, task.filters, from, task.to + (((parts - 1 - part) * matrix * 4) as usize));
  }
}
