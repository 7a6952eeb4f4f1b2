import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signingFault } from './signing-authority.ts';

const [first, second] = ['198002012386', '198003022384'];
const signatories = [
  { personalNumber: first, name: 'Åsa', role: 'ordförande' },
  { personalNumber: second, name: 'Örjan', role: 'direktör' },
] as const;
const rules = [{ need: 2, among: [first, second] }];

test('two jointly, or one alone, of those who are named is an authority', () => {
  assert.equal(signingFault({ signatories, rules }), undefined);
  assert.equal(signingFault({ signatories, rules: [{ need: 1, among: [second] }] }), undefined);
});

test('a rule that nobody can meet, or that names a stranger, is refused at its place and without the number', () => {
  const three = signingFault({ signatories, rules: [...rules, { need: 3, among: [first, second] }] });
  assert.equal(three?.pointer, '/rules/1/among');
  const stranger = signingFault({ signatories, rules: [{ need: 1, among: ['198608152388'] }] });
  assert.equal(stranger?.detail.includes('198608152388'), false);
  assert.match(stranger?.detail ?? '', /not among/);
});

test('nobody is counted twice', () => {
  assert.match(
    signingFault({ signatories, rules: [{ need: 2, among: [first, first] }] })?.detail ?? '',
    /twice/,
  );
  assert.equal(
    signingFault({ signatories: [...signatories, signatories[0]], rules })?.pointer,
    '/signatories',
  );
});
