// Mina ombud in the sandbox, held to the published contract in both its versions. Needs ../shared/contracts.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Contract, readContract } from './openapi.ts';
import { type SandboxHub, startSandboxHub } from './sandbox-hub.ts';

/** A test person with mandates from several grantors, and the relying parties that the samples ask. */
const beri = { id: '198602262381', typ: 'pnr' };
const relyingParties = ['2120000829', '2120002411'];
const contracts = [readContract('v1'), readContract('v2')];

let hub: SandboxHub;
let any: string;
let self: string;

before(async () => {
  hub = await startSandboxHub();
  any = await hub.token('user:any');
  self = await hub.token('user:self');
});
after(() => hub.stop());

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what the wire carries
  readonly json: any;
}

/** Which error codes some answer has carried. */
const seen = new Set<string>();

async function call(
  { version }: Contract,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const answer = await fetch(`${hub.url}/dfm/formedlare/${version}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${any}`,
      'x-service-name': 'conformance',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  assert.equal(answer.headers.get('content-type'), 'application/json');
  const json = (await answer.json()) as Answer['json'];
  if (answer.status >= 400) seen.add(json.instance);
  return { status: answer.status, json };
}

for (const contract of contracts) {
  const { version } = contract;

  test(`${version}: every operation is answered within its schema`, async () => {
    const answered = new Set<string>();
    for (const tredjeman of relyingParties) {
      const authority = await call(contract, '/sok/behorigheter', { tredjeman, fullmaktshavare: beri });
      assert.deepEqual(contract.faults('HamtaBehorigheterResponse', authority.json), []);
      const jwks = await call(contract, `/tredjeman/${tredjeman}/jwks`);
      assert.deepEqual(contract.faults('JwkSet', jwks.json), []);
      answered.add('post /sok/behorigheter').add('get /tredjeman/{tredjeman}/jwks');
    }
    const list = await call(contract, '/sok/fullmakter', {
      fullmaktshavare: beri,
      tredjeman: relyingParties,
    });
    assert.deepEqual(contract.faults('HamtaFullmakterResponse', list.json), []);
    assert.ok(list.json.fullmakter.length > 0, 'the sample person has mandates');
    answered.add('post /sok/fullmakter');
    for (const { id, tredjeman } of list.json.fullmakter) {
      const one = await call(contract, `/tredjeman/${tredjeman}/fullmakter/${id}?utdelning=AKTUELLA`);
      assert.deepEqual(contract.faults('FullmaktMetadataResponse', one.json), []);
      answered.add('get /tredjeman/{tredjeman}/fullmakter/{fullmakt}');
    }
    assert.deepEqual([...answered].sort(), contract.operations.toSorted());
  });

  test(`${version}: an error fits ApiError, whatever refuses`, async () => {
    const good = { tredjeman: '2120000829', fullmaktshavare: beri };
    const impossible = { id: '218602262381', typ: 'pnr' };
    const idToken = { 'x-id-token': await hub.idToken('195004112354'), authorization: `Bearer ${self}` };
    const nowhere = '/tredjeman/2120000829/fullmakter/00000000-0000-4000-8000-0000000000ff';
    const errors = [
      await call(contract, '/sok/behorigheter', good, { authorization: 'Bearer x' }),
      await call(contract, '/sok/behorigheter', {}),
      await call(contract, '/sok/behorigheter', good, { 'x-service-name': 'å' }),
      await call(contract, '/sok/behorigheter', { ...good, fullmaktshavare: impossible }),
      await call(contract, '/sok/behorigheter', { ...good, fullmaktsgivare: impossible }),
      await call(contract, '/sok/behorigheter', { ...good, tredjeman: '5560000167' }),
      await call(contract, '/sok/behorigheter', good, idToken),
      await call(contract, '/sok/fullmakter', {}),
      await call(contract, nowhere),
    ];
    for (const { status, json } of errors) {
      assert.equal(status, json.status);
      const schema = json.type === 'urn:dfm:error:validation' ? 'ApiErrorValidationError' : 'ApiError';
      assert.deepEqual(contract.faults(schema, json), []);
      assert.ok(contract.errorCodes.includes(json.instance), json.instance);
    }
  });
}

/** Codes of the interface by which mandates and templates are made, which is not published. */
const ofTheUnpublished = [
  'fullmakt.behorighet.obligatorisk',
  'fullmakt.behorighet.duplicerad',
  'fullmakt.behorighet.ogiltig',
  'fullmakt.behorighet.multipla.val',
  'fullmakt.behorighet.eskalerad',
  'fullmakt.inte.transportfullmakt',
  'fullmakt.otillaten.vidaredelning',
  'fullmakt.konflikt',
  'fullmakt.ogiltig',
  'fullmakt.overskriver.max.giltighets.tid',
  'fullmakt.giltighets.tid.saknas',
  'fullmakt.redan.raderad',
  'fullmakt.signatar.fysisk_person.ogiltig',
  'fullmakt.signatar.juridisk_person.ogiltig',
  'fullmakt.signatarer.saknas',
  'fullmakt.underskrift.ogiltig',
  'fullmakt.underskrift.saknas',
  'anvandare.ogiltig',
  'fullmaktsgivare.ogiltig_roll',
  'fullmaktshavare.saknas',
  'mall.inte.transportfullmakt',
  'mall.sparrad',
  'mall.avpublicerad',
  'mall.utkast',
  'mall.publicerad',
  'mall.ogiltig',
  'mall.saknas',
];

/** Codes that need a fault or a setting which the sandbox does not have; each with a test of the room that meets it. */
const metInTheRoom = {
  'klient.inaktiv': ['tests/contract-refusals.test.ts', 'a client that was closed is told so'],
  'tredjeman.inaktiv': [
    'tests/contract-refusals.test.ts',
    'a relying party is unknown, another’s, or closed',
  ],
  'tredjeman.obehorig': [
    'tests/contract-refusals.test.ts',
    'a relying party is unknown, another’s, or closed',
  ],
  'network.error': ['tests/contract-users.test.ts', 'with the company register away'],
  'network.timeout': ['http/producers/remote-producer.test.ts', 'network.timeout'],
  'validation.producer': ['http/producers/remote-producer.test.ts', 'validation.producer'],
  'server.error': ['http/contract/refuse.test.ts', 'server.error'],
} as const;

test('every code of the catalogue was met here, is met in the room, or belongs to what is not published', () => {
  const known = [...seen, ...Object.keys(metInTheRoom), ...ofTheUnpublished];
  for (const { version, errorCodes } of contracts) {
    const strange = errorCodes.filter((code) => !known.includes(code));
    assert.deepEqual(strange, [], `${version} has codes that nobody looks after`);
  }
  for (const [file, text] of Object.values(metInTheRoom)) {
    const place = new URL(`../../rooms/blocks/mina-ombud/${file}`, import.meta.url);
    assert.ok(readFileSync(fileURLToPath(place), 'utf8').includes(text), `${file} has no ‘${text}’`);
  }
});
