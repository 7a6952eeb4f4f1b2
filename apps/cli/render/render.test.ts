import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Verdict } from '@ena/client/verify/verdict.ts';
import { table } from './table.ts';
import { verdictText } from './verdict.ts';

const text = (word: string) => ({ sv: `${word} på svenska`, en: `${word} in English` });

describe('a table', () => {
  it('is as wide as its widest cells and has no blanks at the ends of lines', () => {
    assert.equal(
      table(
        ['a', 'sista'],
        [
          ['åäö', 'x'],
          ['b', ''],
        ],
      ),
      'a    sista\nåäö  x\nb',
    );
  });
});

describe('a verdict', () => {
  it('holds, or holds with a reservation where a check asks the reader to compare', () => {
    const check = (ok: true | 'warning') =>
      ({ id: 'anchor', title: text('anchor'), ok, detail: text('compare') }) as const;
    const verdict = (ok: true | 'warning'): Verdict => ({
      ok: true,
      summary: undefined,
      checks: [check(ok)],
      firstProblem: undefined,
    });
    assert.match(verdictText(verdict(true)), /✓ Beviset håller \/ The evidence holds$/);
    assert.match(
      verdictText(verdict('warning')),
      /! Beviset håller, med förbehåll: .*reservation: see above$/,
    );
  });

  it('shows each check with its mark, what is wrong, and what was not checked', () => {
    const inclusion = {
      id: 'inclusion',
      title: text('inclusion'),
      ok: false,
      detail: text('changed'),
    } as const;
    const verdict: Verdict = {
      ok: false,
      summary: undefined,
      checks: [
        { id: 'file-form', title: text('form'), ok: true, detail: text('fine') },
        { id: 'anchor', title: text('anchor'), ok: 'warning', detail: text('compare') },
        inclusion,
        { id: 'witness', title: text('witness'), ok: false, skipped: true, detail: text('skipped') },
      ],
      firstProblem: inclusion,
    };
    assert.deepEqual(verdictText(verdict).split('\n'), [
      '  ✓ form på svenska / form in English',
      '  ! anchor på svenska / anchor in English',
      '      compare på svenska',
      '      compare in English',
      '  ✗ inclusion på svenska / inclusion in English',
      '      changed på svenska',
      '      changed in English',
      '  – witness på svenska / witness in English',
      '',
      '✗ Beviset underkänns / The evidence is refused',
      '  changed på svenska',
      '  changed in English',
    ]);
  });
});
