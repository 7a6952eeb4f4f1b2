import { isCoordinationNumber } from '@ena/kernel/personal-number.ts';
import type { Decision, MissingLink, Party } from '#rooms/blocks/mina-ombud';
import type { Customer } from '../../domain/event.ts';
import type { ReachedProducer } from '../../domain/forwarding/reach.ts';
import type { Standing } from '../../domain/forwarding/standing.ts';
import type { ForwardingTools } from './tools.ts';

export type StandingTools = Pick<ForwardingTools, 'company' | 'mandates' | 'store'>;

/**
 * What a person may see of a customer's events: her own all, those of an organisation that she is a signatory of all,
 * and of anyone else what a mandate at the producer covers. Whether there are any plays no part, so that neither the
 * answer nor the time it takes tells.
 */
export function standingsOf(
  tools: StandingTools,
  user: string,
  producers: readonly ReachedProducer[],
): (customer: Customer) => Promise<Standing> {
  const known = new Map<string, Promise<Standing>>();
  const signedBy = once(() => tools.company.organisationsSignedBy(user));
  const codes = once(() => codesByProducer(tools));
  return (customer) => {
    const key = `${customer.kind}:${customer.id}`;
    const standing = known.get(key) ?? judge(customer);
    known.set(key, standing);
    return standing;
  };

  async function judge(customer: Customer): Promise<Standing> {
    if (customer.kind !== 'organisation' && customer.id === user) return { kind: 'whole' };
    const grantor = partyOf(customer);
    if (grantor === undefined) return { kind: 'none' };
    if (grantor.kind === 'organisation' && (await signedBy()).includes(grantor.id)) return { kind: 'whole' };
    return byMandate(tools, user, grantor, { producers, codes: await codes() });
  }
}

/** Of a producer, by permission code: the types that its holder may see. */
type Codes = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

async function codesByProducer({ store }: StandingTools): Promise<Codes> {
  const all = new Map<string, Map<string, readonly string[]>>();
  for (const { producer, code, types } of await store.allMappings()) {
    const codes = all.get(producer) ?? new Map<string, readonly string[]>();
    all.set(producer, codes.set(code, types));
  }
  return all;
}

async function byMandate(
  { mandates }: StandingTools,
  user: string,
  grantor: Party,
  { producers, codes }: { readonly producers: readonly ReachedProducer[]; readonly codes: Codes },
): Promise<Standing> {
  const actor = naturalParty(user);
  const typesAt = new Map<string, readonly string[]>();
  for (const { id, organisation: relyingParty } of producers) {
    const types = new Set<string>();
    for (const [permission, covered] of codes.get(id) ?? []) {
      const decision = await mandates.decide({ actor, permission, grantor, relyingParty });
      if (decision.kind === 'allowed') for (const type of covered) types.add(type);
      else if (isHopeless(decision)) break;
    }
    if (types.size > 0) typesAt.set(id, [...types]);
  }
  return typesAt.size === 0 ? { kind: 'none' } : { kind: 'by-mandate', typesAt };
}

/** No other permission of this relying party needs to be asked about: there is no mandate between the two, or no answer. */
const hopeless: readonly MissingLink[] = ['no-mandate', 'signs-jointly', 'producer-away'];

function isHopeless(decision: Decision): boolean {
  return decision.kind === 'denied' && hopeless.includes(decision.missing);
}

export function naturalParty(personalNumber: string): Party {
  return { kind: isCoordinationNumber(personalNumber) ? 'coordinated' : 'person', id: personalNumber };
}

/** As Mina ombud names the customer; nothing for a number that no party can have. */
function partyOf({ kind, id }: Customer): Party | undefined {
  if (kind !== 'organisation') return naturalParty(id);
  return id.startsWith('16') ? { kind: 'organisation', id: id.slice(2) } : undefined;
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
