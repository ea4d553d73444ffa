import { Control, takePart } from "../program/control";

/** y = the sum of so many arrays that lie one after the other. src/wasm/tasks/training/add-slices.ts has the fields in this order. */
@unmanaged
export class AddSlices {
  count: i32;
  slices: i32;
  from: usize;
  y: usize;
}

/** Values that a thread takes at a time: lines of a cache are nobody else's. */
const SHARE = 512;

export function addSlices(task: AddSlices, control: Control, thread: i32): void {
  const slice = (task.count * 4) as usize;
  const parts = (task.count + SHARE - 1) / SHARE;
  for (let part = takePart(control, thread, parts); part < parts; part = takePart(control, thread, parts)) {
    let at = (part * SHARE * 4) as usize;
    const end = min(slice, at + SHARE * 4);
    for (; at + 16 <= end; at += 16) {
      let from = task.from + at;
      let sum = v128.load(from);
      for (let rest = task.slices - 1; rest > 0; rest--) {
        from += slice;
        sum = f32x4.add(sum, v128.load(from));
      }
      v128.store(task.y + at, sum);
    }
    for (; at < end; at += 4) {
      let from = task.from + at;
      let sum = f32.load(from);
      for (let rest = task.slices - 1; rest > 0; rest--) {
        from += slice;
        sum += f32.load(from);
      }
      f32.store(task.y + at, sum);
    }
  }
}
