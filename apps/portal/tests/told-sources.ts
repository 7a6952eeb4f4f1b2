import type { IncomingMessage } from 'node:http';
import { serve, type TestServer } from '@ena/client/tests/serve.ts';

export const matterId = 'matter_00000000000000000000000000000000';
export const markId = matterId.replace('0', '1');
export const serviceId = matterId.replace('0', '2');
export const signatureId = `signature_${'0'.repeat(32)}`;

const page = (items: readonly object[]) => ({
  items,
  _meta: { totalRecords: items.length, page: 1, limit: 100, count: items.length },
});

const bolagsverket = {
  orgnr: '2021005489',
  entityId: 'https://2021005489.sandbox.localhost',
  name: 'Bolagsverket',
  services: [
    {
      id: 'foretagsinformation',
      title: 'Värdefulla datamängder om företag',
      operations: [{ method: 'POST', path: '/organisationer' }],
    },
  ],
};

const markType = {
  type: 'federation-member-low',
  identifier: 'https://hub.exempel.se/trust-marks/federation-member-low',
  title: { sv: 'Federationsmedlem, nivå låg', en: 'Federation member, level low' },
  issuer: 'https://hub.exempel.se/trust-mark-issuer',
  requirements: [
    { code: 'A.1', text: 'Medlemmen ska vara en registrerad juridisk person.' },
    { code: 'F.8', text: 'Det ska finnas processer för auktorisationsregler på ett kontrollerat sätt.' },
  ],
};

/** What a hub with two organisations tells; the company service is down. */
const told: Readonly<Record<string, object>> = {
  '/health': { status: 'ready', reasons: [] },
  '/karlskrona/health': { status: 'ready', reasons: [] },
  '/bolagsverket/health': {
    status: 'degraded',
    reasons: ['The hub has not answered for 3 hours; statements last another 69.'],
  },
  '/trust-framework/v1/organisations': page([
    {
      orgnr: '2120000829',
      entityId: 'https://2120000829.sandbox.localhost',
      name: 'Karlskrona kommun',
      services: [],
    },
    bolagsverket,
  ]),
  '/trust-framework/v1/organisations/2021005489': bolagsverket,
  '/trust-framework/v1/trust-mark-types': page([markType]),
  '/federation/list': [
    'https://hub.exempel.se/hosted/2021005489/register',
    'https://hub.exempel.se/hosted/2120000829/annat',
    'https://annan.exempel.se/hosted/2021005489/falsk',
  ],
  '/traceability/v1/logs': page([
    {
      orgnr: '2021005489',
      origin: '2021005489.sandbox.localhost/log',
      size: 17,
      root: '',
      cosignedAt: '2026-03-02T09:00:02.000Z',
    },
  ]),
};

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An entity configuration in form; its signature is nobody's, for the pages show it and rely on nothing in it. */
const configuration = `${encoded({ alg: 'ES256', typ: 'entity-statement+jwt', kid: 'f1' })}.${encoded({
  iss: bolagsverket.entityId,
  sub: bolagsverket.entityId,
  iat: 1,
  exp: 2,
  jwks: { keys: [{ kty: 'EC', crv: 'P-256', kid: 'federationsnyckel-1', x: 'x', y: 'y', alg: 'ES256' }] },
  metadata: { ena_connector: { jwks: { keys: [{ kty: 'EC', crv: 'P-256', kid: 'utbytesnyckel-1' }] } } },
  trust_marks: [
    {
      trust_mark_type: 'https://exempel.se/marke/ladok',
      trust_mark: `x.${encoded({ iss: 'https://exempel.se' })}.x`,
    },
  ],
})}.${Buffer.alloc(64).toString('base64url')}`;

const text = (sv: string, en: string) => ({ sv, en });
const at = '2026-11-22T10:00:00+01:00';

const matter = {
  id: matterId,
  kind: 'organisation',
  orgnr: '2120003005',
  state: 'signing',
  stateText: text('Avtalet väntar på underskrifter', 'The agreement awaits signatures'),
  final: false,
  waitsFor: ['signatory'],
  revision: 2,
  createdAt: at,
  changedAt: at,
  said: {
    step: 'pass-checks',
    reason: 'Kontrollerna är godkända.',
    mend: ['Ange en e-postadress på er domän.'],
  },
  steps: [
    { step: 'sign', demands: 'nothing' },
    { step: 'make-join-token', demands: 'nothing' },
    { step: 'withdraw', demands: 'reason' },
    { step: 'return', demands: 'reason-and-mend' },
    { step: 'resubmit', demands: 'nothing' },
  ],
  application: {
    organisationName: 'Uppsala kommun',
    applicant: 'Wilma Testberg',
    email: 'registrator@uppsala.example',
    checks: [
      {
        check: 'number',
        result: 'passed',
        explanation: text('Numret är rätt skrivet.', 'The number is right.'),
      },
      {
        check: 'signatories',
        result: 'failed',
        explanation: text('Firmatecknaren saknas.', 'There is no signatory.'),
        mend: text('Anmäl firmatecknare.', 'Register signatories.'),
      },
    ],
    signing: {
      round: 1,
      agreement: { version: '2026-1', sha256: '00' },
      signatories: [{ name: 'Wilma Testberg', role: 'ordförande', signed: false }],
      missing: 1,
      asOf: '2026-11-22',
      fictitious: true,
    },
  },
};

