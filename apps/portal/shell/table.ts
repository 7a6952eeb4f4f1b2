import { type Html, html } from './html.ts';

/** A table with a caption, which scrolls by itself in a narrow window and can be reached with the keyboard. */
export function scrollTable(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly Html[])[],
): Html {
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table class="ds-table">
<caption class="ds-sr-only">${caption}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
</table></div>`;
}
