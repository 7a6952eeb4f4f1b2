import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Entity } from '../domain/entity.ts';
import { revoked } from '../domain/registration.ts';
import type { TrustMark } from '../domain/trust-mark.ts';
import type { Evidence } from '../domain/trust-mark-evidence.ts';
import type { MemberStore } from './member-store.ts';
import type { TrustStore } from './store.ts';
import type { MarkChange, MarkToken, TrustMarkStore } from './trust-mark-store.ts';

const subject = 'https://a.example';
const at = Date.parse('2026-11-22T11:00:00Z');
const seconds = at / 1000;

function evidence(change: Partial<Evidence> = {}): Evidence {
  return {
    id: 'evidence_1',
    subject,
    requirement: 'A.1',
    control: 'E',
    reviewer: 'Gävleborgs revision åäö',
    reviewedOn: '2026-11-20',
    reference: 'dnr 2026-1',
    documentDigest: undefined,
    validUntil: at + 1000,
    recordedAt: at,
    ...change,
  };
}

function mark(change: Partial<TrustMark> = {}): TrustMark {
  return {
    id: 'mark_1',
    subject,
    type: 'federation-member-low',
    ordinal: 1,
    actorType: 'K',
    state: 'active',
    issuedAt: at,
    expiresAt: at + 100_000,
    revision: 1,
    ...change,
  };
}

function token(digest: string, issuedAt = seconds, expiresAt = seconds + 100): MarkToken {
  return { digest, jwt: `jwt.${digest}`, issuedAt, expiresAt };
}

function change(given: Partial<MarkChange> = {}): MarkChange {
  return {
    mark: mark(),
    previous: undefined,
    step: { step: 'issued', at, by: 'operator', reason: undefined },
    token: token('t1'),
    endsTokens: false,
    ...given,
  };
}

const suspension: MarkChange = change({
  mark: mark({ state: 'suspended', revision: 2 }),
  previous: 1,
  step: { step: 'suspended', at: at + 5, by: 'operator', reason: 'intrång på försök' },
  token: undefined,
  endsTokens: true,
});

const entity: Entity = {
  organisationNumber: '2120000829',
  entityId: subject,
  organisationName: 'Älvkarleby kommun',
  federationKeys: [],
  state: 'active',
  hosted: undefined,
  notBefore: 0,
  revision: 1,
};