const mark = {
  ...matter,
  id: markId,
  kind: 'trust-mark',
  state: 'verifying',
  stateText: text('Kraven verifieras ett för ett', 'Requirements are verified one by one'),
  application: undefined,
  steps: [
    { step: 'assess', demands: 'reason' },
    { step: 'return', demands: 'reason-and-mend' },
    { step: 'issue', demands: 'reason' },
  ],
  trustMark: {
    type: 'federation-member-low',
    entityId: 'https://2120003005.sandbox.localhost',
    actorType: 'K',
    requirements: [
      { requirement: 'A.1', control: 'S' },
      { requirement: 'F.8', control: 'E' },
    ],
    assessments: [
      {
        requirement: 'A.1',
        verdict: 'met',
        control: 'S',
        evidence: 'dnr 2026/åäö',
        reason: 'Registreringsbeviset är läst.',
        by: 'Kerstin Exempelsson',
        at,
      },
    ],
  },
};

const service = {
  ...matter,
  id: serviceId,
  kind: 'service',
  state: 'published',
  stateText: text('Publicerad', 'Published'),
  final: true,
  application: undefined,
  steps: [
    { step: 'save', demands: 'nothing' },
    { step: 'withdraw', demands: 'reason' },
  ],
  service: {
    title: 'E-tjänst för bygglov',
    entityId: 'https://hub.exempel.se/hosted/2120003005/bygglov',
    entityType: 'oauth_client',
    metadata: { client_name: 'Bygglov åäö' },
    publishedAt: at,
  },
};

const signature = {
  id: signatureId,
  name: 'Wilma Testberg',
  signedAt: at,
  loa: 3,
  agreementSha256: '00',
};

const entry = {
  number: 1,
  at,
  step: 'apply',
  to: 'applied',
  by: { kind: 'person', name: 'Wilma Testberg', role: 'applicant' },
  reason: 'Vi vill ansluta oss.',
  mend: ['Något att rätta'],
  details: {},
};

const own = {
  orgnr: '2120003005',
  organisationName: 'Uppsala kommun',
  roles: ['administrative', 'technical'],
};

const grant = {
  id: 'grant_1',
  provider: '2021005489',
  consumer: '2120003005/verksamhet',
  service: 'foretagsinformation',
  operations: [{ method: 'POST', path: '/organisationer' }],
  purposes: ['handläggning'],
  legalBasis: ['GDPR-6.1.e'],
  validFrom: '2025-03-02T10:00:00+01:00',
  agreement: 'Avtal 2026-å',
  toldAt: at,
};

const over = {
  ...grant,
  provider: '2120003005',
  consumer: '2120000829',
  validTo: '2025-04-02T10:00:00+02:00',
};

const inventory = {
  orgnr: '2120003005',
  entityId: 'https://2120003005.sandbox.localhost',
  toldAt: at,
  systems: [
    { name: 'verksamhet', auth: 'loopback' },
    { name: 'arkiv', auth: 'mtls' },
  ],
  services: [{ id: 'bygglov', title: 'Bygglov <å>', operations: [{ method: 'GET', path: '/ärenden/{id}' }] }],
};

/** What the onboarding API tells the person whose token the test provider gave. */
const toldPerson: Readonly<Record<string, object>> = {
  '/onboarding/v1/organisations': page([own]),
  '/onboarding/v1/matters': page([matter]),
  [`/onboarding/v1/matters/${matterId}`]: matter,
  [`/onboarding/v1/matters/${matterId}/history`]: page([entry]),
  [`/onboarding/v1/applications/${matterId}/agreement`]: {
    version: '2026-1',
    round: 1,
    text: 'ANSLUTNINGSAVTAL\n\n1. Organisationen blir medlem i Ena.',
    sha256: '00',
  },
  [`/onboarding/v1/matters/${markId}`]: { ...mark, state: 'issued', final: true, steps: [] },
  [`/onboarding/v1/matters/${markId}/history`]: page([entry]),
  [`/onboarding/v1/matters/${serviceId}`]: service,
  [`/onboarding/v1/matters/${serviceId}/history`]: page([entry]),
  [`/onboarding/v1/applications/${matterId}/signatures`]: page([signature]),
  '/onboarding/v1/organisations/2120003005/inventory': inventory,
  '/onboarding/v1/organisations/2120003005/grants?direction=given': page([over]),
  '/onboarding/v1/organisations/2120003005/grants?direction=received': page([grant]),
  '/onboarding/v1/organisations/2120000829/grants?direction=given': page([]),
  '/onboarding/v1/organisations/2120000829/grants?direction=received': page([]),
  '/onboarding/v1/organisations/2120003005/matters': page([matter, mark, service]),
  '/onboarding/v1/review/matters': page([matter, mark]),
  '/onboarding/v1/review/matters?orgnr=2120003005': page([matter]),
  '/onboarding/v1/review/matters?orgnr=2120000829': page([]),
  [`/onboarding/v1/review/matters/${mark.id}`]: mark,
  [`/onboarding/v1/review/matters/${mark.id}/history`]: page([entry]),
};

