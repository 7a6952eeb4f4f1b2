import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { contentDigest } from '@ena/kernel/crypto/http-signatures/content-digest.ts';
import { makeTlsIdentity } from '@ena/kernel/crypto/tls-certificate.ts';
import { uuidv7 } from '@ena/kernel/id.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { assertProves } from '@ena/testkit/judged-evidence.ts';
import { freePort } from '@ena/testkit/ports.ts';
import {
  copy,
  type ManInTheMiddle,
  startManInTheMiddle,
  type WireAnswer,
  type WireRequest,
} from './man-in-the-middle.ts';
import { startTwoOrganisations, type TwoOrganisations } from './two-organisations.ts';

describe('someone between the connectors who holds their TLS keys', () => {
  let two: TwoOrganisations;
  let middle: ManInTheMiddle;
  before(async () => {
    const port = await freePort();
    two = await startTwoOrganisations({ provider: { exchangeEndpoint: `https://127.0.0.1:${port}` } });
    middle = await startManInTheMiddle(port, two.provider, () => two.consumer);
  });
  after(async () => {
    middle.close();
    await two.close();
  });
  afterEach(() => middle.passOn());

  const ask = () =>
    two.ask('/eko', {
      method: 'POST',
      body: '{"å":1}',
      headers: { 'content-type': 'application/json', 'ena-subject': '191212121212' },
    });
  const sizes = async () => (await two.provider.admin('GET', '/status')).json.log.size as number;

  it('may read and pass on', async () => {
    assert.equal((await ask()).status, 200);
  });

  describe('who changes the answer', () => {
    const header = (name: string, value: (old: string) => string) => (answer: WireAnswer) => ({
      ...answer,
      headers: { ...answer.headers, [name]: value(answer.headers[name] ?? '') },
    });
    const without =
      (...names: string[]) =>
      (answer: WireAnswer) => ({
        ...answer,
        headers: Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !names.includes(name))),
      });
    const otherBody = Buffer.from('{"falskt":true}');
    const changes: Record<string, (answer: WireAnswer) => WireAnswer> = {
      'the body': (answer) => ({ ...answer, body: otherBody }),
      'the body and its digest': (answer) =>
        header('content-digest', () => contentDigest(otherBody))({ ...answer, body: otherBody }),
      'one byte of the body': (answer) => ({
        ...answer,
        body: Buffer.concat([answer.body, Buffer.from(' ')]),
      }),
      'the status': (answer) => ({ ...answer, status: 201 }),
      'the type': header('content-type', () => 'text/html'),
      'the exchange id': header('ena-exchange-id', () => uuidv7(Date.now())),
      'whose answer it is': header('ena-error', () => 'urn:ena:problem:exchange:grant-missing'),
      'the signature': header('signature', (old) =>
        old.replace(/:(.)/, (_all, first) => (first === 'A' ? ':B' : ':A')),
      ),
      'the time of signing': header('signature-input', (old) =>
        old.replace(/created=(\d+)/, (_all, at) => `created=${Number(at) - 1}`),
      ),
      'the key that is named': header('signature-input', (old) =>
        old.replace(two.provider.entityId, two.consumer.entityId),
      ),
      'the covered parts': header('signature-input', (old) => old.replace('"content-digest" ', '')),
      'nothing but takes the signature away': without('signature', 'signature-input'),
      'nothing but takes the digest away': without('content-digest'),
      'nothing but takes the exchange id away': without('ena-exchange-id'),
      'it to one that claims the service is unknown': (answer) => ({
        ...without('signature', 'signature-input')(answer),
        status: 200,
        body: Buffer.from('{"ok":true}'),
      }),
    };
    for (const [what, change] of Object.entries(changes)) {
      it(`(${what}) is found out`, async () => {
        middle.changeAnswer = change;
        const answer = await ask();
        assert.equal(answer.status, 502, answer.text);
        assert.equal(answer.json.type, 'urn:ena:problem:exchange:answer-unproven');
        assert.equal(answer.json.fault, 'provider');
        assert.equal(answer.text.includes('falskt'), false);
        const id = String(answer.headers['ena-exchange-id']);
        const own = await assertProves(await two.consumer.evidence(id), {
          anchorThumbprints: [two.hub.thumbprint],
        });
        assert.equal(own.outcome, 'no-answer');
        const theirs = await assertProves(await two.provider.evidence(id), {
          anchorThumbprints: [two.hub.thumbprint],
        });
        assert.equal(theirs.outcome, 'answered', 'the provider can still prove what it answered');
      });
    }

    it('cannot give the genuine answer of another exchange', async () => {
      await ask();
      const earlier = middle.answers.at(-1);
      assert.ok(earlier);
      middle.changeAnswer = () => earlier;
      assert.equal((await ask()).json.type, 'urn:ena:problem:exchange:answer-unproven');
    });

    it('cannot swap the answers of two exchanges under way, whatever id it writes on them', async () => {
      const both = new Swap();
      middle.changeAnswer = (answer) => both.put(answer);
      const [one, other] = await Promise.all([ask(), ask()]);
      for (const answer of [one, other])
        assert.equal(answer.json.type, 'urn:ena:problem:exchange:answer-unproven');
    });

    it('cannot make the consumer’s connector fall over with a reason that is none', async () => {
      for (const slug of ['constructor', 'toString', '__proto__', 'finns-inte']) {
        middle.changeAnswer = () => ({
          status: 400,
          headers: { 'content-type': 'application/problem+json' },
          body: Buffer.from(JSON.stringify({ type: `urn:ena:problem:exchange:${slug}`, detail: 'x' })),
        });
        assert.equal((await ask()).json.type, 'urn:ena:problem:exchange:answer-unproven');
      }
      middle.passOn();
      assert.equal((await ask()).status, 200);
    });
  });

  describe('who changes the request', () => {
    const header = (name: string, value: (old: string) => string) => (message: WireRequest) => ({
      ...message,
      headers: { ...message.headers, [name]: value(message.headers[name] ?? '') },
    });
    const without =
      (...names: string[]) =>
      (message: WireRequest) => ({
        ...message,
        headers: Object.fromEntries(
          Object.entries(message.headers).filter(([name]) => !names.includes(name)),
        ),
      });
    const otherBody = Buffer.from('{"å":2}');
    const changes: Record<string, readonly [string, (message: WireRequest) => WireRequest]> = {
      'the body': ['digest-mismatch', (m) => ({ ...m, body: otherBody })],
      'the body and its digest': [
        'signature-invalid',
        (m) => header('content-digest', () => contentDigest(otherBody))({ ...m, body: otherBody }),
      ],
      'the method': ['signature-invalid', (m) => ({ ...m, method: 'PUT' })],
      'the path': ['signature-invalid', (m) => ({ ...m, url: m.url.replace('/eko', '/dokument/1') })],
      'the query': ['signature-invalid', (m) => ({ ...m, url: `${m.url}?x=1` })],
      'the type': ['signature-invalid', header('content-type', () => 'text/plain')],
      'the purpose': ['signature-invalid', header('ena-purpose', () => 'annat')],
      'the legal basis': ['signature-invalid', header('ena-legal-basis', () => 'annan')],
      'the subject': ['signature-invalid', header('ena-subject', () => '198001019999')],
      'the system': ['signature-invalid', header('ena-client', (old) => `${old}2`)],
      'the organisation': ['consumer-unknown', header('ena-client', () => '5560000001/verksamhet')],
      'the exchange id': ['signature-invalid', header('ena-exchange-id', () => uuidv7(Date.now()))],
      'the exchange id to none': ['header-invalid', header('ena-exchange-id', () => 'x')],
      'the service': ['header-invalid', header('ena-service', (old) => `${old}2`)],
      'nothing but adds a mandate': ['signature-malformed', header('ena-mandate', () => 'x.y.z')],
      'nothing but adds an unknown statement': ['signature-malformed', header('ena-nytt', () => 'x')],
      'nothing but takes the subject away': ['signature-malformed', without('ena-subject')],
      'nothing but takes the digest away': ['signature-malformed', without('content-digest')],
      'nothing but takes the signature away': ['signature-missing', without('signature')],
      'nothing but takes both signature headers away': [
        'signature-missing',
        without('signature', 'signature-input'),
      ],
      'the signature': [
        'signature-invalid',
        header('signature', (old) => old.replace(/:(.)/, (_all, first) => (first === 'A' ? ':B' : ':A'))),
      ],
      'the time of signing': [
        'signature-invalid',
        header('signature-input', (old) =>
          old.replace(/created=(\d+)/, (_all, at) => `created=${Number(at) - 1}`),
        ),
      ],
      'the time to long ago': [
        'clock-skew',
        header('signature-input', (old) =>
          old.replace(/created=(\d+)/, (_all, at) => `created=${Number(at) - 100}`),
        ),
      ],
      'the algorithm': [
        'signature-invalid',
        header('signature-input', (old) => old.replace(/alg="[^"]+"/, 'alg="hmac-sha256"')),
      ],
      'the tag': [
        'signature-invalid',
        header('signature-input', (old) => old.replace('tag="ena-exchange"', 'tag="annat"')),
      ],
      'the key to one that is not there': [
        'key-unknown',
        header('signature-input', (old) => old.replace(/#[A-Za-z0-9_-]+"/, '#finns-inte"')),
      ],
      'the key’s owner': [
        'consumer-unknown',
        header('signature-input', (old) =>
          old.replace(/keyid="[^"]*"/, 'keyid="https://okand.sandbox.localhost#nyckel"'),
        ),
      ],
      'the covered parts': [
        'signature-malformed',
        header('signature-input', (old) => old.replace(' "ena-purpose"', '')),
      ],
    };
    for (const [what, [slug, change]] of Object.entries(changes)) {
      it(`(${what}) is refused with ${slug}, and the service is not called`, async () => {
        const [calls, size] = [two.service.seen.length, await sizes()];
        middle.changeRequest = change;
        const answer = await ask();
        assert.equal(answer.json.type, `urn:ena:problem:exchange:${slug}`, answer.text);
        assert.equal(two.service.seen.length, calls, 'the service was called');
        assert.equal(await sizes(), size, 'the provider recorded what it could not prove');
        const own = await assertProves(
          await two.consumer.evidence(String(answer.headers['ena-exchange-id'])),
          { anchorThumbprints: [two.hub.thumbprint] },
        );
        assert.equal(own.outcome, 'no-answer');
      });
    }
  });

  describe('who sends again', () => {
    it('a request byte for byte is refused, also after a restart of the provider', async () => {
      await ask();
      const genuine = middle.requests.at(-1);
      assert.ok(genuine);
      const calls = two.service.seen.length;
      const again = await middle.send(copy(genuine));
      assert.equal(again.status, 409, again.text);
      assert.equal(again.json.type, 'urn:ena:problem:exchange:replayed');
      await two.provider.stop();
      await two.provider.start();
      assert.equal((await middle.send(copy(genuine))).status, 409);
      assert.equal(two.service.seen.length, calls, 'the service was called again');
      assert.equal((await ask()).status, 200);
    });

    it('a genuine request over a TLS key of another is refused', async () => {
      middle.changeRequest = () => undefined;
      await ask();
      const genuine = middle.requests.at(-1);
      assert.ok(genuine);
      const stranger = makeTlsIdentity('annan', systemClock, { days: 1, dnsNames: [], ipAddresses: [] });
      const refused = await middle.send(copy(genuine), stranger);
      assert.equal(refused.json.type, 'urn:ena:problem:exchange:peer-mismatch');
      assert.equal((await middle.send(copy(genuine))).status, 200, 'the same over the right one is taken');
    });

    it('a request that never arrived, when the minute is over, is refused', async () => {
      middle.changeRequest = () => undefined;
      await ask();
      const genuine = middle.requests.at(-1);
      assert.ok(genuine);
      two.clocks.provider.shift(62_000);
      const late = await middle.send(copy(genuine));
      two.clocks.provider.shift(-62_000);
      assert.equal(late.json.type, 'urn:ena:problem:exchange:clock-skew');
    });
  });
});

/** Gives each of two answers to the other's asker, with the exchange id that this one expects. */
class Swap {
  #first: ((answer: WireAnswer) => void) | undefined;
  #held: WireAnswer | undefined;

  put(answer: WireAnswer): Promise<WireAnswer> {
    const held = this.#held;
    if (held === undefined) {
      this.#held = answer;
      return new Promise((resolve) => {
        this.#first = resolve;
      }).then((other) => relabelled(other as WireAnswer, answer));
    }
    this.#first?.(answer);
    return Promise.resolve(relabelled(held, answer));
  }
}

function relabelled(answer: WireAnswer, as: WireAnswer): WireAnswer {
  return {
    ...answer,
    headers: { ...answer.headers, 'ena-exchange-id': as.headers['ena-exchange-id'] ?? '' },
  };
}
