import type { Template } from '../../domain/template.ts';
import { templateChanged } from '../../granting-events.ts';
import { changeOf } from '../change.ts';
import type { GrantingTools } from '../proposals/tools.ts';
import { actorFor, type Keeper } from './keeper.ts';

export type SavedTemplate =
  | { readonly kind: 'done'; readonly template: Template }
  | { readonly kind: 'changed' };

/** Saves a template as it is after a step, with who took it and why, and tells of it. */
export async function commitTemplate(
  { store, clock, events }: GrantingTools,
  keeper: Keeper,
  before: Template | undefined,
  after: Template,
  cause: { readonly change: string; readonly reason: string },
): Promise<SavedTemplate> {
  const change = changeOf('template', before, after, { actor: actorFor(keeper), at: clock.now(), ...cause });
  if ((await store.save({ templates: [change] })) === 'raced') return { kind: 'changed' };
  const { id, version, state } = after;
  events.publish(templateChanged.name, { id, version, state, change: cause.change });
  return { kind: 'done', template: after };
}
