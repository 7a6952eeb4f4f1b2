import type { Mandate } from '@ena/client/mandates.ts';
import { type Html, html } from '../../shell/html.ts';
import type { OwnVisit } from '../../shell/visit.ts';
import { nameOf } from './party.ts';
import { actedFor, forQuery, type MandateTools, start } from './tools.ts';

/** What a mandate came from and what came from it, as far as the reader may see. */
export interface Tree {
  readonly parent: Mandate | undefined;
  readonly children: readonly Branch[];
}

interface Branch {
  readonly mandate: Mandate;
  readonly children: readonly Branch[];
}

export async function findTree(tools: MandateTools, visit: OwnVisit, mandate: Mandate): Promise<Tree> {
  const api = tools.own(visit);
  const { parent, delegated } = mandate;
  const [above, given] = await Promise.all([
    parent === undefined ? undefined : api.mandate(parent, actedFor(visit)),
    delegated
      ? api.mandates({ as: 'grantor', standing: 'valid', limit: 100, ...forQuery(visit) })
      : undefined,
  ]);
  const all = given?.kind === 'ok' ? given.value.items : [];
  return { parent: above?.kind === 'ok' ? above.value : undefined, children: branchesOf(mandate.id, all) };
}

/** A child is always younger than what it came from, so there are no circles. */
function branchesOf(id: string, all: readonly Mandate[]): readonly Branch[] {
  return all
    .filter((one) => one.parent === id)
    .map((mandate) => ({ mandate, children: branchesOf(mandate.id, all) }));
}

export function treePart(visit: OwnVisit, { delegated }: Mandate, { parent, children }: Tree): Html {
  const { view } = visit.t.mandates;
  return html`${parent && html`<p>${view.treeParent} ${link(visit, parent)}</p>`}
${children.length > 0 && html`<p>${view.treeChildren}</p>${branchList(visit, children)}`}
<p>${delegated ? view.treeSome : view.treeNone}</p>`;
}

function branchList(visit: OwnVisit, branches: readonly Branch[]): Html {
  return html`<ul>${branches.map(({ mandate, children }) => html`<li>${link(visit, mandate)}${children.length > 0 && branchList(visit, children)}</li>`)}</ul>`;
}

function link({ href }: OwnVisit, { id, title, holders }: Mandate): Html {
  return html`<a class="ds-link" href="${href(`${start}/fullmakt/${id}`)}">${title}, ${holders.map(nameOf).join(', ')}</a>`;
}
