import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InvalidArgumentError } from 'commander';
import { consumer, count, instant, list, operation, organisationNumber, port } from './arguments.ts';

const refuses = (read: () => unknown, why: RegExp) =>
  assert.throws(read, (error) => error instanceof InvalidArgumentError && why.test(error.message));

describe('arguments', () => {
  it('take organisation numbers in every written form and refuse a wrong check digit', () => {
    for (const text of ['2120000829', '212000-0829', '162120000829']) {
      assert.equal(organisationNumber(text), '2120000829');
    }
    for (const text of ['2120000828', '212000082', 'Karlskrona', ''])
      refuses(() => organisationNumber(text), /kontrollsiffra/);
  });

  it('take a consumer as an organisation or as one of its systems', () => {
    assert.equal(consumer('212000-0829'), '2120000829');
    assert.equal(consumer('2120000829/verksamhet'), '2120000829/verksamhet');
    refuses(() => consumer('1/verksamhet'), /no organisation number/);
  });

  it('collect operations, whatever the case of the method', () => {
    const one = operation('get /dokument/{id}');
    assert.deepEqual(operation('POST /organisationer', one), [
      { method: 'GET', path: '/dokument/{id}' },
      { method: 'POST', path: '/organisationer' },
    ]);
    for (const text of ['/dokument', 'GET dokument', 'GET', 'GET /a b'])
      refuses(() => operation(text), /citattecken/);
  });

  it('collect lists, and read ports, counts and times', () => {
    assert.deepEqual(list('b', ['a']), ['a', 'b']);
    assert.equal(port('8400'), 8400);
    for (const text of ['0', '65001', '84x0', '']) refuses(() => port(text), /no port/);
    assert.equal(count('20'), 20);
    for (const text of ['0', '-1', 'många']) refuses(() => count(text), /no count/);
    assert.equal(instant('2027-01-01'), '2027-01-01T00:00:00.000Z');
    assert.equal(instant('2027-01-01T08:00:00+01:00'), '2027-01-01T07:00:00.000Z');
    for (const text of ['i morgon', '1', '2027-13-01']) refuses(() => instant(text), /no time/);
  });
});
