import { sha256Hex } from '@ena/kernel/crypto/digest.ts';
import { prefixedId } from '@ena/kernel/id.ts';
import { isOrganisationNumber } from '@ena/kernel/organisation-number.ts';
import { opened } from '../domain/advance.ts';
import type { Matter, OrganisationData } from '../domain/matter.ts';
import type { Person } from '../domain/person.ts';
import { tell } from './commit.ts';
import { checked } from './follow-application.ts';
import type { OnboardingTools } from './tools.ts';

export interface Application {
  readonly organisationNumber: string;
  readonly email: string;
  readonly entityId: string | undefined;
}

export type ApplyOutcome =
  | { readonly kind: 'made'; readonly matter: Matter }
  | { readonly kind: 'repeated'; readonly matter: Matter }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'taken' }
  | { readonly kind: 'key-reused' };

/** Files an application; the checks run at once and their step is saved with it. */
export async function apply(
  tools: OnboardingTools,
  person: Person,
  wanted: Application,
  key: string | undefined,
): Promise<ApplyOutcome> {
  const { organisationNumber } = wanted;
  if (!isOrganisationNumber(organisationNumber)) return { kind: 'malformed' };
  const at = tools.clock.now();
  const first = opened(
    'organisation',
    { id: prefixedId('matter', at), organisationNumber, data: firstData(tools, person, wanted) },
    { actor: { kind: 'person', ...person }, role: 'applicant', step: 'apply', at },
  );
  const [filed, ...steps] = await checked(tools, first);
  const once = key && { who: person.personalNumber, key, digest: sha256Hex(JSON.stringify(wanted)) };
  const made = await tools.store.create(filed, steps, once || undefined);
  if (made.kind === 'repeated') return repeated(tools, made.matterId);
  if (made.kind !== 'created') return made;
  tell(tools, [filed, ...steps]);
  return { kind: 'made', matter: (steps.at(-1) ?? filed).matter };
}

async function repeated({ store }: OnboardingTools, id: string): Promise<ApplyOutcome> {
  const matter = await store.find(id);
  if (matter === undefined) throw new Error('a key leads to a matter that is not there');
  return { kind: 'repeated', matter };
}

function firstData(
  { sandbox }: OnboardingTools,
  applicant: Person,
  { organisationNumber, email, entityId }: Application,
): OrganisationData {
  const name = entityId ?? (sandbox ? `https://${organisationNumber}.sandbox.localhost` : undefined);
  return {
    organisationName: organisationNumber,
    legalForm: undefined,
    applicant,
    email,
    checks: [],
    round: 0,
    signatures: [],
    ...(name !== undefined && { entityId: name }),
  };
}
