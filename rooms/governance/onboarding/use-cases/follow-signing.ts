import { prefixedId } from '@ena/kernel/id.ts';
import { advance, opened } from '../domain/advance.ts';
import type { Actor, MatterOf, Moved } from '../domain/matter.ts';
import { type Ask, attempt } from './attempt.ts';
import type { OnboardingTools } from './tools.ts';

type Application = MatterOf<'organisation'>;

export interface Followed {
  readonly steps: readonly Moved<'organisation'>[];
  readonly born: readonly Moved[];
}

/** What follows a signature by itself: the signing is complete when the rule is met; the sandbox then decides too. */
export async function followSigning(tools: OnboardingTools, matter: Application): Promise<Followed> {
  const complete = await attempt(tools, matter, {
    ...bySystem('firmateckningsregeln'),
    step: 'complete-signing',
    reason: 'Firmateckningen är uppfylld.',
  });
  if (complete.kind !== 'moved') return { steps: [], born: [] };
  const steps = [complete.moved];
  if (!tools.sandbox) return { steps, born: [] };
  const accepted = await attempt(tools, complete.moved.matter, {
    ...bySystem('sandlådans automatiska beslut'),
    step: 'accept',
    reason: 'Sandlåda: beslutet är automatiskt. Ingen handläggare har prövat ansökan.',
  });
  if (accepted.kind !== 'moved') return { steps, born: [] };
  const { matter: member, entry } = accepted.moved;
  return { steps: [...steps, accepted.moved], born: await firstContact(tools, member, entry.at) };
}

function bySystem(name: string): Pick<Ask<'organisation'>, 'roles' | 'actor'> {
  return { roles: ['system'], actor: { kind: 'system', name } };
}

/**
 * Who filed the application is the first administrative contact: the agreement that was signed says so. Nothing for
 * one who is an administrative contact already, from an earlier application.
 */
export async function firstContact(
  { store }: Pick<OnboardingTools, 'store'>,
  { organisationNumber, data }: Application,
  at: number,
): Promise<readonly Moved[]> {
  const { applicant, email } = data;
  const held = await store.contactRoles(organisationNumber, applicant.personalNumber);
  if (held.includes('administrative')) return [];
  const actor: Actor = { kind: 'system', name: 'avtalets första kontakt' };
  const first = opened(
    'contact',
    {
      id: prefixedId('matter', at),
      organisationNumber,
      data: { role: 'administrative', name: applicant.name, email, holder: applicant },
    },
    { actor, role: 'system', step: 'propose', at },
  );
  const reason = 'Avtalet utser den som lämnade ansökan till administrativ kontakt.';
  const named = advance(first.matter, { step: 'name-in-agreement', roles: ['system'], actor, reason, at });
  if (named.kind !== 'moved') throw new Error('the first contact could not be named');
  return [first, named.moved];
}
