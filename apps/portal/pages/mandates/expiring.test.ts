import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Mandate } from '@ena/client/mandates.ts';
import type { Visit } from '../../shell/visit.ts';
import { sv } from '../../texts/sv.ts';
import { expiringPart, runningOut } from './expiring.ts';

/** Half past midnight in Sweden, the first day of December. */
const now = Date.parse('2026-11-30T23:30:00Z');
const åsa = { kind: 'person', id: 'skyddad', name: 'Öberg', givenName: 'Åsa' } as const;
const örjan = { kind: 'person', id: 'skyddad', name: 'Ärlig', givenName: 'Örjan' } as const;

function mandate(title: string, validTo: string | undefined, more: Partial<Mandate> = {}): Mandate {
  const parties = { grantor: åsa, holders: [örjan] };
  return { id: title, title, standing: 'valid', ...parties, validTo, ...more } as unknown as Mandate;
}

test('what has thirty days left or fewer runs out, the nearest first', () => {
  const mandates = [
    mandate('om trettio dagar', '2026-12-31'),
    mandate('om en dag till', '2027-01-01'),
    mandate('tills vidare', undefined),
    mandate('i dag', '2026-12-01'),
    mandate('har upphört', '2026-12-02', { standing: 'past' }),
    mandate('börjar senare', '2026-12-20', { standing: 'coming' }),
  ];
  assert.deepEqual(
    runningOut(mandates, now).map(({ title }) => title),
    ['i dag', 'om trettio dagar'],
  );
});

test('each party is reminded of the other, and of the last day', () => {
  const visit = { t: sv, now, href: (path: string) => path } as unknown as Visit;
  const text = (given: readonly Mandate[], taken: readonly Mandate[]) => {
    const part = expiringPart(visit, { granted: given, received: taken });
    return part?.toString();
  };
  assert.equal(text([mandate('Bygglov', '2027-12-01')], []), undefined);
  const told = text([mandate('Bygglov', '2026-12-24')], [mandate('Skola', '2026-12-13')]) ?? '';
  assert.match(told, /Bygglov<\/a>, till Örjan Ärlig: sista dagen är 2026-12-24/);
  assert.match(told, /Skola<\/a>, från Åsa Öberg: sista dagen är 2026-12-13/);
  assert.ok(told.indexOf('Skola') < told.indexOf('Bygglov'));
});
