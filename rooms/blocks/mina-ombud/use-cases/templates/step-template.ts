import type { Template, TemplateContent } from '../../domain/template.ts';
import { type ContentFault, contentFault } from '../../domain/template-content.ts';
import { type TemplateStep, templateStep } from '../../domain/template-life.ts';
import type { GrantingTools } from '../proposals/tools.ts';
import { commitTemplate, type SavedTemplate } from './commit-template.ts';
import { type Keeper, ownerOf } from './keeper.ts';

export type StepTemplateOutcome =
  | SavedTemplate
  /** None, or none of the keeper's. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not-open'; readonly template: Template };

const changes: Readonly<Record<TemplateStep, string>> = {
  revise: 'revised',
  publish: 'published',
  unpublish: 'unpublished',
  block: 'blocked',
  unblock: 'unblocked',
};

export interface TemplateStepRequest {
  readonly id: string;
  /** The revision that the keeper has read. */
  readonly revision: number;
  readonly step: TemplateStep;
  readonly reason: string;
}

/** Publishes, unpublishes, blocks or unblocks. What has been granted with the template stays as it is. */
export async function stepTemplate(
  tools: GrantingTools,
  keeper: Keeper,
  { id, revision, step, reason }: TemplateStepRequest,
  content?: TemplateContent,
): Promise<StepTemplateOutcome> {
  const before = await ownTemplate(tools, keeper, id);
  if (before === undefined) return { kind: 'unknown' };
  if (before.revision !== revision) return { kind: 'changed' };
  const open = templateStep(step, before.state);
  if (open === undefined) return { kind: 'not-open', template: before };
  const after: Template = {
    ...before,
    state: open.to,
    version: before.version + (open.version === 'next' ? 1 : 0),
    revision: revision + 1,
    ...(content !== undefined && { content }),
  };
  return commitTemplate(tools, keeper, before, after, { change: changes[step], reason });
}

export type ReviseTemplateOutcome =
  | StepTemplateOutcome
  /** Its words are those of the national template that it was adopted from. */
  | { readonly kind: 'adopted' }
  | { readonly kind: 'content'; readonly fault: ContentFault };

/** Gives a draft other content. One that has been published becomes a draft of its next version. */
export async function reviseTemplate(
  tools: GrantingTools,
  keeper: Keeper,
  { id, revision }: Pick<TemplateStepRequest, 'id' | 'revision'>,
  content: TemplateContent,
): Promise<ReviseTemplateOutcome> {
  const before = await ownTemplate(tools, keeper, id);
  if (before?.adoptedFrom !== undefined) return { kind: 'adopted' };
  const fault = contentFault(content);
  if (before !== undefined && fault !== undefined) return { kind: 'content', fault };
  return stepTemplate(tools, keeper, { id, revision, step: 'revise', reason: '' }, content);
}

async function ownTemplate(
  { store }: Pick<GrantingTools, 'store'>,
  keeper: Keeper,
  id: string,
): Promise<Template | undefined> {
  const template = await store.template(id);
  return template !== undefined && template.owner === ownerOf(keeper) ? template : undefined;
}
