import { swedishDate } from '@ena/kernel/time.ts';
import { delegationFaults } from '../../domain/delegation.ts';
import type { Mandate } from '../../domain/mandate.ts';
import { isNatural, type NamedParty, type Party, partyKey, sameParty } from '../../domain/party.ts';
import type { Terms } from '../../domain/proposal.ts';
import type { AskedTerms } from '../../domain/terms-check.ts';
import { termsFaults } from '../../domain/terms-check.ts';
import type { TermsFault } from '../../domain/terms-fault.ts';
import { type ActingPerson, partyOf } from '../actor.ts';
import { nameParties } from './name-parties.ts';
import type { GrantingTools } from './tools.ts';
import { type TemplateRefusal, type UsableTemplate, usableTemplate } from './usable-template.ts';
import type { Wanted } from './wanted.ts';

export type DrawOutcome =
  | { readonly kind: 'drawn'; readonly terms: Terms }
  /** Everything that is wrong with the words, at once. */
  | { readonly kind: 'faults'; readonly faults: readonly TermsFault[] }
  /** There is no such mandate that the one who is to pass it on holds. */
  | { readonly kind: 'parent-unknown' }
  | { readonly kind: 'register-away' }
  /** The person has had too many others named within the hour. */
  | { readonly kind: 'names-spent' }
  | TemplateRefusal;

/** Draws the terms of a mandate from the template, the registers and what was asked for. */
export async function drawTerms(
  tools: GrantingTools,
  acting: ActingPerson,
  as: 'grantor' | 'holder',
  wanted: Wanted,
): Promise<DrawOutcome> {
  const found = await usableTemplate(tools, wanted.template);
  if (found.kind !== 'usable') return found;
  const asked = as === 'grantor' ? partyOf(acting) : wanted.grantor;
  const parent = await parentOf(tools, wanted, asked);
  if (parent === 'unknown') return { kind: 'parent-unknown' };
  const mayName = await tools.namings.take(acting.person.id, personsNamed(acting, asked, wanted));
  if (!mayName) return { kind: 'names-spent' };
  const named = await nameParties(tools, { asked, holders: wanted.holders, owner: found.template.owner });
  if (named.kind === 'register-away') return named;
  const faults = [...namingFaults(acting, as, wanted), ...named.faults];
  const { granting, holders, relyingParty } = named;
  if (granting === undefined) return { kind: 'faults', faults };
  const drawing = { template: found.template, wanted, parent, granting, holders, relyingParty };
  const all = [...faults, ...contentFaults(drawing, swedishDate(tools.clock.now()))];
  return all.length > 0 ? { kind: 'faults', faults: all } : { kind: 'drawn', terms: termsOf(drawing) };
}

/** How many others a register is asked to name. */
function personsNamed({ person }: ActingPerson, asked: Party | undefined, { holders }: Wanted): number {
  const parties = [...holders, ...(asked === undefined ? [] : [asked])];
  const others = parties.filter((party) => isNatural(party) && !sameParty(party, person));
  return new Set(others.map(partyKey)).size;
}

interface Drawing {
  readonly template: UsableTemplate;
  readonly wanted: Wanted;
  readonly parent: Mandate | undefined;
  /** The grantor, or the holder who passes the parent on. */
  readonly granting: NamedParty;
  readonly holders: readonly NamedParty[];
  readonly relyingParty: { readonly id: string; readonly name: string };
}

/** Only whoever holds it can be the one to pass it on; to others there is none. */
async function parentOf(
  { store }: GrantingTools,
  { parent }: Wanted,
  granting: Party | undefined,
): Promise<Mandate | undefined | 'unknown'> {
  if (parent === undefined) return undefined;
  const found = await store.find(parent);
  if (found === undefined || granting === undefined) return 'unknown';
  return found.mandate.holders.some((holder) => sameParty(holder, granting)) ? found.mandate : 'unknown';
}

/** Who asks is a party of what she asks for. */
function namingFaults(acting: ActingPerson, as: 'grantor' | 'holder', wanted: Wanted): readonly TermsFault[] {
  const party = partyOf(acting);
  if (as === 'grantor') {
    if (wanted.grantor === undefined || sameParty(wanted.grantor, party)) return [];
    return [
      { kind: 'grantor-invalid', pointer: '/grantor', detail: 'Leave it out: you grant for yourself.' },
    ];
  }
  if (wanted.holders.some((holder) => sameParty(holder, party))) return [];
  const detail = 'Name the one you act for among the holders: nobody asks for others.';
  return [{ kind: 'holder-invalid', pointer: '/holders', detail }];
}

function contentFaults(drawing: Drawing, today: string): readonly TermsFault[] {
  const { template, wanted, parent } = drawing;
  const asked = askedOf(drawing);
  const faults = termsFaults(asked, template.content, today);
  if (parent === undefined) return faults;
  const other = parent.template.id !== wanted.template;
  const detail = 'A mandate is passed on with the template that it was made of.';
  return [
    ...faults,
    ...delegationFaults(asked, parent, today),
    ...(other ? [{ kind: 'beyond-parent' as const, pointer: '/template', detail }] : []),
  ];
}

function askedOf({ wanted, parent, granting, holders }: Drawing): AskedTerms {
  const { limits, validFrom, validTo, mayDelegate, permissions, grantorRole } = wanted;
  return {
    grantor: parent?.grantor ?? granting,
    ...(parent !== undefined && { delegator: granting }),
    grantorRole,
    holders,
    limits,
    validFrom,
    ...(validTo !== undefined && { validTo }),
    mayDelegate,
    codes: permissions,
  };
}

function termsOf(drawing: Drawing): Terms {
  const { template, wanted, relyingParty } = drawing;
  const { codes, ...asked } = askedOf(drawing);
  const { title, description, permissions } = template.content;
  const granted = codes.flatMap((code) => permissions.filter((one) => one.code === code));
  return {
    template: { id: template.id, version: template.version },
    ...(wanted.parent !== undefined && { parent: wanted.parent }),
    title,
    description,
    relyingParty,
    ...asked,
    permissions: granted.map(({ obligatory: _, ...permission }) => permission),
  };
}
