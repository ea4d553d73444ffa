// The tasks on maps that are no convolution; src/wasm/tasks/task.ts has the same numbers.
import { Control } from "../program/control";
import { Activate, activate } from "./activate";
import { Combine, combine } from "./combine";
import { Enlarge, enlarge } from "./enlarge";
import { FilterChannels, filterChannels } from "./filter-channels";
import { PlaceImage, placeImage } from "./place-image";
import { Pool, pool } from "./pool";
import { PoolImage, poolImage } from "./pool-image";
import { ScaleChannels, scaleChannels } from "./scale-channels";
import { Softmax, softmax } from "./softmax";

const FILTER_CHANNELS = 10;
const POOL = 11;
const POOL_IMAGE = 12;
const COMBINE = 13;
const ACTIVATE = 14;
const SOFTMAX = 15;
const SCALE_CHANNELS = 16;
const PLACE_IMAGE = 17;
const ENLARGE = 18;

/** Runs one of them, whose fields lie at an address. */
export function runMap(kind: i32, fields: usize, control: Control, thread: i32): void {
  if (kind == POOL) pool(changetype<Pool>(fields), control, thread);
  else if (kind == COMBINE) combine(changetype<Combine>(fields), control, thread);
  else if (kind == ACTIVATE) activate(changetype<Activate>(fields), control, thread);
  else if (kind == SCALE_CHANNELS) scaleChannels(changetype<ScaleChannels>(fields), control, thread);
  else if (kind == POOL_IMAGE) poolImage(changetype<PoolImage>(fields), control, thread);
  else if (kind == SOFTMAX) softmax(changetype<Softmax>(fields), control, thread);
  else if (kind == PLACE_IMAGE) placeImage(changetype<PlaceImage>(fields), control, thread);
  else if (kind == ENLARGE) enlarge(changetype<Enlarge>(fields), control, thread);
  else if (kind == FILTER_CHANNELS) filterChannels(changetype<FilterChannels>(fields), control, thread);
}
