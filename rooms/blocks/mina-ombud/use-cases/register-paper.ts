import { swedishDate } from '@ena/kernel/time.ts';
import type { Mandate } from '../domain/mandate.ts';
import { type PaperFault, type PaperTerms, paperFaults, paperMandate } from '../domain/paper-mandate.ts';
import { isNatural, type NamedParty, partyKey } from '../domain/party.ts';
import { isBound } from '../domain/signing-rules.ts';
import type { Template } from '../domain/template.ts';
import { mandateRegistered } from '../granting-events.ts';
import { changeOf } from './change.ts';
import type { LifeTools } from './mandates/tools.ts';
import { idFor } from './new-id.ts';
import { nameParties } from './proposals/name-parties.ts';
import { referenceOf } from './proposals/register-mandate.ts';
import { usableTemplate } from './proposals/usable-template.ts';

/** A party of the document, with the name that stands there; the register's name goes before it. */
export type WrittenParty = Pick<NamedParty, 'kind' | 'id' | 'givenName'> & { readonly name?: string };

export interface PaperRequest extends Omit<PaperTerms, 'grantor' | 'holders' | 'signers' | 'validTo'> {
  readonly relyingParty: string;
  readonly template: string;
  readonly grantor: WrittenParty;
  readonly holders: readonly WrittenParty[];
  readonly signers: readonly WrittenParty[];
  readonly validTo?: string;
  /** Why it is registered on paper. */
  readonly reason: string;
}

export type PaperOutcome =
  | { readonly kind: 'registered' | 'repeated'; readonly mandate: Mandate }
  /** The relying party has no such template, or it is not published. */
  | { readonly kind: 'no-template' }
  | Refusal;

type Refusal =
  | { readonly kind: 'faulty'; readonly faults: readonly PaperFault[] }
  | { readonly kind: 'register-away' };

/**
 * Registers what a case handler has read in a document that someone who is not online has signed. The same document
 * with the same content is registered once, however often it is sent.
 */
export async function registerPaper(
  tools: LifeTools,
  handler: NamedParty,
  request: PaperRequest,
): Promise<PaperOutcome> {
  const found = await usableTemplate(tools, request.template);
  if (found.kind !== 'usable' || found.template.owner !== request.relyingParty)
    return { kind: 'no-template' };
  const named = await nameAll(tools, request);
  if (named.kind !== 'named') return named;
  const { terms, relyingParty } = named;
  const faults = paperFaults(terms, found.template, handler, swedishDate(tools.clock.now()));
  if (faults.length > 0) return { kind: 'faulty', faults };
  const refusal = await signedTooLittle(tools, terms);
  return refusal ?? save(tools, terms, found.template, relyingParty, handler, request.reason);
}

type Named = {
  readonly kind: 'named';
  readonly terms: PaperTerms;
  readonly relyingParty: Mandate['relyingParty'];
};

/** The parties under the registers' names, or as the document has them. */
async function nameAll(tools: LifeTools, request: PaperRequest): Promise<Named | Refusal> {
  const { grantor, holders, signers, validTo, ...rest } = request;
  const owner = request.relyingParty;
  const parties = await nameParties(tools, { asked: grantor, holders, owner });
  const others = await nameParties(tools, { asked: grantor, holders: signers, owner });
  if (parties.kind !== 'named' || others.kind !== 'named') return { kind: 'register-away' };
  const faults = [
    ...parties.faults,
    ...others.faults.filter(({ pointer }) => pointer !== '/grantor').map(ofSigner),
  ];
  const { granting, relyingParty } = parties;
  if (granting === undefined || faults.length > 0) return { kind: 'faulty', faults };
  const given = { ...rest, ...(validTo !== undefined && { validTo }) };
  const terms = { ...given, grantor: granting, holders: parties.holders, signers: others.holders };
  return { kind: 'named', terms, relyingParty };
}

function ofSigner({ pointer, detail }: PaperFault): PaperFault {
  return { kind: 'signer-missing', pointer: pointer.replace('/holders/', '/signers/'), detail };
}

/** Those who sign for an organisation bind it, where the register knows who does. */
async function signedTooLittle(
  { organisations }: LifeTools,
  { grantor, grantorRole, signers }: PaperTerms,
): Promise<Refusal | undefined> {
  if (grantorRole === 'private' || isNatural(grantor)) return undefined;
  const answer = await organisations.signingRules(grantor.id);
  if (answer.kind === 'away') return { kind: 'register-away' };
  const signed = signers.map(({ id }) => id);
  if (answer.kind !== 'found' || isBound(answer.rules.rules, signed)) return undefined;
  const detail =
    'Those who signed do not bind the organisation: the register names who signs, and how many together.';
  return { kind: 'faulty', faults: [{ kind: 'signer-missing', pointer: '/signers', detail }] };
}

async function save(
  { store, clock, events }: LifeTools,
  terms: PaperTerms,
  template: Template,
  relyingParty: Mandate['relyingParty'],
  handler: NamedParty,
  reason: string,
): Promise<PaperOutcome> {
  const id = idOf(terms, template, relyingParty.id);
  const known = await store.find(id);
  if (known !== undefined) return { kind: 'repeated', mandate: known.mandate };
  const at = clock.now();
  const reference = referenceOf(terms.grantorRole, await store.nextReference());
  const signedAt = Date.parse(`${terms.signedOn}T12:00:00Z`);
  const after = paperMandate(terms, template, relyingParty, handler, { id, reference, at, signedAt });
  const actor = { kind: 'person', person: handler, for: relyingParty.id } as const;
  const registered = changeOf('mandate', undefined, after, { actor, at, change: 'registered', reason });
  if ((await store.save({ mandates: [registered] })) === 'raced') {
    return { kind: 'repeated', mandate: (await store.find(id))?.mandate ?? after };
  }
  events.publish(mandateRegistered.name, { id, relyingParty: relyingParty.id });
  return { kind: 'registered', mandate: after };
}

/** One document with one content is one mandate. */
function idOf(terms: PaperTerms, { id, version }: Template, relyingParty: string): string {
  const { grantor, grantorRole, holders, codes, limits, validFrom, validTo, mayDelegate, documentHash } =
    terms;
  const parties = [grantor, ...holders].map(partyKey);
  const limited = limits.map(({ kind, value }) => [kind, value]);
  const content = [grantorRole, codes, limited, validFrom, validTo ?? '', mayDelegate];
  return idFor('paper', relyingParty, documentHash, id, String(version), JSON.stringify([parties, content]));
}
