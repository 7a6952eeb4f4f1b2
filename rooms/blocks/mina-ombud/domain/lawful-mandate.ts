import { isPersonalNumber, lastDayAsMinor } from '@ena/kernel/personal-number.ts';
import type { Mandate } from './mandate.ts';
import { type NamedParty, partyKey } from './party.ts';
import type { Template, TemplateContent } from './template.ts';

/** A relation of the population register by which one person may act for another. */
export interface Relation {
  readonly id: string;
  readonly relation: TemplateContent['byLaw'][number];
  readonly representative: NamedParty;
  readonly represented: NamedParty;
  readonly from: string;
  readonly to?: string;
}

export type LawfulTerms = Omit<Mandate, 'id' | 'reference' | 'createdAt' | 'registeredAt' | 'revision'>;

/** Tells mandates by law apart. A new name is no new mandate; a new last day or a new version of the template is. */
export function lawfulKey(terms: Pick<LawfulTerms, KeyMember>): string {
  const { basis, validFrom, validTo = '', grantor, holders, relyingParty, template } = terms;
  const relation = basis.kind === 'law' ? basis.relationId : '';
  const parties = [grantor, ...holders].map(partyKey);
  return JSON.stringify([
    relation,
    validFrom,
    validTo,
    parties,
    relyingParty.id,
    template.id,
    template.version,
  ]);
}

type KeyMember = 'basis' | 'validFrom' | 'validTo' | 'grantor' | 'holders' | 'relyingParty' | 'template';

/**
 * The mandate that a relation gives by a template of its owner; `undefined` where the template does not take the
 * relation, or nothing is left of it on the day.
 */
export function lawfulMandate(
  relation: Relation,
  template: Template,
  owner: { readonly id: string; readonly name: string },
  day: string,
): LawfulTerms | undefined {
  const { content } = template;
  const takes = content.byLaw.includes(relation.relation) && content.grantorRoles.includes('private');
  if (!takes || !content.holderRoles.includes('person')) return undefined;
  const validTo = lastDay(relation);
  if (validTo !== undefined && (validTo < day || validTo < relation.from)) return undefined;
  return {
    template: { id: template.id, version: template.version },
    title: content.title,
    description: content.description,
    relyingParty: { id: owner.id, name: owner.name },
    grantor: relation.represented,
    grantorRole: 'private',
    holders: [relation.representative],
    permissions: content.permissions.map(({ obligatory: _, ...permission }) => permission),
    limits: [],
    validFrom: relation.from,
    ...(validTo !== undefined && { validTo }),
    mayDelegate: false,
    signatories: [],
    signatures: [],
    basis: { kind: 'law', relation: relation.relation, relationId: relation.id },
    creator: { kind: 'organisation', id: owner.id, name: owner.name },
  };
}

/** Custody ends when the child comes of age, whatever the register says or leaves out. */
function lastDay({ relation, represented, to }: Relation): string | undefined {
  const child = relation === 'custody' && isPersonalNumber(represented.id);
  const minority = child ? lastDayAsMinor(represented.id) : undefined;
  if (to === undefined || minority === undefined) return to ?? minority;
  return to < minority ? to : minority;
}