/** The contract of `trust-mark-store.ts`, run on every engine. `fresh` answers empty stores of one schema. */
export function trustMarkStoreSuite(
  fresh: () => Promise<{
    readonly marks: TrustMarkStore;
    readonly entities: TrustStore;
    readonly members: MemberStore;
  }>,
): void {
  describe('trust mark store', () => {
    it('keeps evidence, and the same review only once, until it is withdrawn', async () => {
      const { marks } = await fresh();
      const whole = evidence({ documentDigest: 'ab'.repeat(32) });
      assert.deepEqual(await marks.addEvidence(whole), { kind: 'added', evidence: whole });
      const again = await marks.addEvidence(evidence({ id: 'evidence_2' }));
      assert.deepEqual(again, { kind: 'known', evidence: whole });
      const stronger = evidence({ id: 'evidence_3', control: 'C' });
      assert.equal((await marks.addEvidence(stronger)).kind, 'added');
      assert.deepEqual(await marks.evidenceOf(subject), [whole, stronger]);
      assert.deepEqual(await marks.withdrawEvidence('evidence_1', at), whole);
      assert.equal(await marks.withdrawEvidence('evidence_1', at), undefined);
      assert.deepEqual(await marks.evidenceOf(subject), [stronger]);
      assert.equal((await marks.addEvidence(evidence({ id: 'evidence_4' }))).kind, 'added');
      assert.deepEqual(await marks.evidenceOf('https://b.example'), []);
    });

    it('gives back a mark, its steps and its token', async () => {
      const { marks } = await fresh();
      assert.equal(await marks.saveMark(change()), 'saved');
      assert.deepEqual(await marks.findMark('mark_1'), mark());
      assert.deepEqual(await marks.latestMark(subject, 'federation-member-low'), mark());
      assert.equal(await marks.latestMark(subject, 'identity-high'), undefined);
      const kept = { ...token('t1'), subject, type: 'federation-member-low', ended: false };
      assert.deepEqual(await marks.token('t1'), kept);
      assert.deepEqual(await marks.newestToken(subject, 'federation-member-low'), kept);
      assert.deepEqual(await marks.liveTokens(subject, seconds), [kept]);
      assert.deepEqual(await marks.liveTokens(subject, seconds + 100), []);
      assert.equal(await marks.token('t2'), undefined);
      assert.deepEqual(await marks.steps('mark_1'), [
        { step: 'issued', at, by: 'operator', reason: undefined },
      ]);
    });

    it('lets one of many issuers win, and one of many steps from the same revision', async () => {
      const { marks } = await fresh();
      const issuers = Array.from({ length: 5 }, (_, i) =>
        marks.saveMark(change({ mark: mark({ id: `mark_${i}` }), token: token(`t${i}`) })),
      );
      assert.equal((await Promise.all(issuers)).filter((outcome) => outcome === 'saved').length, 1);
      const { marks: all, total } = await marks.listMarks({}, 0, 10);
      assert.equal(total, 1);
      const [winner] = all;
      assert.ok(winner);
      const stepped = { ...winner, revision: 2 };
      const steppers = Array.from({ length: 5 }, () =>
        marks.saveMark({ ...suspension, mark: { ...stepped, state: 'suspended' } }),
      );
      assert.equal((await Promise.all(steppers)).filter((outcome) => outcome === 'saved').length, 1);
      assert.equal((await marks.steps(winner.id)).length, 2, 'who lost left no step behind');
    });

    it('ends every token of the mark with the step, for good', async () => {
      const { marks } = await fresh();
      await marks.saveMark(change());
      await marks.saveMark(suspension);
      assert.equal((await marks.token('t1'))?.ended, true);
      assert.deepEqual(await marks.liveTokens(subject, seconds), []);
      assert.deepEqual(await marks.markedSubjects({}, seconds), []);
      const resumed = change({
        mark: mark({ revision: 3 }),
        previous: 2,
        step: { step: 'resumed', at: at + 9000, by: 'operator', reason: undefined },
        token: token('t2', seconds + 9),
      });
      assert.equal(await marks.saveMark(resumed), 'saved');
      assert.equal((await marks.token('t1'))?.ended, true);
      assert.equal((await marks.newestToken(subject, 'federation-member-low'))?.digest, 't2');
      const first = await marks.newestToken(subject, 'federation-member-low', seconds);
      assert.deepEqual([first?.digest, first?.ended], ['t1', true]);
      assert.deepEqual(
        (await marks.steps('mark_1')).map(({ step, reason }) => [step, reason]),
        [
          ['issued', undefined],
          ['suspended', 'intrång på försök'],
          ['resumed', undefined],
        ],
      );
    });

    it('lists who is marked, by type and by subject, and marks newest first', async () => {
      const { marks } = await fresh();
      const other = 'https://b.example';
      await marks.saveMark(change());
      const second = mark({ id: 'mark_2', subject: other, type: 'identity-high', issuedAt: at + 10 });
      await marks.saveMark(change({ mark: second, token: token('t2') }));
      assert.deepEqual(await marks.markedSubjects({}, seconds), [subject, other]);
      assert.deepEqual(await marks.markedSubjects({ type: 'identity-high' }, seconds), [other]);
      assert.deepEqual(await marks.markedSubjects({ type: 'identity-high', subject }, seconds), []);
      assert.deepEqual(await marks.markedSubjects({}, seconds + 100), []);
      const page = await marks.listMarks({}, 0, 1);
      assert.deepEqual([page.marks[0]?.id, page.total], ['mark_2', 2]);
      assert.equal((await marks.listMarks({ subject }, 0, 10)).total, 1);
      assert.equal((await marks.listMarks({ beneath: 'https://a.' }, 0, 10)).total, 1);
      assert.equal((await marks.listMarks({ beneath: 'https://' }, 0, 10)).total, 2);
      assert.equal((await marks.listMarks({ beneath: 'https://_.' }, 0, 10)).total, 0);
    });

    it('raises the revision of every outside member for a subject that the hub does not serve', async () => {
      const { marks, members } = await fresh();
      const member = (entityId: string, kind: 'hosted' | 'outside') => ({
        entityId,
        kind,
        organisationNumber: undefined,
        name: 'Örebro',
        federationKeys: [],
        metadata: {},
        entityTypes: [],
        intermediate: kind === 'outside',
        constraints: undefined,
        registrationPolicy: [],
        location: undefined,
        state: 'active' as const,
        revision: 1,
      });
      const [region, hosted] = [
        member('https://region.example', 'outside'),
        member('https://h.example', 'hosted'),
      ];
      await members.save(region, undefined);
      await members.save(hosted, undefined);
      await marks.saveMark(change());
      assert.equal(await members.revisionOf(region.entityId), 2);
      assert.equal(await members.revisionOf(hosted.entityId), 1);
      const own = mark({ id: 'mark_3', subject: hosted.entityId });
      await marks.saveMark(change({ mark: own, token: token('t3') }));
      assert.equal(await members.revisionOf(region.entityId), 2);
      assert.equal(await members.revisionOf(hosted.entityId), 2);
    });

    it("raises the revision of the subject's entity, and ends with it", async () => {
      const { marks, entities } = await fresh();
      await entities.save(entity, undefined);
      await marks.saveMark(change());
      assert.equal(await entities.revisionOf(subject), 2);
      const gone = revoked({ ...entity, revision: 2 }, seconds + 1);
      await entities.save(gone, 2);
      const nothing = async () => {
        assert.deepEqual(await marks.liveTokens(subject, seconds), []);
        assert.deepEqual(await marks.markedSubjects({}, seconds), []);
        assert.equal((await marks.token('t1'))?.ended, true);
      };
      await nothing();
      await entities.save({ ...gone, state: 'active', revision: 4 }, 3);
      await nothing();
      const renewed = change({
        mark: mark({ revision: 2 }),
        previous: 1,
        step: { step: 'renewed', at: at + 1000, by: 'operator', reason: undefined },
        token: token('t2', seconds + 1),
      });
      await marks.saveMark(renewed);
      assert.equal((await marks.liveTokens(subject, seconds + 1))[0]?.digest, 't2');
    });

    it("keeps the lives of the two parties' keys apart, in order of announcement", async () => {
      const { marks } = await fresh();
      const life = { promotedAt: undefined, retiredAt: undefined, withdrawnAt: undefined };
      await marks.saveMarkKey('issuer', { kid: 'b', announcedAt: 2000, ...life });
      await marks.saveMarkKey('issuer', { kid: 'a', announcedAt: 1000, ...life });
      await marks.saveMarkKey('owner', { kid: 'c', announcedAt: 1000, ...life });
      const gone = {
        kid: 'a',
        announcedAt: 1000,
        ...life,
        withdrawnAt: 3000,
        reason: 'compromised',
      } as const;
      await marks.saveMarkKey('issuer', gone);
      assert.deepEqual(await marks.markKeys('issuer'), [gone, { kid: 'b', announcedAt: 2000, ...life }]);
      assert.deepEqual(await marks.markKeys('owner'), [{ kid: 'c', announcedAt: 1000, ...life }]);
    });
  });
}
