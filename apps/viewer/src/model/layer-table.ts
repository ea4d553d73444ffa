// The table of layers: every node with its shape, parameters and multiply-adds; totals; a filter.
import type { LayerRow, LayerTable } from "../engine/protocol.ts";

import { element } from "../dom/element.ts";
import { find } from "../dom/find.ts";
import { shape, whole } from "../numbers.ts";

/** The section with the table. */
export interface LayerTableView {
  show(table: LayerTable): void;
}

const headings = ["Layer", "Kind", "Output shape", "Parameters", "Multiply-adds"];

/** Wires the section. */
export function createLayerTable(): LayerTableView {
  const place = find("layer-table", HTMLDivElement);
  const filter = find("layer-filter", HTMLInputElement);
  const count = find("layer-count", HTMLParagraphElement);
  const body = element("tbody");
  const foot = element("tfoot");
  const head = element("thead", {}, element("tr", {}, ...headings.map((heading) => element("th", { scope: "col" }, heading))));
  const grid = element("table", {}, element("caption", { class: "unseen" }, "Layers of the open model"), head, body, foot);
  let rows: { row: LayerRow; line: HTMLTableRowElement }[] = [];

  filter.addEventListener("input", narrow);

  /** Shows the rows whose name or kind holds the filter's text. */
  function narrow(): void {
    const wanted = filter.value.trim().toLowerCase();
    let shown = 0;
    for (const { row, line } of rows) {
      line.hidden = !`${row.name} ${row.kind}`.toLowerCase().includes(wanted);
      if (!line.hidden) shown++;
    }
    count.textContent = wanted === "" ? `${rows.length} layers` : `${shown} of ${rows.length} layers`;
  }

  return {
    show(table) {
      rows = table.rows.map((row) => ({ row, line: toLine(row) }));
      body.replaceChildren(...rows.map(({ line }) => line));
      foot.replaceChildren(
        element(
          "tr",
          {},
          element("th", { scope: "row" }, "Total"),
          element("td"),
          element("td"),
          element("td", {}, whole(table.parameters)),
          element("td", {}, whole(table.multiplyAdds)),
        ),
      );
      place.replaceChildren(grid);
      narrow();
    },
  };
}

function toLine(row: LayerRow): HTMLTableRowElement {
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, row.name),
    element("td", { class: "kind" }, row.kind),
    element("td", {}, shape(row.shape)),
    element("td", {}, row.parameters === 0 ? "–" : whole(row.parameters)),
    element("td", {}, row.multiplyAdds === 0 ? "–" : whole(row.multiplyAdds)),
  );
}
