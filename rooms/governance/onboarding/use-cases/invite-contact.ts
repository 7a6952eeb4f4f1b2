import { sha256Hex } from '@ena/kernel/crypto/digest.ts';
import { hashSecret, newSecret } from '@ena/kernel/crypto/secret.ts';
import { prefixedId } from '@ena/kernel/id.ts';
import { day } from '@ena/kernel/time.ts';
import { opened } from '../domain/advance.ts';
import type { Actor, Matter } from '../domain/matter.ts';
import type { ContactRole, Person } from '../domain/person.ts';
import { tell } from './commit.ts';
import type { Capacity } from './meet.ts';
import type { OnboardingTools } from './tools.ts';

export interface Invitation {
  readonly organisationNumber: string;
  readonly role: ContactRole;
  readonly name: string;
  readonly email: string;
  /** Only this person may then accept. */
  readonly wanted?: string;
}

export type InviteOutcome =
  /** The code is told this once; the inviter hands it to the one invited. */
  | { readonly kind: 'made'; readonly matter: Matter; readonly code: string }
  | { readonly kind: 'repeated'; readonly matter: Matter }
  /** The organisation is no member, or the person acts for it in no part. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not-administrative' }
  | { readonly kind: 'key-reused' };

/** An administrative contact invites another contact; a case handler may invite the first one of an organisation. */
export async function inviteContact(
  tools: OnboardingTools,
  person: Person,
  capacity: Capacity,
  wanted: Invitation,
  key: string | undefined,
): Promise<InviteOutcome> {
  const { store, clock, config } = tools;
  if (capacity === 'self') {
    const held = await store.contactRoles(wanted.organisationNumber, person.personalNumber);
    if (held.length === 0) return { kind: 'unknown' };
    if (!held.includes('administrative')) return { kind: 'not-administrative' };
  }
  const at = clock.now();
  const code = newSecret();
  const invitation = { hash: hashSecret(code), expiresAt: at + config.invitationDays * day };
  const { organisationNumber, ...about } = wanted;
  const actor: Actor = { kind: capacity === 'self' ? 'person' : 'case-handler', ...person };
  const first = opened(
    'contact',
    { id: prefixedId('matter', at), organisationNumber, data: { ...about, invitation } },
    { actor, role: capacity === 'self' ? 'administrative' : 'case-handler', step: 'invite', at },
  );
  const digest = sha256Hex(JSON.stringify(wanted));
  const made = await store.create(
    first,
    [],
    key === undefined ? undefined : { who: person.personalNumber, key, digest },
  );
  if (made.kind === 'key-reused') return made;
  if (made.kind === 'taken') throw new Error('an invitation was taken for an application');
  if (made.kind === 'created') {
    tell(tools, [first]);
    return { kind: 'made', matter: first.matter, code };
  }
  const matter = await store.find(made.matterId);
  if (matter === undefined) throw new Error('a key leads to a matter that is not there');
  return { kind: 'repeated', matter };
}
