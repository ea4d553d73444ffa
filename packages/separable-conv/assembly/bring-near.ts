/** Bytes of a line of the processor's cache. */
const LINE: usize = 64;

/**
 * Brings memory into the processor's cache before it is needed or written over: these reads follow each other and wait for nothing, so that
 * many are under way at a time, where a computation that goes by several places at once would wait for one after the other. Gives a number
 * that has to be stored anywhere, lest a compiler leaves the reads out.
 */
export function bringNear(at: usize, bytes: usize): i32 {
  let all = 0;
  for (let from = at; from < at + bytes; from += LINE) all |= i32.load(from);
  return all;
}

/** The same for each of `count` addresses that `table` holds. */
export function bringAllNear(table: usize, count: i32, bytes: usize): i32 {
  let all = 0;
  for (let end = table + ((count * 4) as usize); table < end; table += 4) all |= bringNear(i32.load(table) as usize, bytes);
  return all;
}
