export interface ProgressState {
  /** What is being done, such as `epoch 2/3`. */
  readonly title: string;
  /** From 0 to 1. */
  readonly fraction: number;
  /** Facts that stand behind the bar, such as `loss 0.0812`. */
  readonly facts: readonly string[];
}

const widestBar = 30;

/**
 * One line of at most `columns - 1` characters: title, bar, percentage, facts. Where the terminal is narrow the bar gives way first, then the
 * facts from the last: a line that wraps could not be drawn over.
 */
export function drawBar({ title, fraction, facts }: ProgressState, columns: number): string {
  const room = columns - 1;
  const percentage = `${String(Math.floor(Math.min(1, fraction) * 100)).padStart(3)} %`;
  const text = [percentage, ...facts].join("  ");
  const width = Math.min(widestBar, room - title.length - text.length - 2);
  if (width >= 5) {
    const filled = Math.round(Math.min(1, fraction) * width);
    return `${title} ${"━".repeat(filled)}${"─".repeat(width - filled)} ${text}`;
  }
  const kept = [title, percentage, ...facts];
  while (kept.length > 1 && kept.join("  ").length > room) kept.pop();
  return kept.join("  ").slice(0, Math.max(0, room));
}
