import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type ConnectionOptions, connect, type SecureVersion } from 'node:tls';
import { freePort } from '@ena/testkit/ports.ts';
import { type HubProgram, startHubProgram } from '../hub-program.ts';
import { loopbackCertificate } from '../signing/certificate.ts';

/* What FAPI 2.0 §5.2 asks of TLS, of a hub that takes TLS itself ("tls" of config.json), with no proxy before it. */

const folder = mkdtempSync(join(tmpdir(), 'ena-tls-'));
let hub: HubProgram;
let port: number;

before(async () => {
  port = await freePort();
  hub = await startHubProgram({
    rooms: ['blocks/trust-framework', 'blocks/authorization'],
    configuration: { tls: { port, ...loopbackCertificate(folder) } },
    publicUrl: `https://127.0.0.1:${port}`,
  });
});
after(async () => {
  await hub?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The version and the cipher that are agreed on; rejects where the hub refuses the handshake. */
async function agreed(offer: ConnectionOptions = {}) {
  const socket = connect({ host: '127.0.0.1', port, ...offer });
  try {
    await once(socket, 'secureConnect');
    return { version: socket.getProtocol(), cipher: socket.getCipher().name };
  } finally {
    socket.destroy();
  }
}

async function over(path: string, method: string) {
  const [answer] = await once(
    request({ host: '127.0.0.1', port, path, method, agent: false }).end(),
    'response',
  );
  let text = '';
  for await (const chunk of answer) text += chunk;
  return { status: answer.statusCode as number, headers: answer.headers, json: JSON.parse(text) };
}

describe('the TLS listener of a started hub', () => {
  it('refuses every TLS older than 1.3, whatever ciphers are offered', async () => {
    for (const version of ['TLSv1', 'TLSv1.1', 'TLSv1.2'] satisfies SecureVersion[]) {
      const offer = { minVersion: version, maxVersion: version, ciphers: 'ALL:@SECLEVEL=0' } as const;
      // The alert is the hub's: a client that could not even offer the version would fail otherwise.
      await assert.rejects(agreed(offer), { code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' }, version);
    }
    const { version } = await agreed({ minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' });
    assert.equal(version, 'TLSv1.3');
  });

  it('agrees on strong ciphers of TLS 1.3 only', async () => {
    const strong = ['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256'];
    for (const cipher of strong)
      assert.deepEqual(await agreed({ ciphers: cipher }), { version: 'TLSv1.3', cipher });
    for (const cipher of ['TLS_AES_128_CCM_8_SHA256', 'TLS_AES_128_CCM_SHA256']) {
      // The second is of TLS 1.2, and there only so that the level may be lowered to offer the first at all.
      const ciphers = `${cipher}:ECDHE-ECDSA-AES128-GCM-SHA256:@SECLEVEL=0`;
      await assert.rejects(agreed({ ciphers }), { code: 'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE' }, cipher);
    }
  });

  it('serves the endpoints of the server under https, and says so to browsers', async () => {
    const { json, headers } = await over('/.well-known/oauth-authorization-server/authorization', 'GET');
    assert.equal(json.issuer, `https://127.0.0.1:${port}/authorization`);
    assert.match(String(headers['strict-transport-security']), /max-age=\d{7,}/);
    for (const name of ['token_endpoint', 'introspection_endpoint', 'revocation_endpoint']) {
      const address = new URL(json[name]);
      assert.equal(address.protocol, 'https:');
      const { status } = await over(address.pathname, 'POST');
      assert.ok(status >= 400 && status < 500, `${name} ${status}`);
    }
  });
});
