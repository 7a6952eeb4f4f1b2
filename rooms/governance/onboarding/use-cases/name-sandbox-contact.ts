import { prefixedId } from '@ena/kernel/id.ts';
import { advance, opened } from '../domain/advance.ts';
import type { Actor } from '../domain/matter.ts';
import type { Person } from '../domain/person.ts';
import type { OnboardingTools } from './tools.ts';

export interface SandboxContact {
  readonly organisationNumber: string;
  readonly person: Person;
  readonly email: string;
}

const sandbox: Actor = { kind: 'system', name: 'sandlådan' };

/** Makes a test person the administrative contact of an organisation that the sandbox itself has registered, once. */
export async function nameSandboxContact(
  { store, clock }: Pick<OnboardingTools, 'store' | 'clock'>,
  { organisationNumber, person, email }: SandboxContact,
): Promise<void> {
  const at = clock.now();
  const data = { role: 'administrative', name: person.name, email, holder: person } as const;
  const first = opened(
    'contact',
    { id: prefixedId('matter', at), organisationNumber, data },
    { actor: sandbox, role: 'system', step: 'invite', at },
  );
  const reason = 'Fiktiv kontakt, som sandlådan har från början.';
  const step = { step: 'accept-invitation', roles: ['invited'], actor: sandbox, reason, at } as const;
  const taken = advance(first.matter, step);
  if (taken.kind !== 'moved') throw new Error(`a sandbox contact could not be named: ${taken.kind}`);
  const once = { who: 'sandbox', key: `contact ${organisationNumber}`, digest: '' };
  await store.create(first, [taken.moved], once);
}
