import { BLOCK, blocksOf, BLOCK_BYTES, REACH_HEAD } from "./reach";

/** Bytes of a group of a plan. */
export const GROUP: usize = 48;

/**
 * Into groups of steps whose products 16 bits can hold, for a panel of packBytePanels at b and tiles with this reach. At `plan` then stands
 * for each group: its number of steps, in a vector of its own, and what the panel's integers of each lane add up to, in two vectors. A group
 * of none ends it. A group is of whole blocks, but for steps that are groups by themselves, whose pairs of products always fit. Gives
 * where the panel's integers begin.
 */
export function planGroups(steps: i32, b: usize, reach: usize, plan: usize): usize {
  const limit = i16x8.splat(i32.load16_u(reach) as i16);
  const none = i32x4.splat(0);
  const integers = b + (blocksOf(steps) as usize) * BLOCK_BYTES;
  let block = b;
  let at = reach + REACH_HEAD;
  // What the group that is under way reaches, and what its integers add up to.
  let reach0 = none;
  let reach1 = none;
  let sum0 = none;
  let sum1 = none;
  let first = 0;
  for (let step = 0; step < steps; step += BLOCK, block += BLOCK_BYTES, at += 2) {
    const norms = v128.load(block);
    const pairs = v128.load16_splat(at);
    const block0 = i16x8.extmul_low_i8x16_u(norms, pairs);
    const block1 = i16x8.extmul_high_i8x16_u(norms, pairs);
    reach0 = i16x8.add_sat_u(reach0, block0);
    reach1 = i16x8.add_sat_u(reach1, block1);
    if (exceeds(reach0, reach1, limit)) {
      plan = addGroup(step - first, sum0, sum1, plan);
      first = step;
      reach0 = block0;
      reach1 = block1;
      sum0 = none;
      sum1 = none;
      if (exceeds(reach0, reach1, limit)) {
        first = min(step + BLOCK, steps);
        plan = addSteps(integers, step, first, plan);
        reach0 = none;
        reach1 = none;
        continue;
      }
    }
    sum0 = i16x8.add(sum0, v128.load(block, 16));
    sum1 = i16x8.add(sum1, v128.load(block, 32));
  }
  i32.store(addGroup(steps - first, sum0, sum1, plan), 0);
  return integers;
}

function exceeds(low: v128, high: v128, limit: v128): bool {
  return v128.any_true(v128.or(i16x8.sub_sat_u(low, limit), i16x8.sub_sat_u(high, limit)));
}

/** Gives where the next group will stand. */
function addGroup(steps: i32, sum0: v128, sum1: v128, plan: usize): usize {
  i32.store(plan, steps);
  v128.store(plan, sum0, 16);
  v128.store(plan, sum1, 32);
  // A group of none is written over.
  return plan + (steps > 0 ? GROUP : 0);
}

/** A group for each of some steps. */
function addSteps(b: usize, first: i32, end: i32, plan: usize): usize {
  for (let step = first, at = b + ((first * 32) as usize); step < end; step++, at += 32) {
    const sum0 = i16x8.extadd_pairwise_i8x16_s(v128.load(at));
    const sum1 = i16x8.extadd_pairwise_i8x16_s(v128.load(at, 16));
    plan = addGroup(1, sum0, sum1, plan);
  }
  return plan;
}
