import type { Mandate, MandateTree, TreeNode } from '@ena/client/mandates.ts';
import { type Html, html } from '../../shell/html.ts';
import type { OwnVisit } from '../../shell/visit.ts';
import { actedFor, type MandateTools, start } from './tools.ts';

export type Tree = MandateTree;
const nothing: Tree = { above: [], below: [] };

/** What a mandate came from and what came from it, as far as the reader may see; not asked for where there is none. */
export async function findTree(
  tools: MandateTools,
  visit: OwnVisit,
  { id, parent, delegated }: Mandate,
): Promise<Tree> {
  if (parent === undefined && !delegated) return nothing;
  const found = await tools.own(visit).tree(id, actedFor(visit));
  return found.kind === 'ok' ? found.value : nothing;
}

export function treePart(visit: OwnVisit, { id, delegated }: Mandate, { above, below }: Tree): Html {
  const { view } = visit.t.mandates;
  return html`${above.length > 0 && html`<p>${view.treeParent}</p><ol>${above.map((one) => html`<li>${nodePart(visit, one)}</li>`)}</ol>`}
${below.length > 0 && html`<p>${view.treeChildren}</p>${branchList(visit, id, below)}`}
<p>${delegated ? view.treeSome : view.treeNone}</p>`;
}

/** A child stands after its parent, so each list is made of what follows. */
function branchList(visit: OwnVisit, parent: string, all: readonly TreeNode[]): Html {
  const own = all.filter((one) => one.parent === parent);
  return html`<ul>${own.map((one) => html`<li>${nodePart(visit, one)}${all.some(({ parent: of }) => of === one.id) && branchList(visit, one.id, all)}</li>`)}</ul>`;
}

function nodePart({ t, href }: OwnVisit, { id, title, holders, standing, mayRead }: TreeNode): Html {
  const text = `${title}, ${holders.join(', ')}`;
  const name = mayRead
    ? html`<a class="ds-link" href="${href(`${start}/fullmakt/${id}`)}">${text}</a>`
    : html`${text}`;
  return standing === 'valid' ? name : html`${name} (${t.mandates.standing[standing].toLowerCase()})`;
}
