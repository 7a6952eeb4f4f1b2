import { type Clock, swedishDate } from '@ena/kernel/time.ts';
import type { Decision, DecisionQuestion, Link } from '../domain/decision.ts';
import type { Party } from '../domain/party.ts';
import { newId } from './new-id.ts';

/** Relying parties whose mandates are at a producer elsewhere, as far as decisions ask it. */
export interface DecidingProducers {
  isElsewhere(relyingParty: string): boolean;
  /** Ids of the mandates by which the holder may do it today; `undefined` where the producer does not answer. */
  permitting(
    question: Pick<DecisionQuestion, 'relyingParty' | 'grantor' | 'grantorRole' | 'permission'>,
    holder: Party,
    requestId: string,
  ): Promise<readonly string[] | undefined>;
}

/**
 * By what the producer answers to the contract's question, today. The contract knows no limits, so what it permits it
 * permits about anything. `byOffice`: what is missing without a mandate.
 */
export async function decideElsewhere(
  { producers, clock }: { readonly producers: DecidingProducers; readonly clock: Clock },
  question: DecisionQuestion,
  holders: readonly Party[],
  byOffice: Decision,
): Promise<Decision> {
  if (question.day !== swedishDate(clock.now())) return { kind: 'denied', missing: 'other-day' };
  const asked = holders.map(async (holder) => ({
    holder,
    mandates: await producers.permitting(question, holder, newId()),
  }));
  const answers = await Promise.all(asked);
  for (const { holder, mandates: [id] = [] } of answers)
    if (id !== undefined)
      return { kind: 'allowed', chain: [{ kind: 'mandate', id }, ...through(holder, question)] };
  return answers.some(({ mandates }) => mandates === undefined)
    ? { kind: 'denied', missing: 'producer-away' }
    : byOffice;
}

function through(holder: Party, { actor }: DecisionQuestion): readonly Link[] {
  return holder.kind === 'organisation' && holder.id !== actor.id
    ? [{ kind: 'signs-alone', organisation: holder.id }]
    : [];
}
