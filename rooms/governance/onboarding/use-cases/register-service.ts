import { sha256Hex } from '@ena/kernel/crypto/digest.ts';
import { prefixedId } from '@ena/kernel/id.ts';
import { opened } from '../domain/advance.ts';
import type { JsonObject, Matter } from '../domain/matter.ts';
import type { Person } from '../domain/person.ts';
import { attempt } from './attempt.ts';
import { commit, type StepOutcome, tell } from './commit.ts';
import { meet, ofKind } from './meet.ts';
import type { OnboardingTools } from './tools.ts';

export interface NewService {
  readonly organisationNumber: string;
  readonly title: string;
  /** The last part of the id under which the hub hosts the service; absent: the organisation's own entity. */
  readonly name: string | undefined;
  readonly entityType: string;
  readonly metadata: JsonObject;
}

export type RegisterServiceOutcome =
  | { readonly kind: 'made' | 'repeated'; readonly matter: Matter }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not-technical' }
  /** The organisation has not joined, so nothing can be published for it. */
  | { readonly kind: 'not-a-member' }
  | { readonly kind: 'key-reused' };

/** Begins the metadata of a service as a draft. Only who answers for the technology may. */
export async function registerService(
  tools: OnboardingTools,
  person: Person,
  wanted: NewService,
  key: string | undefined,
): Promise<RegisterServiceOutcome> {
  const { store, clock } = tools;
  const { organisationNumber, title, entityType, metadata } = wanted;
  const held = await store.contactRoles(organisationNumber, person.personalNumber);
  if (held.length === 0) return { kind: 'unknown' };
  const role = held.find((one) => one === 'technical' || one === 'technical-agent');
  if (role === undefined) return { kind: 'not-technical' };
  const entityId = await entityIdOf(tools, wanted);
  if (entityId === undefined) return { kind: 'not-a-member' };
  const at = clock.now();
  const first = opened(
    'service',
    { id: prefixedId('matter', at), organisationNumber, data: { title, entityId, entityType, metadata } },
    { actor: { kind: 'person', ...person }, role, step: 'register', at },
  );
  const digest = sha256Hex(JSON.stringify(wanted));
  const once = key === undefined ? undefined : { who: person.personalNumber, key, digest };
  const made = await store.create(first, [], once);
  if (made.kind === 'key-reused') return made;
  if (made.kind === 'taken') throw new Error('a service was taken for an application');
  if (made.kind === 'created') {
    tell(tools, [first]);
    return { kind: 'made', matter: first.matter };
  }
  const matter = await store.find(made.matterId);
  return matter === undefined ? { kind: 'unknown' } : { kind: 'repeated', matter };
}

/** A hosted id for any member; the organisation's own only where it came in by an application, which names it. */
async function entityIdOf(
  { store, federation }: OnboardingTools,
  { organisationNumber, name }: NewService,
): Promise<string | undefined> {
  if (!(await federation.isMember(organisationNumber))) return undefined;
  if (name !== undefined) return federation.hostedEntityId(organisationNumber, name);
  const application = await store.applicationOf(organisationNumber);
  return application?.kind === 'organisation' ? application.data.entityId : undefined;
}

/** Changes the draft; what is published stays so until the new draft is. */
export async function saveService(
  tools: OnboardingTools,
  person: Person,
  id: string,
  revision: number,
  change: Pick<NewService, 'title' | 'metadata'>,
): Promise<StepOutcome> {
  const meeting = ofKind(await meet(tools, id, person, 'self'), 'service');
  if (meeting === undefined) return { kind: 'unknown' };
  const { matter, roles, actor } = meeting;
  if (matter.revision !== revision) return { kind: 'changed', revision: matter.revision };
  const data = { ...matter.data, ...change };
  const metadataSha256 = sha256Hex(JSON.stringify(change.metadata));
  const details = { metadataSha256 };
  const taken = await attempt(tools, matter, { step: 'save', roles, actor, reason: '', data, details });
  return taken.kind === 'moved' ? commit(tools, matter, [taken.moved]) : taken;
}
