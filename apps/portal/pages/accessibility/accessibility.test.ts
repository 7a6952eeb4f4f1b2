import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hrefIn, type Visit } from '../../shell/visit.ts';
import { texts } from '../../texts/texts.ts';
import { renderStatement } from './page.ts';
import { accessibilityRegister, type Register, situations } from './register.ts';

const visit: Visit = {
  language: 'sv',
  t: texts.sv,
  path: '/tillganglighet',
  template: '/tillganglighet',
  params: {},
  query: {},
  session: undefined,
  now: 0,
  requestId: '',
  isPrefetch: false,
  answersForm: false,
  cli: 'ena',
  href: hrefIn('sv'),
};

const day = /^\d{4}-\d\d-\d\d$/;

describe('the register of known defects', () => {
  it('has for each defect a situation of use, a requirement, a reason and dates', () => {
    for (const defect of accessibilityRegister.defects) {
      assert.ok(defect.situations.length > 0);
      assert.ok(
        defect.situations.every((one) => situations.includes(one)),
        defect.situations.join(),
      );
      assert.match(defect.criterion, /^EN 301 549 9/);
      assert.match(defect.since, day);
      assert.match(defect.planned ?? defect.since, day);
      for (const text of [defect.what, defect.reason]) assert.ok(text.sv !== '' && text.en !== '');
    }
  });

  it('claims full compliance only where nothing is known to be wrong', () => {
    const { compliance, defects } = accessibilityRegister;
    assert.equal(compliance === 'full', defects.length === 0);
  });
});

describe('the statement', () => {
  it('has the eleven parts that the act asks for', () => {
    const text = renderStatement(visit, accessibilityRegister).toString();
    const { actor, service, assessedOn, updatedOn, report, defects } = accessibilityRegister;
    const parts = [
      actor.sv,
      service.sv,
      'delvis förenlig',
      defects[0]?.what.sv ?? '',
      assessedOn,
      updatedOn,
      'Självskattning',
      report.url,
      'https://www.digg.se/tdosanmalan',
      'Oskäligt betungande anpassning',
      'Innehåll som inte omfattas av lagen',
    ];
    for (const part of parts) assert.ok(part !== '' && text.includes(part), part);
  });

  it('lists each defect under every situation that it hinders, and says so where there is none', () => {
    const [defect] = accessibilityRegister.defects;
    const one: Register = {
      ...accessibilityRegister,
      defects:
        defect === undefined ? [] : [{ ...defect, situations: ['flicker', 'no-voice'], planned: null }],
      outside: [{ sv: 'Äldre kartor', en: 'Older maps' }],
    };
    const text = renderStatement(visit, one).toString();
    assert.equal(text.split(defect?.criterion ?? '?').length, 3);
    assert.ok(text.includes('känslighet för flimmer') && text.includes('utan röstförmåga'));
    assert.ok(text.includes('Inte bestämt') && text.includes('Äldre kartor'));
    const none = renderStatement(visit, { ...one, defects: [], compliance: 'full' }).toString();
    assert.ok(none.includes('Inga kända brister.') && none.includes('helt förenlig'));
  });
});
