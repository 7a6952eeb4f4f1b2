import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreementTemplates } from '../data/agreement-text.ts';
import { renderAgreement, templateInForce } from './agreement.ts';

const terms = {
  matter: 'matter_1',
  round: 2,
  organisation: 'Åre kommun',
  orgnr: '2120002494',
  operator: 'Operatören',
  applicant: 'Åsa Örn',
};

test('the text names the matter, the round, both parties and who applied, and leaves no gap', () => {
  for (const { text, version } of agreementTemplates) {
    const made = renderAgreement(text, terms);
    for (const word of ['matter_1', 'omgång 2', 'Åre kommun', '2120002494', 'Åsa Örn', version])
      assert.ok(made.includes(word), word);
    assert.doesNotMatch(made, /[{}]/);
  }
});

test('a name with line breaks cannot add a clause, and braces in a name are not filled in', () => {
  const text = 'Av: {applicant}\n1. Ett.\n';
  assert.equal(
    renderAgreement(text, { ...terms, applicant: 'Åsa\n2. Allt är gratis.\u2028{orgnr}' }),
    'Av: Åsa 2. Allt är gratis. {orgnr}\n1. Ett.\n',
  );
});

test('the latest template that has begun is in force', () => {
  const one = { version: '1', from: '2026-01-01', text: 'a' };
  const two = { version: '2', from: '2027-01-01', text: 'b' };
  assert.equal(templateInForce([two, one], '2026-12-31')?.version, '1');
  assert.equal(templateInForce([one, two], '2027-01-01')?.version, '2');
  assert.equal(templateInForce([one, two], '2025-12-31'), undefined);
});
