import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hour, minute } from '@ena/kernel/time.ts';
import { fixedClock } from '@ena/testkit/clock.ts';
import type { ConnectorContext } from '../connector-context.ts';
import type { WitnessPusher } from '../evidence/witness-pusher.ts';
import type { OwnEntity } from '../identity/own-entity.ts';
import { diagnose } from './diagnose.ts';

const clock = fixedClock();
const now = clock.now();

interface State {
  readonly hubAnsweredAt?: number;
  readonly hubProblem?: string;
  readonly expiresAt?: readonly number[];
  readonly own?: string;
  readonly witness?: string;
  readonly blockedUntil?: number;
  readonly blockedBy?: string;
  readonly index?: string;
  readonly lostKeys?: number;
  readonly mandates?: string;
}

function reasons(state: State): readonly string[] {
  const context = {
    clock,
    trust: {
      hubAnsweredAt: state.hubAnsweredAt ?? now,
      hubProblem: state.hubProblem,
      all: () => (state.expiresAt ?? [now + 96 * hour]).map((expiresAt) => ({ expiresAt })),
    },
    mandates: { isUsed: () => state.mandates !== undefined, problem: state.mandates },
    replay: { blockedUntil: state.blockedUntil ?? 0 },
    evidence: {
      blockedBy: () => state.blockedBy,
      index: { problem: state.index },
      lostKeys: state.lostKeys ?? 0,
    },
  } as unknown as ConnectorContext;
  return diagnose(context, { problem: state.own } as OwnEntity, { problem: state.witness } as WitnessPusher);
}

describe('the health of a connector', () => {
  it('has no reasons where nothing is amiss, also before any partner is known', () => {
    assert.deepEqual(reasons({}), []);
    assert.deepEqual(reasons({ expiresAt: [] }), []);
  });

  const cases: Record<string, readonly [State, RegExp]> = {
    'a hub that does not answer': [
      { hubProblem: 'ECONNREFUSED' },
      /^The hub last answered at 2026-11-22T11:00:00\.000Z; statements already fetched are used until they expire\.$/,
    ],
    'mandates in use, and no list of those that ended': [
      { mandates: 'the hub does not answer' },
      /^Which mandates have ended is not known: the hub does not answer; calls with one are soon refused\.$/,
    ],
    'a hub that never answered': [
      { hubProblem: 'ECONNREFUSED', hubAnsweredAt: 0 },
      /has not answered since this connector started/,
    ],
    'a hub that was not heard of for three minutes': [
      { hubAnsweredAt: now - 3 * minute - 1 },
      /^The hub last answered/,
    ],
    'a statement in its last day': [
      { expiresAt: [now + 96 * hour, now + 23 * hour] },
      /^Statements are ageing: the first expires at 2026-11-23T10:00:00\.000Z\.$/,
    ],
    'an own statement that is not published': [
      { own: 'the hub does not know this organisation' },
      /own entity configuration is not published: the hub does not know/,
    ],
    'a witness that is away': [
      { witness: 'the witness cannot be reached' },
      /lack their time stamp: the witness cannot be reached/,
    ],
    'a machine that went down': [
      { blockedUntil: now + 60_000 },
      /went down unexpectedly; messages are taken again at 2026-11-22T11:01:00/,
    ],
    'a full disk': [
      { blockedBy: 'disk-full' },
      /evidence log refuses entries \(disk-full\); exchanges are refused until there is room/,
    ],
    'keys of records that are damaged': [
      { lostKeys: 2 },
      /^2 of the keys of records cannot be read; .* the log is unharmed\.$/,
    ],
    'an index that cannot be written': [
      { index: 'database or disk is full' },
      /on record, but not yet found by id/,
    ],
  };
  for (const [what, [state, sentence]] of Object.entries(cases)) {
    it(`names ${what}, and nothing else`, () => {
      const found = reasons(state);
      assert.equal(found.length, 1, found.join('\n'));
      assert.match(found[0] ?? '', sentence);
    });
  }
});
