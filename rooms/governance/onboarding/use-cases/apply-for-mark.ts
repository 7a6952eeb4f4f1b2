import { sha256Hex } from '@ena/kernel/crypto/digest.ts';
import { prefixedId } from '@ena/kernel/id.ts';
import { actorTypeOf } from '../domain/actor-type.ts';
import { opened } from '../domain/advance.ts';
import type { Matter } from '../domain/matter.ts';
import type { Person } from '../domain/person.ts';
import { tell } from './commit.ts';
import type { OnboardingTools } from './tools.ts';

export interface MarkApplication {
  readonly organisationNumber: string;
  readonly type: string;
  /** The published service that the mark is for; absent: the organisation's own entity. */
  readonly service: string | undefined;
}

export type ApplyForMarkOutcome =
  | { readonly kind: 'made' | 'repeated'; readonly matter: Matter }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not-entitled' }
  | { readonly kind: 'not-a-member' }
  | { readonly kind: 'unknown-type' }
  | { readonly kind: 'key-reused' };

export async function applyForMark(
  tools: OnboardingTools,
  person: Person,
  wanted: MarkApplication,
  key: string | undefined,
): Promise<ApplyForMarkOutcome> {
  const { store, clock, marks } = tools;
  const { organisationNumber, type } = wanted;
  const held = await store.contactRoles(organisationNumber, person.personalNumber);
  if (held.length === 0) return { kind: 'unknown' };
  const role = held.find((one) => one !== 'technical-agent');
  if (role === undefined) return { kind: 'not-entitled' };
  const subject = await subjectOf(tools, wanted);
  if (subject === undefined) return { kind: 'not-a-member' };
  const demands = await marks.demands(subject.entityId, type, subject.actorType);
  if (demands.kind === 'unknown-type') return { kind: 'unknown-type' };
  if (demands.kind === 'unknown-entity') return { kind: 'not-a-member' };
  const at = clock.now();
  const requirements = demands.list.map(({ requirement, control }) => ({ requirement, control }));
  const data = { ...subject, type, requirements, assessments: [] };
  const first = opened(
    'trust-mark',
    { id: prefixedId('matter', at), organisationNumber, data },
    { actor: { kind: 'person', ...person }, role, step: 'apply', at },
  );
  const digest = sha256Hex(JSON.stringify(wanted));
  const once = key === undefined ? undefined : { who: person.personalNumber, key, digest };
  const made = await store.create(first, [], once);
  if (made.kind === 'key-reused') return made;
  if (made.kind === 'taken') throw new Error('a mark was taken for an application');
  if (made.kind === 'created') {
    tell(tools, [first]);
    return { kind: 'made', matter: first.matter };
  }
  const matter = await store.find(made.matterId);
  return matter === undefined ? { kind: 'unknown' } : { kind: 'repeated', matter };
}

/** A mark is for an entity of the organisation: one that has joined, or a service of it that is in the catalogue. */
async function subjectOf(tools: OnboardingTools, { organisationNumber, service }: MarkApplication) {
  if (!(await tools.federation.isMember(organisationNumber))) return undefined;
  const entityId = await (service === undefined
    ? ownEntity(tools, organisationNumber)
    : publishedEntity(tools, organisationNumber, service));
  if (entityId === undefined) return undefined;
  const answer = await tools.baseData.find(organisationNumber);
  return { entityId, actorType: actorTypeOf(answer.kind === 'found' ? answer.legalForm : undefined) };
}

async function ownEntity({ store }: OnboardingTools, organisationNumber: string) {
  const application = await store.applicationOf(organisationNumber);
  return application?.kind === 'organisation' ? application.data.entityId : undefined;
}

async function publishedEntity({ store }: OnboardingTools, organisationNumber: string, service: string) {
  const found = await store.find(service);
  if (found?.kind !== 'service' || found.organisationNumber !== organisationNumber) return undefined;
  return found.data.published && found.data.entityId;
}
