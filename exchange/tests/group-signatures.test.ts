import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertProves } from '@ena/testkit/judged-evidence.ts';
import type { Reply } from './call.ts';
import { startTwoOrganisations, type TwoOrganisations } from './two-organisations.ts';

const idOf = (answer: Reply) => String(answer.headers['ena-exchange-id']);

/** `alg` and the length of the value, of request and answer, as an evidence file keeps them. */
function signaturesIn(file: string): readonly (readonly [string, number])[] {
  const { record } = JSON.parse(file) as { record: string };
  const { request, response } = JSON.parse(Buffer.from(record, 'base64').toString('utf8')) as Record<
    'request' | 'response',
    { signatureBase: string; signature: string }
  >;
  return [request, response].map(({ signatureBase, signature }) => [
    /;alg="([^"]+)"/.exec(signatureBase)?.[1] ?? '',
    Buffer.from(signature, 'base64').length,
  ]);
}

describe('signatures of groups', () => {
  let two: TwoOrganisations;
  before(async () => {
    two = await startTwoOrganisations({ provider: { groupSignatures: false } });
  });
  after(() => two.close());

  it('many exchanges at once share signatures, and each is provable alone', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) => two.ask(`/eko?nr=${i}&ort=%C3%85re`)),
    );
    const trusted = { anchorThumbprints: [two.hub.thumbprint] };
    const lengths: number[] = [];
    for (const answer of answers) {
      assert.equal(answer.status, 200, answer.text);
      const file = await two.consumer.evidence(idOf(answer));
      await assertProves(file, trusted);
      await assertProves(await two.provider.evidence(idOf(answer)), trusted);
      const [request, response] = signaturesIn(file);
      if (request?.[0] === 'ena-merkle-p256-sha256') lengths.push(request[1]);
      assert.equal(response?.[0], 'ecdsa-p256-sha256', 'the provider does not want groups');
    }
    assert.ok(Math.max(...lengths) > 68, 'some of them are of a group of more than one');
  });

  it('an exchange without company is signed by the algorithm of RFC 9421, so that any verifier reads it', async () => {
    const file = await two.consumer.evidence(idOf(await two.ask('/eko')));
    assert.deepEqual(signaturesIn(file), [
      ['ecdsa-p256-sha256', 64],
      ['ecdsa-p256-sha256', 64],
    ]);
  });
});
