// The company base-data service, started as a program and held to the contract as reconstructed from public clients
// and to the published lists of municipalities, regions and authorities. Needs ../shared/contracts.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freePort } from '@ena/testkit/ports.ts';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));
const shared = fileURLToPath(new URL('../../shared/contracts/base-data/', import.meta.url));
const basePath = '/vardefulla-datamangder/v1';
const operations = [
  ['get', '/isalive'],
  ['post', '/organisationer'],
  ['post', '/dokumentlista'],
  ['get', '/dokument/{dokumentId}'],
] as const;

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly $ref?: string;
}

interface Contract {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const contract = parse(
  readFileSync(join(shared, 'foretag-vdm', 'vardefulla-datamangder.yaml'), 'utf8'),
) as Contract;

/** Blocks that are `null` where nobody has values, though the reconstruction does not call them nullable: divergences.md §3. */
const nullableHere = new Set(
  [
    'reklamsparr',
    'organisationsform',
    'juridiskForm',
    'verksamOrganisation',
    'organisationsdatum',
    'registreringsland',
  ].map((name) => `/organisationer/0/${name}`),
);

/** Everything in which a value leaves its schema: a wrong type, an unknown member, a date that is none. */
function faults(schema: Schema, value: unknown, at = ''): readonly string[] {
  if (schema.$ref !== undefined) {
    return faults(contract.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, value, at);
  }
  if (value === null) return schema.nullable === true || nullableHere.has(at) ? [] : [`${at} is null`];
  const flat = flatten(schema);
  if (flat.enum !== undefined && !flat.enum.includes(value)) return [`${at} is none of the listed values`];
  if (flat.properties !== undefined) return objectFaults(flat.properties, value, at);
  if (flat.items !== undefined) {
    const { items } = flat;
    return Array.isArray(value)
      ? value.flatMap((one, i) => faults(items, one, `${at}/${i}`))
      : [`${at} is no list`];
  }
  if (flat.type === 'string' && typeof value !== 'string') return [`${at} is no text`];
  if (flat.type === 'integer' && !Number.isInteger(value)) return [`${at} is no integer`];
  if (flat.format === 'date' && !/^\d{4}-\d{2}-\d{2}$/.test(String(value))) return [`${at} is no date`];
  if (flat.format === 'date-time' && Number.isNaN(Date.parse(String(value)))) return [`${at} is no time`];
  return [];
}

function objectFaults(
  properties: Readonly<Record<string, Schema>>,
  value: unknown,
  at: string,
): readonly string[] {
  if (typeof value !== 'object' || value === null) return [`${at} is no object`];
  return Object.entries(value).flatMap(([name, member]) => {
    const schema = properties[name];
    return schema === undefined
      ? [`${at}/${name} is not in the contract`]
      : faults(schema, member, `${at}/${name}`);
  });
}

/** The schema with `allOf` and references folded in. */
function flatten(schema: Schema): Schema {
  const named =
    schema.$ref === undefined
      ? schema
      : (contract.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});
  if (named.allOf === undefined) return named;
  const parts = named.allOf.map(flatten);
  return {
    ...named,
    properties: Object.assign({}, named.properties, ...parts.map((part) => part.properties)),
  };
}

const schemaOf = (name: string): Schema =>
  contract.components.schemas[name] ?? assert.fail(`the contract has no ${name}`);

let service: ChildProcess;
let url: string;
let token: string;
const folder = mkdtempSync(join(tmpdir(), 'ena-conformance-'));

before(async () => {
  const port = await freePort();
  const args = [
    '--data',
    folder,
    '--port',
    String(port),
    '--rooms',
    'base-data/company',
    '--sandbox',
    '--log-level',
    'silent',
  ];
  const env = { ...process.env, DATABASE_URL: '' };
  service = spawn(process.execPath, [join(root, 'apps/hub/main.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env,
  });
  const [line] = (await Promise.race([once(service.stdout ?? service, 'data'), once(service, 'exit')])) as [
    unknown,
  ];
  url = (JSON.parse(String(line)) as { url: string }).url;
  token = await accessToken();
});

after(async () => {
  if (service.exitCode === null) {
    const gone = once(service, 'exit');
    service.kill('SIGTERM');
    await gone;
  }
  rmSync(folder, { recursive: true, force: true });
});

async function accessToken(): Promise<string> {
  const operator = readFileSync(join(folder, 'operator-token'), 'utf8').trim();
  const made = await fetch(`${url}/admin/v1/clients`, {
    method: 'POST',
    headers: { authorization: `Bearer ${operator}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      id: 'conformance',
      organisation: '2120000829',
      scopes: ['vardefulla-datamangder:read', 'vardefulla-datamangder:ping'],
    }),
  });
  const { secret } = (await made.json()) as { secret: string };
  const basic = Buffer.from(`conformance:${secret}`).toString('base64');
  const answer = await fetch(`${url}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'vardefulla-datamangder:read vardefulla-datamangder:ping',
    }),
  });
  assert.equal(answer.status, 200, 'a token is issued for Basic credentials and both scopes');
  return ((await answer.json()) as { access_token: string }).access_token;
}

