import type { Template } from '../../domain/template.ts';
import { templateStep } from '../../domain/template-life.ts';
import { idFor } from '../new-id.ts';
import type { GrantingTools } from '../proposals/tools.ts';
import { commitTemplate } from './commit-template.ts';
import type { Keeper } from './keeper.ts';

export type AdoptOutcome =
  /** A draft of the relying party's, to be published when it likes. */
  | { readonly kind: 'adopted' | 'repeated'; readonly template: Template }
  /** There is no such national template. */
  | { readonly kind: 'unknown' }
  /** It is not published, or not in this version. */
  | { readonly kind: 'not-published'; readonly template: Template }
  /** An earlier version is adopted, and stands where it cannot be replaced. */
  | { readonly kind: 'in-use'; readonly template: Template }
  | { readonly kind: 'changed' };

/**
 * Takes a national template over in the version that the handler has read. A relying party has each national template
 * once; a later version becomes the next version of what it has.
 */
export async function adoptTemplate(
  tools: GrantingTools,
  keeper: Extract<Keeper, { kind: 'handler' }>,
  wanted: { readonly id: string; readonly version: number },
): Promise<AdoptOutcome> {
  const national = await tools.store.template(wanted.id);
  if (national === undefined || national.owner !== undefined) return { kind: 'unknown' };
  if (national.state !== 'published' || national.version !== wanted.version) {
    return { kind: 'not-published', template: national };
  }
  const id = idFor('adopted', keeper.organisation, national.id);
  const has = await tools.store.template(id);
  if (has?.adoptedFrom?.version === national.version) return { kind: 'repeated', template: has };
  const open = has && templateStep('revise', has.state);
  if (has !== undefined && open === undefined) return { kind: 'in-use', template: has };
  const after: Template = {
    id,
    version: (has?.version ?? 1) + (open?.version === 'next' ? 1 : 0),
    owner: keeper.organisation,
    adoptedFrom: { id: national.id, version: national.version },
    state: 'draft',
    content: national.content,
    revision: (has?.revision ?? 0) + 1,
  };
  const cause = { change: 'adopted', reason: `Version ${national.version} of the national template.` };
  const saved = await commitTemplate(tools, keeper, has, after, cause);
  return saved.kind === 'done' ? { kind: 'adopted', template: after } : saved;
}
