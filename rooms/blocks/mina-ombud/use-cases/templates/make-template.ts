import type { Template, TemplateContent } from '../../domain/template.ts';
import { type ContentFault, contentFault } from '../../domain/template-content.ts';
import { idFor, newId } from '../new-id.ts';
import type { GrantingTools } from '../proposals/tools.ts';
import { commitTemplate } from './commit-template.ts';
import { type Keeper, ownerOf } from './keeper.ts';

export type MakeTemplateOutcome =
  | { readonly kind: 'made' | 'repeated'; readonly template: Template }
  | { readonly kind: 'content'; readonly fault: ContentFault }
  /** The same key with another content. */
  | { readonly kind: 'key-reused' };

/** Begins a template as a draft: of the keeper's relying party, or a national one. */
export async function makeTemplate(
  tools: GrantingTools,
  keeper: Keeper,
  content: TemplateContent,
  key?: string,
): Promise<MakeTemplateOutcome> {
  const fault = contentFault(content);
  if (fault !== undefined) return { kind: 'content', fault };
  const owner = ownerOf(keeper);
  const id = key === undefined ? newId() : idFor('template', owner ?? 'national', key);
  const template: Template = { id, version: 1, owner, state: 'draft', content, revision: 1 };
  const saved = await commitTemplate(tools, keeper, undefined, template, { change: 'drafted', reason: '' });
  return saved.kind === 'done' ? { kind: 'made', template } : repeated(tools, template);
}

async function repeated({ store }: GrantingTools, { id, content }: Template): Promise<MakeTemplateOutcome> {
  const template = await store.template(id);
  const [first] = await store.history('template', id);
  if (template === undefined || first === undefined)
    throw new Error('a key leads to a template that is not there');
  const same = sortedJson(first.set.content) === sortedJson(content);
  return same ? { kind: 'repeated', template } : { kind: 'key-reused' };
}

/** The database keeps members in an order of its own. */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, one) =>
    one !== null && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