function call(method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${url}${basePath}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

interface Asked {
  readonly organisationer: readonly {
    readonly organisationsidentitet: {
      readonly identitetsbeteckning: string;
      readonly typ: { readonly klartext: string };
    };
    readonly organisationsnamn: { readonly organisationsnamnLista: readonly { readonly namn: string }[] };
    readonly juridiskForm: { readonly kod: string; readonly klartext: string };
  }[];
}

async function ask(number: string): Promise<Asked> {
  const answer = await call('POST', '/organisationer', { identitetsbeteckning: number });
  assert.equal(answer.status, 200, number);
  return (await answer.json()) as Asked;
}

function table(file: string): readonly Readonly<Record<string, string>>[] {
  const separator = file === 'jurform.csv' ? ';' : ',';
  const [header = '', ...lines] = readFileSync(join(shared, file), 'utf8').trim().split(/\r?\n/);
  const columns = header.split(separator);
  return lines.map((line) =>
    Object.fromEntries(line.split(separator).map((cell, i) => [columns[i] ?? '', cell])),
  );
}

test('the contract has the four operations, and each is answered', async () => {
  const listed = Object.entries(contract.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  assert.deepEqual(listed.sort(), operations.map(([method, path]) => `${method} ${path}`).sort());
  for (const [method, path] of operations) {
    const answer = await call(
      method.toUpperCase(),
      path.replace('{dokumentId}', 'x_paket'),
      method === 'post' ? {} : undefined,
    );
    assert.notEqual(answer.status, 405, path);
    if (!path.startsWith('/dokument/')) assert.notEqual(answer.status, 404, path);
  }
});

test('an answer holds every property of the contract and none that it lacks', async () => {
  const properties = Object.keys(schemaOf('Organisation').properties ?? {}).sort();
  for (const number of ['2120000829', '5560000167']) {
    const answer = await ask(number);
    assert.deepEqual(Object.keys(answer.organisationer[0] ?? {}).sort(), properties);
    assert.deepEqual(faults(schemaOf('OrganisationerSvar'), answer), []);
  }
});

test('an error is an ApiError with all its members', async () => {
  for (const answer of [
    await call('POST', '/organisationer', { identitetsbeteckning: '2120000828' }),
    await call('GET', '/dokument/finns-inte_paket'),
    await fetch(`${url}${basePath}/isalive`),
  ]) {
    const error = (await answer.json()) as Record<string, unknown>;
    assert.deepEqual(faults(schemaOf('ApiError'), error), []);
    assert.deepEqual(Object.keys(error).sort(), Object.keys(schemaOf('ApiError').properties ?? {}).sort());
  }
});

test('a document list fits the contract', async () => {
  const answer = await call('POST', '/dokumentlista', { identitetsbeteckning: '2120000829' });
  assert.deepEqual(faults(schemaOf('DokumentlistaSvar'), await answer.json()), []);
});

interface Published {
  readonly number: string;
  readonly name: string;
  readonly form: string;
  readonly verified: boolean;
}

test('every published municipality, region and authority is answered under its name', async () => {
  const published: readonly Published[] = [
    ...table('kommuner.csv').map((row) => ({
      number: row.orgnr ?? '',
      name: row.kommunkod === '0980' ? 'Region Gotland' : (row.namn ?? ''),
      form: '82',
      verified: true,
    })),
    ...table('regioner.csv')
      .filter((row) => row.lanskod !== '09')
      .map((row) => ({
        number: row.region_orgnr ?? '',
        name: row.region ?? '',
        form: '84',
        verified: false,
      })),
    ...table('authorities.csv').map((row) => ({
      number: row.orgnr ?? '',
      name: row.namn ?? '',
      form: '81',
      verified: false,
    })),
  ];
  assert.ok(published.length >= 339);
  const forms = new Map(table('jurform.csv').map((row) => [row.kod, row.benamning]));
  for (const { number, name, form, verified } of published) {
    const [organisation] = (await ask(number)).organisationer;
    assert.equal(organisation?.organisationsnamn.organisationsnamnLista[0]?.namn, name);
    assert.deepEqual(
      [organisation?.juridiskForm.kod, organisation?.juridiskForm.klartext],
      [form, forms.get(form)],
    );
    assert.equal(
      organisation?.organisationsidentitet.typ.klartext.includes('ej verifierat'),
      !verified,
      name,
    );
  }
});
