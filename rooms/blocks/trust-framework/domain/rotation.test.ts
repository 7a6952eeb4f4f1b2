import assert from 'node:assert/strict';
import { it } from 'node:test';
import { hour } from '@ena/kernel/time.ts';
import fc from 'fast-check';
import { type AnchorKeyLife, nextStep } from './rotation.ts';

const waits = { announceHours: 48, retireHours: 96 };

function life(kid: string, times: Partial<AnchorKeyLife> = {}): AnchorKeyLife {
  return {
    kid,
    announcedAt: 0,
    promotedAt: undefined,
    retiredAt: undefined,
    withdrawnAt: undefined,
    ...times,
  };
}

it('announces when only the active key is published', () => {
  assert.deepEqual(nextStep([life('a', { promotedAt: 0 })], waits, 0, false), { kind: 'announce' });
});

it('holds an announced key back until everyone can have seen it', () => {
  const keys = [life('a', { promotedAt: 0 }), life('b', { announcedAt: 10 })];
  const until = 10 + 48 * hour;
  assert.deepEqual(nextStep(keys, waits, until - 1, false), { kind: 'wait', for: 'promote', until });
  assert.deepEqual(nextStep(keys, waits, until, false), { kind: 'promote', kid: 'b' });
  assert.deepEqual(nextStep(keys, waits, 11, true), { kind: 'promote', kid: 'b' });
});

it('keeps a retired key published until nothing it signed is valid any more', () => {
  const keys = [life('a', { promotedAt: 0, retiredAt: 5 }), life('b', { promotedAt: 5 })];
  const until = 5 + 96 * hour;
  assert.deepEqual(nextStep(keys, waits, until - 1, false), { kind: 'wait', for: 'withdraw', until });
  assert.deepEqual(nextStep(keys, waits, until, false), { kind: 'withdraw', kids: ['a'] });
});

it('never lets a key sign that was published too short, nor withdraws one too early, at any pace', () => {
  const pace = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 40 });
  fc.assert(
    fc.property(pace, (hours) => {
      let now = 0;
      let made = 1;
      let keys: AnchorKeyLife[] = [life('k0', { promotedAt: 0 })];
      for (const pause of hours) {
        now += pause * hour;
        const step = nextStep(keys, waits, now, false);
        if (step.kind === 'announce') keys.push(life(`k${made++}`, { announcedAt: now }));
        if (step.kind === 'promote') {
          const next = keys.find((key) => key.kid === step.kid);
          assert.ok(next && now - next.announcedAt >= 48 * hour);
          keys = keys.map((key) => {
            if (key.kid === step.kid) return { ...key, promotedAt: now };
            return key.promotedAt !== undefined && key.retiredAt === undefined
              ? { ...key, retiredAt: now }
              : key;
          });
        }
        if (step.kind === 'withdraw') {
          const gone = keys.filter((key) => step.kids.includes(key.kid));
          assert.ok(gone.every((key) => key.retiredAt !== undefined && now - key.retiredAt >= 96 * hour));
          keys = keys.map((key) => (step.kids.includes(key.kid) ? { ...key, withdrawnAt: now } : key));
        }
        const signing = keys.filter((key) => key.promotedAt !== undefined && key.retiredAt === undefined);
        assert.equal(signing.length, 1, 'exactly one key signs');
      }
    }),
  );
});
