import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertProves } from '@ena/testkit/judged-evidence.ts';
import { freePort } from '@ena/testkit/ports.ts';
import type { CallOptions, Reply } from './call.ts';
import {
  consumerOrgnr,
  grant,
  legalBasis,
  must,
  operations,
  providerOrgnr,
  purpose,
  startTwoOrganisations,
  type TwoOrganisations,
} from './two-organisations.ts';

describe('a refusal', () => {
  let two: TwoOrganisations;
  before(async () => {
    two = await startTwoOrganisations();
    await must(
      two.provider.admin('POST', '/services', {
        id: 'utan',
        title: 'Utan medgivande',
        url: two.service.url,
        operations,
      }),
    );
  });
  after(() => two.close());

  const refused = (answer: Reply, slug: string, status: number, fault: string) => {
    assert.equal(answer.json?.type, `urn:ena:problem:exchange:${slug}`, answer.text);
    assert.equal(answer.status, status);
    assert.equal(answer.json.status, status);
    assert.equal(answer.json.fault, fault);
    assert.equal(answer.json.instance, `urn:uuid:${answer.headers['ena-exchange-id']}`);
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/);
    assert.equal(answer.headers['ena-error'], answer.json.type);
    assert.ok(answer.json.detail.length > 10, 'it says what to mend');
  };
  const onRecordWithBoth = async (answer: Reply, slug: string) => {
    const id = String(answer.headers['ena-exchange-id']);
    for (const side of [two.consumer, two.provider]) {
      const text = await side.evidence(id);
      const summary = await assertProves(text, { anchorThumbprints: [two.hub.thumbprint] });
      assert.equal(summary.outcome, 'refused');
      const record = JSON.parse(Buffer.from(JSON.parse(text).record, 'base64').toString('utf8'));
      assert.equal(record.problem, `urn:ena:problem:exchange:${slug}`);
    }
  };
  const onNoRecord = async (answer: Reply) => {
    assert.equal(answer.headers['ena-evidence'], undefined);
    assert.equal(
      (await two.consumer.admin('GET', `/exchanges/${answer.headers['ena-exchange-id']}`)).status,
      404,
    );
  };

  describe('by the own connector, before anything is sent', () => {
    const cases: Record<string, readonly [string, number, string, CallOptions, string?]> = {
      'no purpose': ['purpose-missing', 400, 'caller', { headers: { 'ena-legal-basis': legalBasis } }],
      'no legal basis': ['legal-basis-missing', 400, 'caller', { headers: { 'ena-purpose': purpose } }],
      'a purpose that is not ASCII': [
        'header-invalid',
        400,
        'caller',
        { headers: { 'ena-purpose': 'ändamål', 'ena-legal-basis': legalBasis } },
      ],
      'a subject that is no number': [
        'header-invalid',
        400,
        'caller',
        {
          headers: { 'ena-purpose': purpose, 'ena-legal-basis': legalBasis, 'ena-subject': '19121212-1212' },
        },
      ],
      'a type that cannot be signed': [
        'header-invalid',
        400,
        'caller',
        {
          headers: {
            'ena-purpose': purpose,
            'ena-legal-basis': legalBasis,
            'content-type': 'text/plain; namn=å',
          },
        },
      ],
      'a system nobody registered': [
        'system-unknown',
        401,
        'caller',
        { headers: { 'ena-purpose': purpose, 'ena-legal-basis': legalBasis, 'ena-system': 'okand' } },
      ],
      'no organisation number': ['target-malformed', 400, 'caller', {}, '/exchange/bolagsverket/foretag/eko'],
      'a dot segment': [
        'target-malformed',
        400,
        'caller',
        {},
        `/exchange/${providerOrgnr}/foretag/dokument/../eko`,
      ],
      'an encoded slash': [
        'target-malformed',
        400,
        'caller',
        {},
        `/exchange/${providerOrgnr}/foretag/dokument%2f1`,
      ],
      'characters that no path has': [
        'target-malformed',
        400,
        'caller',
        {},
        `/exchange/${providerOrgnr}/foretag/dokument/{id}`,
      ],
      'a fragment': ['target-malformed', 400, 'caller', {}, `/exchange/${providerOrgnr}/foretag/eko?q=1#2`],
      'an organisation nobody registered': [
        'provider-unknown',
        404,
        'caller',
        { headers: { 'ena-purpose': purpose, 'ena-legal-basis': legalBasis } },
        '/exchange/5560160680/foretag/eko',
      ],
      'a service that is not offered': [
        'service-unknown',
        404,
        'caller',
        { headers: { 'ena-purpose': purpose, 'ena-legal-basis': legalBasis } },
        `/exchange/${providerOrgnr}/finns-inte/eko`,
      ],
    };
    for (const [what, [slug, status, fault, options, path]] of Object.entries(cases)) {
      it(`for ${what} is ${slug}`, async () => {
        const answer = await two.consumer.call(path ?? `/exchange/${providerOrgnr}/foretag/eko`, options);
        refused(answer, slug, status, fault);
        await onNoRecord(answer);
      });
    }
  });

  describe('by the provider’s connector, signed', () => {
    const cases: Record<string, readonly [string, CallOptions, RegExp]> = {
      'an operation that no grant names': ['/okand', {}, /method and path/],
      'another method': ['/eko', { method: 'DELETE' }, /method and path/],
      'a deeper path than the template': ['/dokument/1/bilaga', {}, /method and path/],
      'another purpose': ['/eko', { headers: { 'ena-purpose': 'nyfikenhet' } }, /Ena-Purpose/],
      'another legal basis': ['/eko', { headers: { 'ena-legal-basis': 'SFS-1949:105' } }, /Ena-Legal-Basis/],
    };
    for (const [what, [path, options, detail]] of Object.entries(cases)) {
      it(`for ${what} is grant-missing, and on record with both`, async () => {
        const calls = two.service.seen.length;
        const answer = await two.ask(path, options);
        refused(answer, 'grant-missing', 403, 'caller');
        assert.match(answer.json.detail, detail);
        assert.equal(two.service.seen.length, calls, 'the service was called');
        await onRecordWithBoth(answer, 'grant-missing');
      });
    }

    it('names the missing rule in the provider’s log, and the reason in the consumer’s', async () => {
      const answer = await two.ask('/eko', { headers: { 'ena-purpose': 'nyfikenhet' } });
      const about = (lines: readonly string[]) =>
        lines
          .filter((line) => line.includes(String(answer.headers['ena-exchange-id'])))
          .map((line) => JSON.parse(line));
      const [theirs] = about(two.provider.lines);
      assert.equal(theirs.problem, 'grant-missing');
      assert.equal(theirs.cause, 'purpose');
      const [ours] = about(two.consumer.lines);
      assert.equal(ours.problem, 'grant-missing');
    });

    it('answers HEAD with the reason in Ena-Error', async () => {
      const answer = await two.ask('/okand', { method: 'HEAD' });
      assert.equal(answer.status, 403);
      assert.equal(answer.headers['ena-error'], 'urn:ena:problem:exchange:grant-missing');
      await onRecordWithBoth(answer, 'grant-missing');
    });

    const callUtan = () =>
      two.consumer.call(`/exchange/${providerOrgnr}/utan/eko`, {
        headers: { 'ena-purpose': purpose, 'ena-legal-basis': legalBasis },
      });
    it('for a service without a grant says so', async () => {
      const answer = await callUtan();
      refused(answer, 'grant-missing', 403, 'caller');
      assert.match(answer.json.detail, /not this one/);
    });

    it('for a grant that has ended or not begun', async () => {
      await must(
        grant(two.provider, {
          service: 'utan',
          validFrom: '2020-01-01T00:00:00Z',
          validTo: '2020-02-01T00:00:00+01:00',
        }),
      );
      await must(grant(two.provider, { service: 'utan', validFrom: '2099-01-01T00:00:00Z' }));
      const answer = await callUtan();
      refused(answer, 'grant-missing', 403, 'caller');
      assert.match(answer.json.detail, /not valid now/);
    });

    it('for a grant to another system of the same organisation, until the system itself has one', async () => {
      await must(grant(two.provider, { service: 'utan', consumer: `${consumerOrgnr}/ekonomi` }));
      refused(await callUtan(), 'grant-missing', 403, 'caller');
      const own = await must(
        grant(two.provider, { service: 'utan', consumer: `${consumerOrgnr}/verksamhet` }),
      );
      assert.equal((await callUtan()).status, 200);
      await must(two.provider.admin('DELETE', `/grants/${own.json.id}`));
      refused(await callUtan(), 'grant-missing', 403, 'caller');
    });
  });

  describe('for a service that fails', () => {
    const cases: Record<string, readonly [string, number, RegExp]> = {
      '/stum': ['service-timeout', 504, /not known/],
      '/sen/3000': ['service-timeout', 504, /not known/],
      '/bryt': ['service-broke-off', 502, /not known/],
      '/halv': ['service-broke-off', 502, /not known/],
    };
    for (const [path, [slug, status, detail]] of Object.entries(cases)) {
      it(`(${path}) is ${slug}, on record with both, and never asked twice`, async () => {
        const calls = two.service.seen.length;
        const answer = await two.ask(path);
        refused(answer, slug, status, 'provider');
        assert.match(answer.json.detail, detail);
        assert.equal(two.service.seen.length, calls + 1);
        await onRecordWithBoth(answer, slug);
      });
    }

    it('(nobody listens) is service-unreachable, and may be repeated', async () => {
      await must(
        two.provider.admin('POST', '/services', {
          id: 'borta',
          title: 'Borta',
          url: `http://127.0.0.1:${await freePort()}`,
          operations,
        }),
      );
      await must(grant(two.provider, { service: 'borta' }));
      const answer = await two.consumer.call(`/exchange/${providerOrgnr}/borta/eko`, {
        headers: { 'ena-purpose': purpose, 'ena-legal-basis': legalBasis },
      });
      refused(answer, 'service-unreachable', 502, 'provider');
      assert.equal(answer.headers['retry-after'], undefined, 'a signed refusal travels as it was signed');
      await onRecordWithBoth(answer, 'service-unreachable');
    });
  });

  it('for a provider whose connector is gone is provider-unreachable, on record with the consumer, and heals', async () => {
    await two.provider.stop();
    const answer = await two.ask('/eko');
    refused(answer, 'provider-unreachable', 502, 'provider');
    assert.equal(
      (await assertProves(await two.consumer.evidence(String(answer.headers['ena-exchange-id'])))).outcome,
      'no-answer',
    );
    await two.provider.start();
    assert.equal((await two.ask('/eko')).status, 200);
  });
});
