import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { System } from '../state/systems.ts';
import { readStatement } from './read-statement.ts';

const system: System = {
  name: 'ekonomi',
  auth: 'loopback',
  keyHash: undefined,
  pin: undefined,
  defaultPurpose: undefined,
  defaultLegalBasis: undefined,
};
const stated = { 'ena-purpose': 'bygglov', 'ena-legal-basis': 'PBL-9' };
const slug = (headers: NodeJS.Dict<string | string[]>, of = system) => {
  const statement = readStatement(headers, of);
  return statement.ok ? 'ok' : statement.error.slug;
};

describe('why an exchange is made and whom it concerns', () => {
  it('is what the call says', () => {
    assert.deepEqual(
      readStatement({ ...stated, 'ena-subject': '191212121212', 'ena-mandate': 'a.b.c' }, system),
      {
        ok: true,
        value: { purpose: 'bygglov', legalBasis: 'PBL-9', subject: '191212121212', mandate: 'a.b.c' },
      },
    );
  });

  it('is what the system is registered with, where the call says nothing', () => {
    const registered = { ...system, defaultPurpose: 'tillsyn', defaultLegalBasis: 'LSS' };
    assert.deepEqual(readStatement({}, registered), {
      ok: true,
      value: { purpose: 'tillsyn', legalBasis: 'LSS', subject: undefined, mandate: undefined },
    });
    const own = readStatement(stated, registered);
    assert.equal(own.ok && own.value.purpose, 'bygglov', 'the call goes first');
  });

  it('must be stated', () => {
    assert.equal(slug({ 'ena-legal-basis': 'x' }), 'purpose-missing');
    assert.equal(slug({ 'ena-purpose': 'x' }), 'legal-basis-missing');
  });

  for (const [name, values] of Object.entries({
    'ena-purpose': ['', ' x', 'x ', 'ändamål', 'a'.repeat(201), 'a\tb'],
    'ena-legal-basis': ['', 'SFS 2017:900 5 §'],
    'ena-subject': [
      '',
      '1',
      '191212-1212',
      '19121212-1212',
      '1912121212123',
      'A91212121212',
      '191212121212 ',
      '191212121213',
      '2120000892',
    ],
    'ena-mandate': ['', 'a b', 'å', 'a'.repeat(8_001)],
    'content-type': ['text/plain; namn=å'],
  })) {
    for (const value of values)
      it(`${name} may not be ${JSON.stringify(value.slice(0, 20))}`, () =>
        assert.equal(slug({ ...stated, [name]: value }), 'header-invalid'));
  }

  for (const [name, values] of Object.entries({
    'ena-purpose': ['x', 'a b', 'a'.repeat(200)],
    'ena-subject': ['2120000829', '191212121212'],
    'ena-mandate': ['a'.repeat(8_000)],
  })) {
    for (const value of values)
      it(`${name} may be ${JSON.stringify(value.slice(0, 20))}`, () =>
        assert.equal(slug({ ...stated, [name]: value }), 'ok'));
  }

  it('a refusal does not repeat what was sent', () => {
    const refused = readStatement({ ...stated, 'ena-subject': '19121212-1212' }, system);
    assert.equal(JSON.stringify(refused).includes('1212'), false);
  });
});
