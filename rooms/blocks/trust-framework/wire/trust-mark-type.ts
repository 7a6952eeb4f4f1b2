import { pageLinksSchema, pageMetaSchema } from '@ena/kernel/http/paging.ts';
import { type Static, Type } from 'typebox';
import { requirementsOf, type TrustMarkType, typeIdentifier } from '../domain/trust-mark-type.ts';
import { actorTypes, controlFor, controls, type TrustRequirement } from '../domain/trust-requirement.ts';

export const controlCode = Type.String({
  enum: [...controls],
  description:
    'S självdeklaration (self-declaration), I intern revision (internal audit), E extern revision (external audit), C certifiering (certification by an accredited body); each covers those before it',
});
export const actorTypeCode = Type.String({
  enum: [...actorTypes],
  description:
    'M statlig myndighet (state authority), R region, K kommun (municipality), P privat aktör (private actor)',
});
const level = Type.String({ enum: ['low', 'substantial', 'high'] });

/** One row of `GET /trust-framework/v1/trust-requirements`. */
export const trustRequirement = Type.Object({
  code: Type.String(),
  group: Type.String(),
  text: Type.String({ description: 'In Swedish; empty where the source has no text' }),
  levels: Type.Array(level),
  kinds: Type.Array(Type.String({ enum: ['O', 'T', 'F'] }), {
    description: 'O organisatoriskt (organisational), T tekniskt (technical), F fysiskt (physical)',
  }),
  controls: Type.Object(
    { M: controlCode, R: controlCode, K: controlCode, P: controlCode },
    { description: 'The weakest control that is enough, by type of actor' },
  ),
});

/** One row of `GET /trust-framework/v1/trust-mark-types`. */
export const trustMarkType = Type.Object({
  type: Type.String({ description: 'Name in this API' }),
  identifier: Type.String({ format: 'uri', description: 'trust_mark_type in the signed mark' }),
  family: Type.String(),
  level,
  title: Type.Object({ sv: Type.String(), en: Type.String() }),
  issuer: Type.String({ format: 'uri' }),
  owner: Type.String({ format: 'uri' }),
  validityDays: Type.Integer(),
  requirements: Type.Array(trustRequirement),
});

const page = { _meta: pageMetaSchema, _links: pageLinksSchema };
export const trustRequirementPage = Type.Object({ items: Type.Array(trustRequirement), ...page });
export const trustMarkTypePage = Type.Object({ items: Type.Array(trustMarkType), ...page });

export function renderRequirement(requirement: TrustRequirement): Static<typeof trustRequirement> {
  const { code, group, text, levels, kinds } = requirement;
  const of = (actor: (typeof actorTypes)[number]) => controlFor(requirement, actor);
  const byActor = { M: of('M'), R: of('R'), K: of('K'), P: of('P') };
  return { code, group, text, levels: [...levels], kinds: [...kinds], controls: byActor };
}

/** Who stands behind the types: the anchor's id, and those of issuer and owner. */
export interface MarkParties {
  readonly anchor: string;
  readonly issuer: string;
  readonly owner: string;
}

export function renderTrustMarkType(
  type: TrustMarkType,
  { anchor, issuer, owner }: MarkParties,
): Static<typeof trustMarkType> {
  const { slug, family, title, validityDays } = type;
  return {
    type: slug,
    identifier: typeIdentifier(anchor, type),
    family,
    level: type.level,
    title,
    issuer,
    owner,
    validityDays,
    requirements: requirementsOf(type).map(renderRequirement),
  };
}
