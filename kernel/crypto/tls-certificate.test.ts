import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { sha256 } from './digest.ts';
import { makeTlsIdentity, spkiPin } from './tls-certificate.ts';

const clock = { now: () => Date.parse('2026-11-22T01:00:00Z') };
const options = {
  days: 90,
  dnsNames: ['localhost'],
  ipAddresses: ['127.0.0.1', '::1', '2001:db8::ff00:42:8329'],
};
const identity = makeTlsIdentity('Östersunds kommun 2120002528', clock, options);
const certificate = new X509Certificate(identity.certPem);

describe('a TLS identity', () => {
  it('is a self-signed P-256 certificate with the names and times asked for', () => {
    assert.ok(certificate.verify(certificate.publicKey));
    assert.equal(certificate.subject, 'CN=Östersunds kommun 2120002528');
    assert.equal(certificate.issuer, certificate.subject);
    assert.equal(certificate.ca, false);
    assert.equal(certificate.publicKey.asymmetricKeyDetails?.namedCurve, 'prime256v1');
    assert.equal(
      certificate.subjectAltName,
      'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, IP Address:2001:DB8:0:0:0:FF00:42:8329',
    );
    assert.equal(Date.parse(certificate.validFrom), clock.now() - 3_600_000);
    assert.equal(Date.parse(certificate.validTo), clock.now() + 90 * 86_400_000);
    assert.deepEqual(certificate.keyUsage, ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']);
    assert.ok(certificate.checkPrivateKey(createPrivateKey(identity.keyPem)));
  });

  it('keeps its time beyond 2050, where X.509 changes the form', () => {
    const late = makeTlsIdentity('x', { now: () => Date.parse('2051-03-01T12:00:00Z') }, options);
    assert.equal(Date.parse(new X509Certificate(late.certPem).validFrom), Date.parse('2051-03-01T11:00:00Z'));
  });

  it('has one pin, from PEM, from DER and from either key', () => {
    const spki = certificate.publicKey.export({ format: 'der', type: 'spki' });
    assert.equal(identity.pin, sha256(spki).toString('base64url'));
    const key = createPrivateKey(identity.keyPem);
    for (const source of [
      identity.certPem,
      certificate.raw,
      certificate.publicKey,
      key,
      createPublicKey(key),
    ]) {
      assert.equal(spkiPin(source), identity.pin);
    }
    assert.notEqual(makeTlsIdentity('x', clock, options).pin, identity.pin);
  });

  it('serves TLS 1.3 in both directions', async () => {
    const now = makeTlsIdentity('now', { now: () => Date.now() }, options);
    const own = { cert: now.certPem, key: now.keyPem, ca: now.certPem, minVersion: 'TLSv1.3' } as const;
    const server = createServer({ ...own, requestCert: true, rejectUnauthorized: true });
    const accepted = new Promise<TLSSocket>((resolve) => server.once('secureConnection', resolve));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const client = connect({ ...own, host: '127.0.0.1', port });
    await new Promise<void>((resolve, reject) => client.once('secureConnect', resolve).once('error', reject));
    assert.ok(client.authorized);
    assert.equal(spkiPin(client.getPeerCertificate().raw), now.pin);
    assert.ok((await accepted).authorized);
    client.destroy();
    server.close();
  });
});
