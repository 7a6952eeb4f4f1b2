import type { Actor, HistoryEntry, Subject } from '../../domain/history.ts';
import type { Mandate } from '../../domain/mandate.ts';
import type { NamedParty } from '../../domain/party.ts';
import type { Proposal, Terms } from '../../domain/proposal.ts';
import type { Template } from '../../domain/template.ts';
import type { Change } from '../store.ts';

export const instant = 1_795_000_000_000;
export const today = '2026-11-22';
export const page = { offset: 0, limit: 20 };

export const agda = person('198101052382', 'Ängström', 'Agda');
export const wilma = person('198211242386', 'Testberg', 'Wilma');
export const company: NamedParty = { kind: 'organisation', id: '5561929323', name: 'TB Bokföringsbyrå AB' };
export const relyingParty = { id: '2120000829', name: 'Karlskrona kommun' };

export function person(id: string, name: string, givenName?: string): NamedParty {
  return { kind: 'person', id, name, ...(givenName === undefined ? {} : { givenName }) };
}

/** A UUID by its number, so that tests know the order. */
export function idOf(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

export function terms(change: Partial<Terms> = {}): Terms {
  return {
    template: { id: idOf(1), version: 1 },
    title: 'Sköta bygglov',
    description: 'Ombudet får söka bygglov och ta emot beslut för fastigheten Åsen 1:2.',
    relyingParty,
    grantor: agda,
    grantorRole: 'private',
    holders: [company],
    permissions: [
      { code: 'bygglov:söka', title: 'Söka bygglov' },
      { code: 'bygglov:läsa', title: 'Läsa ärenden' },
    ],
    limits: [],
    validFrom: '2026-01-01',
    mayDelegate: true,
    ...change,
  };
}

export function mandate(number: number, change: Partial<Mandate> = {}): Mandate {
  return {
    ...terms(),
    id: idOf(number),
    reference: `MOP${String(number).padStart(10, '0')}`,
    signatories: [{ kind: 'person', person: agda }],
    signatures: [{ person: agda, at: instant, artefactHash: 'a'.repeat(64) }],
    basis: { kind: 'signed', textHash: 'b'.repeat(64) },
    creator: agda,
    createdAt: instant,
    registeredAt: instant,
    revision: 1,
    ...change,
  };
}

export function ended(before: Mandate, at = instant + 1): Mandate {
  const ending = { by: 'grantor', person: agda, at, reason: 'behövs inte längre' } as const;
  return { ...before, ended: ending, revision: before.revision + 1 };
}

export function template(number: number, change: Partial<Template> = {}): Template {
  return {
    id: idOf(number),
    version: 1,
    owner: relyingParty.id,
    state: 'draft',
    content: {
      title: 'Bygglov',
      description: 'För den som bygger.',
      grantorRoles: ['private', 'organisation'],
      holderRoles: ['person', 'organisation'],
      permissions: [{ code: 'bygglov:söka', title: 'Söka bygglov', obligatory: true }],
      endRequired: false,
      mayDelegate: true,
      limits: ['property'],
      byLaw: [],
    },
    revision: 1,
    ...change,
  };
}

export function proposal(number: number, change: Partial<Proposal> = {}): Proposal {
  return {
    id: idOf(number),
    state: 'draft',
    terms: terms(),
    creator: wilma,
    createdAt: instant,
    lapsesAt: instant + 1000,
    signatories: [],
    needed: 1,
    signatures: [],
    revision: 1,
    ...change,
  };
}

const actor: Actor = { kind: 'person', person: agda };

/** The change that leads to a thing as it is: everything of it is set. */
export function change<Thing extends { readonly id: string; readonly revision: number }>(
  subject: Subject,
  after: Thing,
): Change<Thing> {
  const { revision: number, ...set } = after;
  const entry: HistoryEntry = {
    subject,
    id: after.id,
    number,
    at: instant,
    change: number === 1 ? 'made' : 'changed',
    actor,
    reason: 'på begäran',
    set,
  };
  return { after, entry };
}

export function saving(...mandates: readonly Mandate[]) {
  return { mandates: mandates.map((one) => change('mandate', one)) };
}

/** The row of a list as JSON holds it: what is `undefined` is not there. */
export function plain<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}
