import { clamp } from "../product/lanes";
import { Control, takePart } from "../program/control";
import { loadSome, storeSome } from "./some-lanes";

// Numbers of src/wasm/tasks/maps/combine.ts.
const ADD = 0;
const SUBTRACT = 1;
const MULTIPLY = 2;
const MAXIMUM = 3;

/**
 * y = (a ∘ b) · factor, held in a range, place by place over up to four axes and the values of a row; a stride of 0 bytes lets one value
 * serve all places of an axis. y may be a or b. src/wasm/tasks/maps/combine.ts has the fields in this order.
 */
@unmanaged
export class Combine {
  operation: i32;
  factor: f32;
  lower: f32;
  upper: f32;
  a: usize;
  b: usize;
  y: usize;
  /** Values of a row. */
  length: i32;
  /** 4, or 0 where one value serves the row. */
  aStep: usize;
  bStep: usize;
  /** Pieces that each row is cut into. */
  pieces: i32;
  size0: i32;
  size1: i32;
  size2: i32;
  size3: i32;
  aStride0: usize;
  aStride1: usize;
  aStride2: usize;
  aStride3: usize;
  bStride0: usize;
  bStride1: usize;
  bStride2: usize;
  bStride3: usize;
  yStride0: usize;
  yStride1: usize;
  yStride2: usize;
  yStride3: usize;
}

/** Rows, or pieces of them, that a thread takes at a time. */
const SHARE = 8;

export function combine(task: Combine, control: Control, thread: i32): void {
  const all = task.size0 * task.size1 * task.size2 * task.size3 * task.pieces;
  const vectors = (task.length + 3) / 4;
  const pieceVectors = (vectors + task.pieces - 1) / task.pieces;
  const parts = (all + SHARE - 1) / SHARE;
  for (let part = takePart(control, thread, parts); part < parts; part = takePart(control, thread, parts)) {
    const end = min((part + 1) * SHARE, all);
    for (let number = part * SHARE; number < end; number++) {
      const row = number / task.pieces;
      const start = (number - row * task.pieces) * pieceVectors * 4;
      if (start < task.length) combineRow(task, row, start, min(start + pieceVectors * 4, task.length));
    }
  }
}

function combineRow(task: Combine, row: i32, start: i32, end: i32): void {
  const i2 = row / task.size3;
  const i3 = (row - i2 * task.size3) as usize;
  const i1 = i2 / task.size2;
  const at2 = (i2 - i1 * task.size2) as usize;
  const i0 = i1 / task.size1;
  const at1 = (i1 - i0 * task.size1) as usize;
  const at0 = i0 as usize;
  const first = start as usize;
  let a = task.a + at0 * task.aStride0 + at1 * task.aStride1 + at2 * task.aStride2 + i3 * task.aStride3 + first * task.aStep;
  let b = task.b + at0 * task.bStride0 + at1 * task.bStride1 + at2 * task.bStride2 + i3 * task.bStride3 + first * task.bStep;
  let y = task.y + at0 * task.yStride0 + at1 * task.yStride1 + at2 * task.yStride2 + i3 * task.yStride3 + first * 4;
  const low = f32x4.splat(task.lower);
  const high = f32x4.splat(task.upper);
  const factor = f32x4.splat(task.factor);
  const aOne = v128.load32_splat(a);
  const bOne = v128.load32_splat(b);
  const whole = y + ((((end - start) >> 2) * 16) as usize);
  for (; y < whole; y += 16, a += 4 * task.aStep, b += 4 * task.bStep) {
    const value = operate(task.operation, task.aStep ? v128.load(a) : aOne, task.bStep ? v128.load(b) : bOne);
    v128.store(y, clamp(f32x4.mul(value, factor), low, high));
  }
  const count = ((end - start) & 3) as usize;
  if (count == 0) return;
  const value = operate(task.operation, task.aStep ? loadSome(a, count) : aOne, task.bStep ? loadSome(b, count) : bOne);
  storeSome(y, clamp(f32x4.mul(value, factor), low, high), count);
}

function operate(operation: i32, a: v128, b: v128): v128 {
  if (operation == ADD) return f32x4.add(a, b);
  if (operation == SUBTRACT) return f32x4.sub(a, b);
  if (operation == MULTIPLY) return f32x4.mul(a, b);
  if (operation == MAXIMUM) return f32x4.max(a, b);
  return a;
}