/** What was sent to the onboarding API: `POST /path {body}`, with the headers that guard it. */
export const sentToOnboarding: {
  call: string;
  body: unknown;
  ifMatch: string | undefined;
  key: string | undefined;
}[] = [];

let refusesReview = false;

/** From now on the person is a case handler no more, or again. */
export function refuseReview(refuses: boolean): void {
  refusesReview = refuses;
}

/** Steps and applications answer with the matter; a step without its reason is refused as the room refuses it. */
function onboarding(path: string, request: IncomingMessage, body: Record<string, unknown>): [number, object] {
  if (request.headers.authorization !== 'Bearer test-access-token')
    return [401, { type: 'urn:ena:problem:http:unauthenticated', title: 'x', status: 401 }];
  if (refusesReview && path.startsWith('/onboarding/v1/review/'))
    return [403, { type: 'urn:ena:problem:onboarding:not-a-case-handler', title: 'x', status: 403 }];
  if (request.method === 'GET') {
    const asked = new URLSearchParams((request.url ?? '').split('?')[1]);
    const narrowed = ['direction', 'orgnr'].flatMap((name) =>
      asked.has(name) ? [`?${name}=${asked.get(name)}`] : [],
    );
    const found = toldPerson[`${path}${narrowed.join('')}`];
    const slug = path.endsWith('2120000829/inventory') ? 'no-inventory' : 'unknown-matter';
    return found === undefined
      ? [404, { type: `urn:ena:problem:onboarding:${slug}`, title: 'x', status: 404 }]
      : [200, found];
  }
  const { 'if-match': ifMatch, 'idempotency-key': key } = request.headers;
  sentToOnboarding.push({ call: `${request.method} ${path}`, body, ifMatch, key: key as string | undefined });
  if (path.endsWith('/steps') && body.reason === undefined)
    return [422, { type: 'urn:ena:problem:onboarding:reason-missing', title: 'x', status: 422 }];
  if (path.endsWith('/applications') && body.orgnr === '2120000829')
    return [409, { type: 'urn:ena:problem:onboarding:application-exists', title: 'x', status: 409 }];
  if (path.endsWith('/join-tokens'))
    return [201, { joinToken: 'x', expiresAt: at, command: 'ena org add 2120003005 --join-token hemlig' }];
  if (path.endsWith('/contacts')) return [201, { contact: matter, code: 'inbjudningskod' }];
  if (path.endsWith('/services') && body.name === 'ej-medlem')
    return [409, { type: 'urn:ena:problem:onboarding:not-a-member', title: 'x', status: 409 }];
  return [200, matter];
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let read = '';
  for await (const chunk of request) read += chunk;
  return read === '' ? {} : JSON.parse(read);
}

/** Entities whose mark is in force. */
const marked = [
  'https://hub.exempel.se/hosted/2021005489/register',
  'https://annan.exempel.se/hosted/2021005489/falsk',
  mark.trustMark.entityId,
];

export function serveToldSources(): Promise<TestServer> {
  return serve(async (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    if (path === '/federation/entities/2021005489') {
      response.writeHead(200, { 'content-type': 'application/entity-statement+jwt' }).end(configuration);
      return;
    }
    if (path === `/onboarding/v1/applications/${matterId}/signatures/${signatureId}`) {
      response.writeHead(200, { 'content-type': 'text/plain' }).end('eyJ.underskrift.x');
      return;
    }
    if (path.startsWith('/onboarding/')) {
      const [status, answer] = onboarding(path, request, await bodyOf(request));
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      return;
    }
    if (path === '/trust-mark-issuer/trust_mark') {
      const sub = new URLSearchParams((request.url ?? '').split('?')[1]).get('sub') ?? '';
      response
        .writeHead(marked.includes(sub) ? 200 : 404)
        .end(`x.${encoded({ iat: 1, exp: 1795_000_000 })}.x`);
      return;
    }
    const body = told[path];
    response
      .writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' })
      .end(JSON.stringify(body ?? { type: 'about:blank', title: 'Saknas', status: 404 }));
  });
}
