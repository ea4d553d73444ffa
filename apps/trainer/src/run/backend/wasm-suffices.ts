// When TensorFlow, where it is there, is not worth its start. Whole commands of `xception train --backend wasm` and `--backend tensorflow`
// in turns, each on 2 cores of an AMD EPYC, Node 20.20.2, TensorFlow 2.21 (2026-11-24), multiply-adds in millions:
//
//   a step   in all    wasm s   tensorflow s   what
//       97   181,000   35.1     50.7           mnist
//       97     9,700    3.0      3.7           mnist --data.limit=6400 --epochs=1 --data.testLimit=1000
//      249    75,000   13.4     11.0           mnist --network.inputSize=96 --batch=16 --data.limit=4800 --epochs=1 --data.testLimit=100
//      997     9,970    2.5      2.9           mnist --network.inputSize=96 --data.limit=640 --epochs=1 --data.testLimit=100
//      997    19,900    4.1      4.1           the same with --data.limit=1280
//      997    39,900    7.4      5.8           the same with --data.limit=2560
//   11,600    11,600    5.9      8.3           folder of 14 photos --network.inputSize=96 --batch=14 --epochs=1
//   11,600    23,200   10.9     12.2           the same with --epochs=2
//   11,600    46,400   24.2     19.1           the same with --epochs=4
import { whole } from "../../terminal/format-number.ts";
import type { TrainingWork } from "./training-work.ts";

/** Multiply-adds from which TensorFlow computes a step faster than wasm on as many threads. */
const stepForTensorFlow = 200e6;
/** Multiply-adds from which a run has won back what TensorFlow takes to start and to record the step. */
const runForTensorFlow = 30e9;

/** Why a run is done on wasm as soon, in words; undefined where it is not. */
export function wasmSuffices({ atOnce, inAll }: TrainingWork): string | undefined {
  if (atOnce < stepForTensorFlow) {
    return `a step of ${millions(atOnce)} multiply-adds is done there as fast as on tensorflow, which pays from ${millions(stepForTensorFlow)}`;
  }
  if (inAll < runForTensorFlow) {
    return `a run of ${millions(inAll)} multiply-adds is done there before tensorflow has caught up, which pays from ${millions(runForTensorFlow)}`;
  }
  return undefined;
}

const millions = (count: number): string => `${whole(count / 1e6)} million`;
