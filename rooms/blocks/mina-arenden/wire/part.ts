import { type Static, Type } from 'typebox';
import type { CaseKind, CustomerKind, Subject } from '../domain/event.ts';

/** Text without control characters, of which no database can hold the first. */
export const withoutControls = '^[^\\u0000-\\u001f\\u007f]*$';

export const Kund = Type.Object({
  identifierare: Type.String({ pattern: '^[0-9]{12}$' }),
  typ: Type.String({ enum: ['Personnummer', 'Organisationsnummer', 'Samordningsnummer'] }),
  tillagg: Type.Optional(Type.String({ minLength: 1, maxLength: 20, pattern: withoutControls })),
});

export const Arende = Type.Object({
  identifierare: Type.String({ minLength: 1, maxLength: 100, pattern: withoutControls }),
  typ: Type.String({
    enum: ['Konsumentreferens', 'Producentarendereferens', 'Diarienummer', 'Kvittensnummer'],
  }),
});

/** Whom or what is asked about: a customer, a case, or both at once; never neither. */
export const Part = Type.Object(
  { kund: Type.Optional(Kund), arende: Type.Optional(Arende) },
  { minProperties: 1 },
);

export type Part = Static<typeof Part>;

const customerKinds: Readonly<Record<string, CustomerKind>> = {
  Personnummer: 'person',
  Organisationsnummer: 'organisation',
  Samordningsnummer: 'coordination',
};

const caseKinds: Readonly<Record<string, CaseKind>> = {
  Konsumentreferens: 'consumer-reference',
  Producentarendereferens: 'producer-reference',
  Diarienummer: 'journal-number',
  Kvittensnummer: 'receipt-number',
};

/** Nothing where it has neither customer nor case, which a part of unknown members alone has not. */
export function toSubject({ kund, arende }: Part): Subject | undefined {
  const customer = kund && {
    id: kund.identifierare,
    kind: customerKinds[kund.typ] ?? 'person',
    ...(kund.tillagg !== undefined && { suffix: kund.tillagg }),
  };
  const reference = arende && {
    id: arende.identifierare,
    kind: caseKinds[arende.typ] ?? 'producer-reference',
  };
  if (customer !== undefined) return { customer, ...(reference && { case: reference }) };
  return reference && { case: reference };
}

export function renderPart({ customer, case: reference }: Subject): Part {
  return {
    ...(customer && {
      kund: {
        identifierare: customer.id,
        typ: nameOf(customerKinds, customer.kind),
        ...(customer.suffix !== undefined && { tillagg: customer.suffix }),
      },
    }),
    ...(reference && { arende: { identifierare: reference.id, typ: nameOf(caseKinds, reference.kind) } }),
  };
}

function nameOf<Kind extends string>(names: Readonly<Record<string, Kind>>, kind: Kind): string {
  return Object.keys(names).find((name) => names[name] === kind) ?? '';
}
