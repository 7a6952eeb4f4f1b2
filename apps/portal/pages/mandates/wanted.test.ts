import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Mandate, Proposal, Template } from '@ena/client/mandates.ts';
import { contentIn, contentPassedOn, firstContent, partiesOf } from './wanted.ts';

const newYear = Date.parse('2026-12-31T23:30:00Z');

function template(content: Partial<Template['content']>): Template {
  const permissions = [
    { code: 'lov.las', title: 'Läsa', obligatory: false },
    { code: 'lov.ansok', title: 'Ansöka', obligatory: true },
  ];
  return { content: { permissions, ...content } } as Template;
}

describe('where a new mandate begins', () => {
  it('grants what must be granted and nothing more, for a year from today in Sweden', () => {
    assert.deepEqual(firstContent(template({}), newYear), {
      permissions: ['lov.ansok'],
      limits: [],
      validFrom: '2027-01-01',
      validTo: '2028-01-01',
      mayDelegate: false,
    });
  });

  it('is no longer than the template allows, and ends on a day that the month has', () => {
    const leap = Date.parse('2028-01-31T12:00:00Z');
    assert.equal(firstContent(template({ longestMonths: 1 }), leap).validTo, '2028-02-29');
  });

  it('is all of what is passed on, but not the right to pass it on', () => {
    const limits = [{ kind: 'property', value: 'ÅSEN 1:2' }];
    const parent = {
      permissions: [{ code: 'a', title: 'Å' }],
      limits,
      validTo: '2027-05-01',
      mayDelegate: true,
    };
    assert.deepEqual(contentPassedOn(parent as unknown as Mandate, newYear), {
      permissions: ['a'],
      limits,
      validFrom: '2027-01-01',
      validTo: '2027-05-01',
      mayDelegate: false,
    });
  });
});

describe('what was filled in', () => {
  it('takes chosen permissions, one limit on each line, and no last day where none is given', () => {
    const form = {
      'permission-0': 'lov.las',
      'permission-x': 'lov.fel',
      'limit-property': 'ÅSEN 1:2\r\n\r\n  ÄNGEN 3:4 ',
      'limit-unit': 'Skolan',
      'valid-from': ' 2027-01-01 ',
      'valid-to': ' ',
      'may-delegate': 'yes',
    };
    assert.deepEqual(contentIn(form, ['property']), {
      permissions: ['lov.las'],
      limits: [
        { kind: 'property', value: 'ÅSEN 1:2' },
        { kind: 'property', value: 'ÄNGEN 3:4' },
      ],
      validFrom: '2027-01-01',
      mayDelegate: true,
    });
  });

  it('keeps those involved: a request names whom it asks, a draft does not', () => {
    const terms = {
      template: { id: 't', version: 1 },
      grantor: { kind: 'organisation', id: '5561929323', name: 'TB Bokföringsbyrå AB' },
      grantorRole: 'organisation',
      holders: [{ kind: 'person', id: '198301062397', name: 'Exempelsson', givenName: 'Örjan' }],
    };
    const asked = partiesOf({ state: 'requested', terms } as unknown as Proposal);
    assert.deepEqual(asked.grantor, { kind: 'organisation', id: '5561929323' });
    assert.deepEqual(asked.holders, [{ kind: 'person', id: '198301062397', name: 'Exempelsson' }]);
    assert.equal(partiesOf({ state: 'draft', terms } as unknown as Proposal).grantor, undefined);
  });
});
