import { type Clock, swedishDate } from '@ena/kernel/time.ts';
import { type Decision, type DecisionQuestion, decide } from '../domain/decision.ts';
import type { Mandate } from '../domain/mandate.ts';
import { isNatural, type Party } from '../domain/party.ts';
import type { MandateStore } from '../store/store.ts';
import { type DecidingProducers, decideElsewhere } from './decide-elsewhere.ts';
import type { Organisations } from './ports.ts';

export interface DecideTools {
  readonly store: Pick<MandateStore, 'search' | 'find'>;
  readonly organisations: Pick<Organisations, 'signingRules'>;
  /** Numbers of the organisations that a person (twelve digits) is a signatory of. */
  readonly signedBy: (personalNumber: string) => Promise<readonly string[]>;
  readonly clock: Clock;
  readonly producers: DecidingProducers;
}

export type DecideQuestion = Omit<DecisionQuestion, 'day'> & { readonly day?: string };

/** More mandates than this between two parties at one relying party are not looked through. */
const most = 500;

/** Whether one may act for another, now or on a day, and by which chain. */
export async function decideMandate(tools: DecideTools, asked: DecideQuestion): Promise<Decision> {
  const question: DecisionQuestion = { ...asked, day: asked.day ?? swedishDate(tools.clock.now()) };
  const { holders, ...signs } = await heldAs(tools, question.actor);
  if (tools.producers.isElsewhere(question.relyingParty)) {
    const byOffice = decide(question, { mandates: [], ancestors: new Map(), ...signs });
    return byOffice.kind === 'allowed' ? byOffice : decideElsewhere(tools, question, holders, byOffice);
  }
  const mandates = (await Promise.all(holders.map((holder) => held(tools, holder, question)))).flat();
  const ancestors = await ancestorsOf(tools, mandates);
  return decide(question, { mandates, ancestors, ...signs });
}

/** Whose mandates one uses: one's own, and those of every organisation that one signs alone for. */
export async function heldAs(tools: DecideTools, actor: Party) {
  const { signsAloneFor, signsJointlyFor } = await organisationsSigned(tools, actor);
  const holders: readonly Party[] = [
    actor,
    ...[...signsAloneFor].map((id): Party => ({ kind: 'organisation', id })),
  ];
  return { signsAloneFor, signsJointlyFor, holders };
}

/** Newest first, so that where several would do the newest is named. */
async function held(
  { store }: DecideTools,
  holder: Party,
  { relyingParty, grantor, grantorRole, day }: DecisionQuestion,
): Promise<readonly Mandate[]> {
  const roles = grantorRole !== undefined && { grantorRoles: [grantorRole] };
  const filter = { relyingParties: [relyingParty], holder, grantor, day, ...roles };
  const sort = [{ by: 'valid-from', descending: true, ignoreCase: false }] as const;
  const { items } = await store.search(filter, sort, { offset: 0, limit: most });
  return items.map(({ mandate }) => mandate);
}

async function ancestorsOf(
  { store }: DecideTools,
  mandates: readonly Mandate[],
): Promise<ReadonlyMap<string, Mandate>> {
  const found = new Map<string, Mandate>();
  let wanted = mandates.flatMap(({ parent }) => parent ?? []);
  while (wanted.length > 0) {
    const fetched = await Promise.all([...new Set(wanted)].map((id) => store.find(id)));
    for (const one of fetched) if (one !== undefined) found.set(one.mandate.id, one.mandate);
    wanted = fetched.flatMap((one) => one?.mandate.parent ?? []).filter((id) => !found.has(id));
  }
  return found;
}

async function organisationsSigned(tools: DecideTools, actor: Party) {
  const [signsAloneFor, signsJointlyFor] = [new Set<string>(), new Set<string>()];
  for (const orgnr of isNatural(actor) ? await tools.signedBy(actor.id) : []) {
    const answer = await tools.organisations.signingRules(orgnr);
    const rules = answer.kind === 'found' ? answer.rules.rules : [];
    const own = rules.filter(({ among }) => among.includes(actor.id));
    if (own.some(({ need }) => need === 1)) signsAloneFor.add(orgnr);
    else if (own.length > 0) signsJointlyFor.add(orgnr);
  }
  return { signsAloneFor, signsJointlyFor };
}
