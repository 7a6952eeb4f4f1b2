import type { Template, TemplateContent, TemplateState } from '../../domain/template.ts';
import { type TemplateChange, templateChanges } from '../../domain/template-changes.ts';
import type { GrantingTools } from './tools.ts';

/** A published template of a relying party. */
export type UsableTemplate = Template & { readonly owner: string };

export type TemplateRefusal =
  | { readonly kind: 'template-unknown' }
  /** A national template is nobody's: a relying party adopts it first. */
  | { readonly kind: 'template-national' }
  | { readonly kind: 'template-not-published'; readonly state: Exclude<TemplateState, 'published'> }
  /** Published, but in another version than the one named; with what differs. */
  | { readonly kind: 'template-changed'; readonly changes: readonly TemplateChange[] };

/** The template, where something can be granted with it now. A blocked national one blocks those adopted from it. */
export async function usableTemplate(
  { store }: Pick<GrantingTools, 'store'>,
  id: string,
): Promise<{ readonly kind: 'usable'; readonly template: UsableTemplate } | TemplateRefusal> {
  const template = await store.template(id);
  if (template === undefined) return { kind: 'template-unknown' };
  const { owner, state } = template;
  if (owner === undefined) return { kind: 'template-national' };
  if (state !== 'published') return { kind: 'template-not-published', state };
  if (await isBlocked(store, template)) return { kind: 'template-not-published', state: 'blocked' };
  return { kind: 'usable', template: { ...template, owner } };
}

/** The same, for terms that were drawn from a certain version of it. */
export async function usableVersion(
  tools: Pick<GrantingTools, 'store'>,
  named: { readonly id: string; readonly version: number },
): Promise<{ readonly kind: 'usable'; readonly template: UsableTemplate } | TemplateRefusal> {
  const found = await usableTemplate(tools, named.id);
  if (found.kind !== 'usable' || found.template.version === named.version) return found;
  const before = await contentOfVersion(tools, named, found.template);
  const changes = before === undefined ? [] : templateChanges(before, found.template.content);
  return { kind: 'template-changed', changes };
}

/** Whether nothing may come of the template any more, even of what is being signed. */
export async function isBlockedTemplate(
  { store }: Pick<GrantingTools, 'store'>,
  id: string,
): Promise<boolean> {
  const template = await store.template(id);
  return template === undefined || template.state === 'blocked' || isBlocked(store, template);
}

async function isBlocked(store: GrantingTools['store'], { adoptedFrom }: Template): Promise<boolean> {
  return adoptedFrom !== undefined && (await store.template(adoptedFrom.id))?.state === 'blocked';
}

/** The content of a version, as the history has it where it is not the one of now. */
export async function contentOfVersion(
  { store }: Pick<GrantingTools, 'store'>,
  { id, version }: { readonly id: string; readonly version: number },
  now: Template,
): Promise<TemplateContent | undefined> {
  if (now.version === version) return now.content;
  let at = 0;
  let content: TemplateContent | undefined;
  for (const { set } of await store.history('template', id)) {
    at = (set.version as number | undefined) ?? at;
    if (at > version) break;
    content = (set.content as TemplateContent | undefined) ?? content;
  }
  return content;
}
