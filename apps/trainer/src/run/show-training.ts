// What a person sees of a training: one line that moves, and one that stays for each epoch.
import type { EpochEvent, StepEvent } from "@xception/training";

import type { ProgressState } from "../progress/draw-bar.ts";
import { formatDuration } from "../progress/format-duration.ts";
import { percent, whole } from "../terminal/format-number.ts";

export function showStep({ epoch, epochs, batch, stepsPerEpoch, ...event }: StepEvent): ProgressState {
  const done = epoch * stepsPerEpoch + batch + 1;
  return {
    title: `epoch ${epoch + 1}/${epochs}`,
    fraction: done / (epochs * stepsPerEpoch),
    facts: [
      `loss ${event.meanLoss.toFixed(4)}`,
      `accuracy ${percent(event.accuracy)}`,
      `${whole(event.imagesPerSecond)} images/s`,
      `${formatDuration(event.secondsLeft)} left`,
    ],
  };
}

export function showEpoch({ epoch, epochs, loss, accuracy, imagesPerSecond }: EpochEvent, testAccuracy: number | undefined): string {
  const facts = [`loss ${loss.toFixed(4)}`, `accuracy ${percent(accuracy)}`, `${whole(imagesPerSecond)} images/s`];
  if (testAccuracy !== undefined) facts.push(`test accuracy ${percent(testAccuracy)}`);
  return `epoch ${epoch + 1}/${epochs}: ${facts.join(", ")}`;
}
