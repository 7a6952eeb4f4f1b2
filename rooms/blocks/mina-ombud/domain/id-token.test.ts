import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type IdTokenIssuer, type IdTokenProblem, issuersFor, readUser } from './id-token.ts';

const issuer: IdTokenIssuer = {
  issuer: 'https://logga-in.example',
  audiences: ['mina-ombud', 'e-tjänst'],
  keys: { kind: 'set', jwks: { keys: [] } },
  clients: ['karlskrona-bygglov'],
  allowMissingExp: false,
  test: false,
};
const personalNumber = 'https://claims.oidc.se/1.0/personalNumber';
const coordinationNumber = 'https://claims.oidc.se/1.0/coordinationNumber';
const claims = { sub: 'u1', exp: 2_000_000_000, [personalNumber]: '198101052382' };
const read = (more: object, by: Partial<IdTokenIssuer> = {}) =>
  readUser({ ...claims, ...more }, { ...issuer, ...by }, '2026-11-22');

test('a person is read with her number and her name', () => {
  assert.deepEqual(read({ given_name: 'Åsa', family_name: 'Öberg' }), {
    ok: true,
    value: {
      subject: 'u1',
      issuer: 'https://logga-in.example',
      party: { kind: 'person', id: '198101052382' },
      name: 'Åsa Öberg',
    },
  });
});

test('a case handler without a number is a user who is no party', () => {
  const user = read({ [personalNumber]: undefined, preferred_username: 'handläggare.ö' });
  assert.deepEqual(user.ok && [user.value.party, user.value.username], [undefined, 'handläggare.ö']);
});

test('a coordination number is one of its own kind', () => {
  const user = read({ [personalNumber]: undefined, [coordinationNumber]: '198101652389' });
  assert.deepEqual(user.ok && user.value.party, { kind: 'coordinated', id: '198101652389' });
});

test('one audience of several is enough if azp says who asked', () => {
  assert.ok(read({ aud: 'e-tjänst' }).ok);
  assert.ok(read({ aud: ['mina-ombud', 'annan'], azp: 'annan' }).ok);
});

test('a token without exp is accepted where the registration says so', () => {
  assert.ok(read({ exp: undefined }, { allowMissingExp: true }).ok);
});

for (const [name, more, error] of [
  ['without exp', { exp: undefined }, 'exp-missing'],
  ['for another', { aud: 'annan' }, 'wrong-audience'],
  ['for none', { aud: [] }, 'wrong-audience'],
  ['with an audience that is a number', { aud: [1] }, 'bad-claim'],
  ['for several without azp', { aud: ['mina-ombud', 'annan'] }, 'azp-missing'],
  ['without sub', { sub: undefined }, 'sub-missing'],
  ['with an empty sub', { sub: '' }, 'sub-missing'],
  ['with a number that is none', { [personalNumber]: '198101052383' }, 'number-invalid'],
  ['with ten digits', { [personalNumber]: '8101052382' }, 'number-invalid'],
  ['with a number as a number', { [personalNumber]: 198101052382 }, 'bad-claim'],
  ['with both numbers', { [coordinationNumber]: '198101652389' }, 'bad-claim'],
  ['with a user name that is a list', { preferred_username: ['å'] }, 'bad-claim'],
] as const satisfies readonly (readonly [string, object, IdTokenProblem])[]) {
  test(`a token ${name} is refused: ${error}`, () => {
    assert.deepEqual(read(more), { ok: false, error });
  });
}

test('an issuer is looked for by name and client; a token without iss may be of any of the client’s', () => {
  const { clients: _, ...forAll } = issuer;
  const issuers = [issuer, { ...forAll, issuer: 'https://annan.example' }];
  const names = (iss: string | undefined, client: string) =>
    issuersFor(iss === undefined ? {} : { iss }, client, issuers).map((one) => one.issuer);
  assert.deepEqual(names('https://logga-in.example', 'karlskrona-bygglov'), ['https://logga-in.example']);
  assert.deepEqual(names('https://logga-in.example', 'okänd'), []);
  assert.deepEqual(names(undefined, 'karlskrona-bygglov').length, 2);
  assert.deepEqual(names(undefined, 'okänd'), ['https://annan.example']);
});
