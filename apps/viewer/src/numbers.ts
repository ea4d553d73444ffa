// Numbers as the page writes them: in English, as its words are.

const grouped = new Intl.NumberFormat("en");
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 4 });

/** 22910480 => "22,910,480". */
export function whole(value: number): string {
  return grouped.format(value);
}

/** 8357000000 => "8.357B" reads as beans; multiply-adds are counted in G: "8.357 G". */
export function short(value: number): string {
  return compact.format(value).replace(/K$/, " k").replace(/M$/, " M").replace(/B$/, " G").replace(/T$/, " T");
}

/** 0.9341 => "93.4 %". What would round to all or nothing keeps its doubt: "> 99.9 %", "< 0.1 %". */
export function percent(probability: number): string {
  if (probability > 0.9995 && probability < 1) return "> 99.9 %";
  if (probability < 0.0005 && probability > 0) return "< 0.1 %";
  return `${(probability * 100).toFixed(1)} %`;
}

/** Milliseconds: 132.4 => "132 ms", 2310 => "2.31 s". */
export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(2)} s`;
}

/** Bytes: 85_300_000 => "85.3 MB". */
export function bytes(count: number): string {
  if (count < 1000) return `${count} bytes`;
  return count < 1e6 ? `${(count / 1e3).toFixed(1)} kB` : `${(count / 1e6).toFixed(1)} MB`;
}

/** [149, 149, 32] => "149 × 149 × 32"; a side that the network leaves open is "any". */
export function shape(sides: readonly (number | null)[]): string {
  return sides.map((side) => (side === null ? "any" : whole(side))).join(" × ");
}
