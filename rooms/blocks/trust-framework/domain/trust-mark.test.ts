import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import {
  endsTokens,
  type MarkAction,
  mayIssueAfter,
  type Standing,
  signsAnew,
  standingOf,
  type TrustMark,
  takeStep,
} from './trust-mark.ts';

const fresh: TrustMark = {
  id: 'mark_1',
  subject: 'https://a.example',
  type: 'federation-member-low',
  ordinal: 1,
  actorType: 'K',
  state: 'active',
  issuedAt: 0,
  expiresAt: 100,
  revision: 1,
};

it('allows of every standing what the table says, and nothing else', () => {
  const stands: Record<Standing, TrustMark> = {
    active: fresh,
    suspended: { ...fresh, state: 'suspended' },
    expired: { ...fresh, expiresAt: 10 },
    revoked: { ...fresh, state: 'revoked' },
  };
  const actions: MarkAction[] = ['renew', 'suspend', 'resume', 'revoke'];
  const allowed = Object.entries(stands).map(([standing, mark]) => {
    assert.equal(standingOf(mark, 50), standing);
    return [standing, actions.filter((action) => takeStep(mark, action, 50, 200).kind === 'allowed')];
  });
  assert.deepEqual(allowed, [
    ['active', ['renew', 'suspend', 'revoke']],
    ['suspended', ['resume', 'revoke']],
    ['expired', []],
    ['revoked', []],
  ]);
});

type Act = { readonly action: MarkAction | 'issue'; readonly pause: number; readonly life: number };

const act: fc.Arbitrary<Act> = fc.record({
  action: fc.constantFrom(
    'issue' as const,
    'renew' as const,
    'suspend' as const,
    'resume' as const,
    'revoke' as const,
  ),
  pause: fc.nat({ max: 20 }),
  life: fc.integer({ min: 1, max: 30 }),
});

interface Token {
  readonly mark: string;
  readonly expiresAt: number;
  ended: boolean;
}

it('keeps its promises over any course of steps and time', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      let now = 0;
      let latest: TrustMark | undefined;
      const tokens: Token[] = [];
      const seenDead = new Set<Token>();
      for (const one of acts) {
        now += one.pause;
        const before = latest;
        latest = apply(one, latest, now, tokens);
        promises(latest, before, now);
        tellsTheTruth(tokens, latest, now, seenDead);
      }
    }),
  );
});

/** What the use-cases do, without evidence and storage. */
function apply(one: Act, latest: TrustMark | undefined, now: number, tokens: Token[]): TrustMark | undefined {
  const expiresAt = now + one.life;
  if (one.action === 'issue') {
    if (!mayIssueAfter(latest, now)) return latest;
    const ordinal = (latest?.ordinal ?? 0) + 1;
    const mark = { ...fresh, id: `mark_${ordinal}`, ordinal, issuedAt: now, expiresAt };
    tokens.push({ mark: mark.id, expiresAt, ended: false });
    return mark;
  }
  const ruling = latest && takeStep(latest, one.action, now, expiresAt);
  if (ruling?.kind !== 'allowed') return latest;
  if (latest && endsTokens(latest, ruling.mark)) {
    for (const token of tokens) if (token.mark === ruling.mark.id) token.ended = true;
  }
  if (signsAnew(one.action)) tokens.push({ mark: ruling.mark.id, expiresAt, ended: false });
  return ruling.mark;
}

function promises(mark: TrustMark | undefined, before: TrustMark | undefined, now: number): void {
  if (mark === undefined || before === undefined || mark === before) return;
  if (mark.id !== before.id) {
    assert.ok(['expired', 'revoked'].includes(standingOf(before, now)), 'one mark in force at a time');
    assert.equal(mark.ordinal, before.ordinal + 1);
    return;
  }
  assert.notEqual(before.state, 'revoked', 'nothing comes back from revocation');
  assert.notEqual(standingOf(before, now), 'expired', 'nothing comes back from expiry');
  assert.equal(mark.revision, before.revision + 1, 'each step has a revision of its own');
}

function tellsTheTruth(
  tokens: readonly Token[],
  mark: TrustMark | undefined,
  now: number,
  seenDead: Set<Token>,
): void {
  for (const token of tokens) {
    const live = !token.ended && now < token.expiresAt;
    assert.ok(!(live && seenDead.has(token)), 'a token that was answered as dead stays dead');
    if (!live) seenDead.add(token);
    else assert.equal(token.mark, mark?.id, 'only the latest mark has live tokens');
    if (live) assert.notEqual(mark?.state, 'suspended', 'a suspended mark has no live token');
  }
  if (mark !== undefined && standingOf(mark, now) === 'active') {
    const some = tokens.some((token) => token.mark === mark.id && !token.ended && token.expiresAt > now);
    assert.ok(some, 'a mark in force can be shown');
  }
}
