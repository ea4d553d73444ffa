// A name map is data: rules that say what another framework's arrays are called here and how their values are laid out there.
// A rule reads the same in both directions, so that one map serves for import and export.

/**
 * A change of layout. `transpose`: axis a of the result is axis `transpose[a]` of what came. `squeeze`: drops an axis of size 1;
 * `expand` puts one in.
 */
export type Transform = { readonly transpose: readonly number[] } | { readonly squeeze: number } | { readonly expand: number };

/**
 * `from` and `to` are names with places: `{word}` stands for text without dots and slashes, `{word*}` for any text, `{word#}` for a
 * number from 0, `{word+1}` for one more than the other side has. Every place of one side must be on the other.
 *
 * @example
 * { from: "fc.weight", to: "predictions/kernel", transforms: [{ transpose: [1, 0] }] }   // one name
 * { from: "block{n#}.skip.weight", to: "block{n+1}_shortcut/kernel" }                    // their block1 is our block2
 * { from: "model.{rest*}", to: "{rest*}" }                                               // a prefix
 */
export interface NameRule {
  readonly from: string;
  readonly to: string;
  readonly transforms?: readonly Transform[];
}

/** Rules in order: the first that fits a name is its rule. */
export interface NameMap {
  readonly rules: readonly NameRule[];
  /** Names, with places, of arrays that are left out, such as counters that only training reads. */
  readonly ignore?: readonly string[];
}

/** The same map in the other direction. What was ignored stays left out. */
export function invertNameMap({ rules }: NameMap): NameMap {
  return {
    rules: rules.map(({ from, to, transforms = [] }) => ({
      from: to,
      to: from,
      transforms: transforms.map(invertTransform).reverse(),
    })),
  };
}

function invertTransform(transform: Transform): Transform {
  if ("squeeze" in transform) return { expand: transform.squeeze };
  if ("expand" in transform) return { squeeze: transform.expand };
  const { transpose } = transform;
  return { transpose: transpose.map((_, axis) => transpose.indexOf(axis)) };
}
