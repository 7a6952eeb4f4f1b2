import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { mandateText } from './mandate-text.ts';
import type { NamedParty } from './party.ts';
import type { Terms } from './proposal.ts';

const id = '0b9a6f5e-3f57-4a3c-8c55-7f6f5f0f2b11';
const åsa: NamedParty = { kind: 'person', id: '199912302396', name: 'Provström', givenName: 'Åsa' };
const byrå: NamedParty = { kind: 'organisation', id: '5561929323', name: 'TB Bokföringsbyrå AB' };

const terms: Terms = {
  template: { id: '5a0f7a9e-6b1c-4f83-9d0e-3a52f1f0c7aa', version: 1 },
  title: 'Sköta bygglov',
  description: 'Ansöka om lov och ta emot beslut i byggärenden.',
  relyingParty: { id: '2120000829', name: 'Karlskrona kommun' },
  grantor: åsa,
  grantorRole: 'private',
  holders: [byrå],
  permissions: [
    { code: 'lov-läsa', title: 'Läsa ärendet' },
    { code: 'lov-ansöka', title: 'Ansöka om lov', description: 'Även för ändringar.' },
  ],
  limits: [{ kind: 'property', value: 'KARLSKRONA ÅSEN 1:2' }],
  validFrom: '2026-11-22',
  validTo: '2027-11-22',
  mayDelegate: false,
};

test('the text says everything that is granted, in plain Swedish', () => {
  assert.equal(
    mandateText(id, terms),
    `FULLMAKT
Sköta bygglov
Ansöka om lov och ta emot beslut i byggärenden.
Nummer: 0b9a6f5e-3f57-4a3c-8c55-7f6f5f0f2b11

FULLMAKTSGIVARE
Åsa Provström, personnummer 19991230-2396, som privatperson

FULLMAKTSHAVARE
1. TB Bokföringsbyrå AB, organisationsnummer 556192-9323

GÄLLER HOS
Karlskrona kommun, organisationsnummer 212000-0829

FULLMAKTSHAVAREN FÅR
1. Läsa ärendet [lov-läsa]
2. Ansöka om lov: Även för ändringar. [lov-ansöka]

BEGRÄNSNING
Fullmakten gäller bara:
– fastighet KARLSKRONA ÅSEN 1:2

TID
Från och med 2026-11-22 till och med 2027-11-22. Den gäller tidigast när den är registrerad.

VIDAREDELNING
Den som har fullmakten får inte ge den vidare till någon annan.

ÅTERKALLELSE
Fullmaktsgivaren kan när som helst återkalla fullmakten i Mina ombud.

MALL
Nummer: 5a0f7a9e-6b1c-4f83-9d0e-3a52f1f0c7aa, version 1
`,
  );
});

test('limits of several kinds must all be met, and the text says so', () => {
  const limits = [
    { kind: 'property', value: 'KARLSKRONA ÅSEN 1:2' },
    { kind: 'case', value: 'BYGG 2026-000123' },
    { kind: 'property', value: 'KARLSKRONA ÖN 1:1' },
  ] as const;
  const expected = `BEGRÄNSNING
Fullmakten gäller bara där alla dessa villkor är uppfyllda:
1. Det gäller en av dessa fastigheter:
– fastighet KARLSKRONA ÅSEN 1:2
– fastighet KARLSKRONA ÖN 1:1
2. Det gäller ett av dessa ärenden:
– ärende BYGG 2026-000123

TID
`;
  assert.equal(mandateText(id, { ...terms, limits }).includes(expected), true);
});

test('until further notice, without limits, to several, and passed on: each is said', () => {
  const { validTo: _, ...open } = terms;
  const text = mandateText(id, {
    ...open,
    limits: [],
    holders: [byrå, { kind: 'coordinated', id: '198101652389', name: 'Ñandú' }],
    mayDelegate: true,
    parent: '7b0d7c0e-3c9a-4a3e-9d5f-6a1f0a6c8e21',
    delegator: byrå,
  });
  assert.match(text, /^Från och med 2026-11-22 tills vidare\./m);
  assert.match(text, /^VAR OCH EN AV FULLMAKTSHAVARNA FÅR$/m);
  assert.match(text, /^2\. Ñandú, samordningsnummer 19810165-2389$/m);
  assert.match(text, /^Inget visst ärende, ingen viss fastighet och ingen viss enhet är angiven\.$/m);
  assert.match(text, /^Den som har fullmakten får ge den vidare/m);
  assert.match(text, /^Bygger på fullmakten med nummer: 7b0d7c0e-3c9a-4a3e-9d5f-6a1f0a6c8e21$/m);
  assert.doesNotMatch(text, /generalfullmakt/i);
});

test('no value begins a line of its own, and none hides', () => {
  const nasty = fc.string({ unit: 'binary', maxLength: 40 });
  fc.assert(
    fc.property(nasty, nasty, nasty, (name, title, value) => {
      const changed: Terms = {
        ...terms,
        grantor: { ...åsa, name },
        permissions: [{ code: 'a', title }],
        limits: [{ kind: 'case', value }],
      };
      const text = mandateText(id, changed);
      const lines = mandateText(id, {
        ...changed,
        grantor: åsa,
        permissions: [{ code: 'a', title: 't' }],
      }).split('\n');
      assert.equal(text.split('\n').length, lines.length);
      assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
});

test('the same terms give the same bytes, and other terms another text', () => {
  const others: readonly Partial<Terms>[] = [
    { validTo: '2027-11-23' },
    { validFrom: '2026-11-23' },
    { mayDelegate: true },
    { limits: [] },
    { grantorRole: 'organisation' },
    { holders: [åsa] },
    { permissions: terms.permissions.slice(1) },
    { template: { ...terms.template, version: 2 } },
    { relyingParty: { ...terms.relyingParty, id: '2120002411' } },
  ];
  const texts = [terms, ...others.map((other) => ({ ...terms, ...other }))].map((one) =>
    mandateText(id, one),
  );
  assert.equal(new Set(texts).size, texts.length);
  assert.equal(mandateText(id, structuredClone(terms)), texts[0]);
});
