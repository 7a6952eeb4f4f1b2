import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '@ena/testkit/folder.ts';

const program = fileURLToPath(new URL('./new-organisation.ts', import.meta.url));

const config = {
  orgnr: '2120001587',
  name: 'Åmåls kommun',
  entityId: 'https://2120001587.sandbox.localhost',
  port: 8440,
  peerPort: 8441,
  anchor: {
    entityId: 'https://hub.sandbox.localhost',
    url: 'http://127.0.0.1:8400',
    thumbprints: ['A'.repeat(43)],
  },
};

function make(folder: string, input: unknown) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, '--data', folder], {
    input: typeof input === 'string' ? input : JSON.stringify(input),
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('making an organisation’s folder', () => {
  it('writes the configuration and keeps the private key in the folder, for its owner only', () => {
    using folder = temporaryFolder();
    const place = join(folder.path, 'orgs', '2120001587');
    const made = make(place, config);
    assert.equal(made.status, 0, made.stderr);
    const [key, ...others] = JSON.parse(made.stdout).jwks.keys;
    assert.deepEqual([key.kty, key.crv, key.d, others], ['EC', 'P-256', undefined, []]);
    assert.equal(JSON.parse(readFileSync(join(place, 'connector.json'), 'utf8')).name, 'Åmåls kommun');
    assert.equal(statSync(place).mode & 0o777, 0o700);
    assert.equal(statSync(join(place, 'keys', 'federation', `${key.kid}.pem`)).mode & 0o777, 0o600);
  });

  it('keeps the keys of a folder that has some, so that a call that broke off can be repeated', () => {
    using folder = temporaryFolder();
    const first = make(folder.path, config);
    const second = make(folder.path, { ...config, port: 8450, peerPort: 8451 });
    assert.equal(second.stdout, first.stdout);
    assert.equal(JSON.parse(readFileSync(join(folder.path, 'connector.json'), 'utf8')).port, 8450);
  });

  it('says what is wrong with the configuration, and that a folder cannot be written', () => {
    using folder = temporaryFolder();
    const wrong = make(folder.path, { ...config, orgnr: '1' });
    assert.equal(wrong.status, 2);
    assert.match(wrong.stderr, /^The configuration cannot be used: .*orgnr/);
    assert.equal(make(folder.path, '{').status, 2);
    make(folder.path, config);
    const blocked = make(join(folder.path, 'connector.json'), config);
    assert.equal(blocked.status, 3);
    assert.match(blocked.stderr, /cannot be written/);
  });
});
