import { Control, takePart } from "../program/control";

/** src/wasm/tasks/training/relu-gradient.ts has the fields in this order. */
@unmanaged
export class ReluGradient {
  count: i32;
  dy: usize;
  y: usize;
  dx: usize;
}

/** Bytes that a thread takes at a time. */
const SHARE: usize = 32768;

/** dx = dy where y is above 0, else 0. */
export function reluGradient(task: ReluGradient, control: Control, thread: i32): void {
  const bytes = (task.count * 4) as usize;
  const parts = ((bytes + SHARE - 1) / SHARE) as i32;
  for (let part = takePart(control, thread, parts); part < parts; part = takePart(control, thread, parts)) {
    let at = (part as usize) * SHARE;
    const end = min(bytes, at + SHARE);
    for (; at + 16 <= end; at += 16) {
      v128.store(task.dx + at, v128.and(v128.load(task.dy + at), f32x4.gt(v128.load(task.y + at), f32x4.splat(0))));
    }
    for (; at < end; at += 4) f32.store(task.dx + at, f32.load(task.y + at) > 0 ? f32.load(task.dy + at) : 0);
  }
}
