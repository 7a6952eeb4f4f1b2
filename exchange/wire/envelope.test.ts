import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { uuidv7 } from '@ena/kernel/id.ts';
import { type Envelope, envelopeHeaders, peerPath, readEnvelope } from './envelope.ts';

const envelope: Envelope = {
  exchangeId: uuidv7(1_700_000_000_000),
  consumerOrgnr: '2120000829',
  system: 'verksamhet',
  providerOrgnr: '2021005489',
  service: 'foretag',
  method: 'GET',
  path: '/dokument/1',
  query: '?q=1',
  purpose: 'bygglov',
  legalBasis: 'PBL-9',
  subject: '191212121212',
  mandate: 'a.b.c',
  messageId: 'fa2e18a5-c2cb',
};

describe('the envelope of a message', () => {
  it('is read as it was written', () => {
    assert.deepEqual(readEnvelope('GET', peerPath(envelope), envelopeHeaders(envelope)), {
      ok: true,
      value: envelope,
    });
    const least = { ...envelope, subject: undefined, mandate: undefined, messageId: undefined, query: '' };
    assert.deepEqual(readEnvelope('GET', peerPath(least), envelopeHeaders(least)), {
      ok: true,
      value: least,
    });
  });

  it('has its headers in the order of the alphabet, in which they are signed', () => {
    const names = Object.keys(envelopeHeaders(envelope));
    assert.deepEqual(names, names.toSorted());
  });

  const changes: Record<string, readonly [Record<string, string | undefined>, string]> = {
    'no client': [{ 'ena-client': undefined }, 'header-invalid'],
    'a client without a system': [{ 'ena-client': '2120000829' }, 'header-invalid'],
    'a client with more': [{ 'ena-client': '2120000829/a/b' }, 'header-invalid'],
    'no exchange id': [{ 'ena-exchange-id': undefined }, 'header-invalid'],
    'an exchange id in upper case': [
      { 'ena-exchange-id': envelope.exchangeId.toUpperCase() },
      'header-invalid',
    ],
    'a random UUID': [{ 'ena-exchange-id': '7f3c0c9e-2b1a-4c5d-8e9f-0123456789ab' }, 'header-invalid'],
    'no purpose': [{ 'ena-purpose': undefined }, 'purpose-missing'],
    'an empty purpose': [{ 'ena-purpose': '' }, 'purpose-missing'],
    'no legal basis': [{ 'ena-legal-basis': undefined }, 'legal-basis-missing'],
    'another service than the path’s': [{ 'ena-service': '2021005489/annan' }, 'header-invalid'],
    'another organisation than the path’s': [{ 'ena-service': '2120000829/foretag' }, 'header-invalid'],
    'no service': [{ 'ena-service': undefined }, 'header-invalid'],
    'a subject that is no number': [{ 'ena-subject': 'Åke' }, 'header-invalid'],
  };
  for (const [what, [change, slug]] of Object.entries(changes)) {
    it(`with ${what} is ${slug}`, () => {
      const read = readEnvelope('GET', peerPath(envelope), { ...envelopeHeaders(envelope), ...change });
      assert.equal(read.ok ? 'ok' : read.error.slug, slug);
    });
  }

  it('with an ambiguous path is refused as by the sender', () => {
    const read = readEnvelope('GET', '/exchange/2021005489/foretag/../x', envelopeHeaders(envelope));
    assert.equal(read.ok ? 'ok' : read.error.slug, 'target-malformed');
  });
});
