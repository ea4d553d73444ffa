// A program is a list of tasks in memory, one after the other; each begins with what it is and how long it is. All threads go through it
// together and share each task's parts.
import { ConvolveBlocks, convolveBlocks } from "../blocks/convolve-blocks";
import { ConvolveDepthwise, convolveDepthwise } from "../depthwise/convolve-depthwise";
import { layOutPanels, layOutTurned, PackPanels, TurnFilter } from "../layout/lay-out";
import { runMap } from "../maps/run-map";
import { Convolve, convolve } from "../product/convolve";
import { ConvolveInPlace, convolveInPlace } from "../in-place/convolve-in-place";
import { runTraining } from "../training/run-training";
import { Control, LOOKS, meet, signal, waitWhile } from "./control";

// The kinds of tasks; src/wasm/tasks/task.ts has the same numbers.
const CONVOLVE = 1;
const CONVOLVE_DEPTHWISE = 2;
const CONVOLVE_BLOCKS = 3;
const CONVOLVE_IN_PLACE = 4;
const PACK_PANELS = 5;
const TURN_FILTER = 6;

/** What every task begins with; the task's own fields follow. */
@unmanaged
class Head {
  kind: i32;
  bytes: i32;
}

/** Runs the control's program as thread 0, and together with those that `serve`. There is at least one task. */
export function runProgram(at: usize): void {
  const control = changetype<Control>(at);
  if (control.threads > 1) signal(control, at + offsetof<Control>("runs"));
  runTasks(control, 0);
}

/** Takes part, as the thread of this number, in each program that runs from now on; comes back when the control says stopped. */
export function serve(at: usize, thread: i32): void {
  const control = changetype<Control>(at);
  for (let runs = 0; ; runs++) {
    waitWhile(control, at + offsetof<Control>("runs"), runs, LOOKS);
    if (control.stopped) return;
    runTasks(control, thread);
  }
}

function runTasks(control: Control, thread: i32): void {
  // Read before the last meeting, after which the control may be that of the next program.
  const end = control.programEnd;
  for (let at = control.program; at < end;) {
    const fields = at + offsetof<Head>();
    const kind = changetype<Head>(at).kind;
    at += changetype<Head>(at).bytes as usize;
    if (kind == CONVOLVE) convolve(changetype<Convolve>(fields), control, thread);
    else if (kind == CONVOLVE_DEPTHWISE) convolveDepthwise(changetype<ConvolveDepthwise>(fields), control, thread);
    else if (kind == CONVOLVE_BLOCKS) convolveBlocks(changetype<ConvolveBlocks>(fields), control, thread);
    else if (kind == CONVOLVE_IN_PLACE) convolveInPlace(changetype<ConvolveInPlace>(fields), control, thread);
    else if (kind == PACK_PANELS) layOutPanels(changetype<PackPanels>(fields), control, thread);
    else if (kind == TURN_FILTER) layOutTurned(changetype<TurnFilter>(fields), control, thread);
    else if (kind < 40) runMap(kind, fields, control, thread);
    else runTraining(kind, fields, control, thread);
    meet(control);
  }
}
