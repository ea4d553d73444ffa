// What the threads that run one program share, at an address of the memory: src/wasm/control.ts has the fields in this order.

/** Bytes of a line of the processor's cache, of which threads that write have one each. */
const LINE: usize = 64;

@unmanaged
export class Control {
  threads: i32;
  /** How many programs were started; a change wakes the threads that wait for work. */
  runs: i32;
  program: usize;
  programEnd: usize;
  /** Memory of each thread's own, one after the other. */
  scratch: usize;
  scratchBytes: usize;
  /** More values of 0 than the channels of any pixel take. */
  zeros: usize;
  stopped: i32;
  /** Threads that are done with the task. */
  arrived: i32;
  /** How often all were done. */
  phase: i32;
  /** Threads that went to sleep, or are about to. */
  sleepers: i32;
}

/** Looks that are had at a word before the thread goes to sleep: longer than what lies between two kernels of a step of training. */
export const LOOKS = 4000000;

/**
 * The same within a program, where others are still at work: about a millisecond, longer than threads of cores of their own wait for each
 * other. Where there are fewer cores than threads, whoever is waited for may need this one.
 */
const LOOKS_TO_MEET = 1000000;

// The host puts threads to sleep and wakes them: the instruction for it waits at a wrong address in V8 11.3 (Node 20) now and then, and
// must not be run on the main thread of a page.
declare function sleepWhile(at: usize, value: i32): void;
declare function wake(at: usize): void;

/**
 * The number of a part of the task that nobody else has, of so many; `parts` when there are none left. Parts that follow each other go to
 * the same thread, which so finds in its own cache what it wrote in the task before; whoever is done takes some of another's.
 */
export function takePart(control: Control, thread: i32, parts: i32): i32 {
  const threads = control.threads;
  for (let turn = 0, whose = thread; turn < threads; turn++) {
    const first = (whose * parts) / threads;
    const part = first + atomic.add<i32>(takenOf(control, whose), 1);
    if (part < ((whose + 1) * parts) / threads) return part;
    if (++whose == threads) whose = 0;
  }
  return parts;
}

/** Where it stands how many of a thread's parts are taken. */
function takenOf(control: Control, thread: i32): usize {
  return changetype<usize>(control) + LINE + (thread as usize) * LINE;
}

/** Gives memory that no other thread uses. */
export function scratchOf(control: Control, thread: i32): usize {
  return control.scratch + (thread as usize) * control.scratchBytes;
}

/** Waits until all threads are here. */
export function meet(control: Control): void {
  const threads = control.threads;
  if (threads == 1) {
    i32.store(takenOf(control, 0), 0);
    return;
  }
  const at = changetype<usize>(control) + offsetof<Control>("phase");
  const phase = atomic.load<i32>(at);
  if (atomic.add<i32>(changetype<usize>(control) + offsetof<Control>("arrived"), 1) == threads - 1) {
    control.arrived = 0;
    for (let thread = 0; thread < threads; thread++) i32.store(takenOf(control, thread), 0);
    signal(control, at);
  } else {
    waitWhile(control, at, phase, LOOKS_TO_MEET);
  }
}

/** Counts a word up, and wakes whoever waits for it to change. To ask the host for it takes longer than to see that nobody sleeps. */
export function signal(control: Control, at: usize): void {
  atomic.add<i32>(at, 1);
  if (atomic.load<i32>(changetype<usize>(control) + offsetof<Control>("sleepers")) > 0) wake(at);
}

/** Waits until the word at an address is another than `value`: looks at it so many times, and then sleeps. */
export function waitWhile(control: Control, at: usize, value: i32, looks: i32): void {
  for (let look = 0; look < looks; look++) {
    if (atomic.load<i32>(at) != value) return;
  }
  const sleepers = changetype<usize>(control) + offsetof<Control>("sleepers");
  // Whoever changes the word and sees no sleeper has changed it before the host compares it.
  atomic.add<i32>(sleepers, 1);
  while (atomic.load<i32>(at) == value) sleepWhile(at, value);
  atomic.sub<i32>(sleepers, 1);
}
