/**
 * The element of the page with an id.
 *
 * @throws Error where index.html and the code have parted
 */
export function find<Kind extends HTMLElement>(id: string, kind: abstract new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`[find] index.html has no ${kind.name} with the id ${id}. Give it one.`);
  return found;
}
