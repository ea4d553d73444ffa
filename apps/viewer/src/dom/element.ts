/** What may stand inside an element. */
type Child = Node | string;

/**
 * Builds an element: attributes by their HTML names, then its children.
 *
 * @example
 * element("p", { class: "fact" }, "22,910,480 ", element("span", {}, "parameters"))
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
