import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { consumedTypes } from '@ena/kernel/http/body.ts';
import type { MountedRoute } from '@ena/kernel/http/mount.ts';
import type { Route } from '@ena/kernel/http/route.ts';
import type { AssuranceLevel } from '@ena/kernel/identity/person-token.ts';

/** A started server and the credentials that its tables ask for; `TestHub` is one. */
export interface MatrixTarget {
  readonly url: string;
  readonly routes: readonly MountedRoute[];
  readonly operatorToken: string;
  accessToken(scopes: readonly string[]): Promise<string>;
  /** Needed where a row has a rule for persons. */
  personToken?(scopes: readonly string[], person?: { readonly loa?: AssuranceLevel }): string;
}

export interface MatrixOptions {
  /** Values for path parameters, where any short word will not do. */
  readonly params?: Readonly<Record<string, string>>;
}

/** A person's number from the tax agency's test series: no refusal may repeat it. */
const canary = '191212121212';

/**
 * Holds every operation of a room to the house's rules, and gives each all the wrong calls that its row allows:
 * no credential, a wrong one, one without the scope; a wrong method, media type, size, syntax and shape.
 * Each operation is a subtest. Where a row renders its own errors, any 4xx status is its contract's to choose.
 */
export async function exerciseRoutes(
  t: TestContext,
  target: MatrixTarget,
  room: string,
  options: MatrixOptions = {},
): Promise<void> {
  const rows = target.routes.filter((row) => row.room === room).map((row) => row.route);
  assert.notEqual(rows.length, 0, `no routes of ${room} are mounted`);
  for (const route of rows) {
    await t.test(`${route.operation} (${route.method} ${route.path})`, async (one) => {
      const calls = new Calls(target, route, options);
      await one.test('has reasons for what it leaves open', () => rules(route));
      for (const [name, check] of checksFor(route)) await one.test(name, () => check(calls));
    });
  }
  await t.test('a method that no row takes is 405, an address that is none is 404', () =>
    strays(target, rows, options),
  );
}

function rules(route: Route): void {
  assert.ok(route.limit.perMinute > 0, 'limit.perMinute is above zero');
  assert.ok(
    consumedTypes(route).length === 0 || route.limit.bodyBytes > 0,
    'a row with a body has limit.bodyBytes',
  );
  assert.ok(route.summary.length > 5, 'the summary says what it does');
  if ('why' in route.auth) assert.ok(route.auth.why.length > 10, 'auth.why says why it is safe');
  if ('why' in route.audit) assert.ok(route.audit.why.length > 10, 'audit.why says why there is no row');
}

type Check = (calls: Calls) => Promise<void>;

/** The wrong calls that this row must refuse. */
function checksFor(route: Route): readonly (readonly [string, Check])[] {
  const { kind } = route.auth;
  const closed = kind === 'scope' || kind === 'person' || kind === 'operator';
  const types = consumedTypes(route);
  const json = types.includes('application/json');
  return [
    ...(closed
      ? ([
          ['401 without a credential', unnamed],
          ['401 with a wrong one', misnamed],
        ] as const)
      : []),
    ...(kind === 'scope' || kind === 'person' ? ([['403 without the scope', unscoped]] as const) : []),
    ...(kind === 'person' ? personChecks(route.auth.loa) : []),
    ...(route.method === 'GET' ? [] : ([['415 for another media type', wrongType]] as const)),
    ...(types.length === 0 ? [] : ([['413 for a body too large', tooLarge]] as const)),
    ...(json ? ([['400 for broken JSON', brokenJson]] as const) : []),
    ...(json && route.schema?.body !== undefined ? ([['422 for another shape', wrongShape]] as const) : []),
    ...(hasLimit(route) ? ([['400 for a parameter that does not fit', wrongQuery]] as const) : []),
  ];
}

/** A token of a system is none of a person, and a weak log-in is answered with what would be strong enough. */
function personChecks(loa: AssuranceLevel = 3): readonly (readonly [string, Check])[] {
  const always = [['401 for the token of a system', systemAsPerson]] as const;
  return loa === 2 ? always : [...always, ['401 for a log-in that is too weak', weakLogin]];
}

function hasLimit(route: Route): boolean {
  const { properties = {} } = (route.schema?.query ?? {}) as { properties?: Record<string, unknown> };
  return 'limit' in properties;
}

const unnamed: Check = async (calls) => {
  const answer = await calls.send({}, {});
  await calls.refused(answer, 401);
  assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer /);
};

const misnamed: Check = async (calls) =>
  calls.refused(await calls.send({ authorization: 'Bearer wrong.token' }, {}), 401);

const unscoped: Check = async (calls) => {
  const answer = await calls.send(await calls.credential([]), {});
  await calls.refused(answer, 403);
  assert.match(answer.headers.get('www-authenticate') ?? '', /insufficient_scope/);
};

const systemAsPerson: Check = async (calls) => {
  const token = await calls.target.accessToken([]);
  await calls.refused(await calls.send({ authorization: `Bearer ${token}` }, {}), 401);
};

const weakLogin: Check = async (calls) => {
  const answer = await calls.send(await calls.credential(undefined, 2), {});
  await calls.refused(answer, 401);
  const challenge = answer.headers.get('www-authenticate') ?? '';
  assert.match(challenge, /error="insufficient_user_authentication"/);
  assert.match(challenge, /acr_values="http:\/\/id\.elegnamnden\.se\/loa\/1\.0\/loa[34]"/);
};

const wrongType: Check = async (calls) => {
  const headers = { ...(await calls.credential()), 'content-type': 'application/x-none' };
  await calls.refused(await calls.send(headers, { body: canary }), 415);
};

const tooLarge: Check = async (calls) => {
  const body = new Uint8Array(calls.route.limit.bodyBytes + 1).fill(32);
  await calls.refused(await calls.send(await calls.typed(), { body }), 413);
};

const brokenJson: Check = async (calls) =>
  calls.refused(await calls.send(await calls.typed(), { body: `{"${canary}` }), 400);

const wrongShape: Check = async (calls) => {
  const body = JSON.stringify([{ 'å ä ö': canary }]);
  await calls.refused(await calls.send(await calls.typed(), { body }), 422);
};

const wrongQuery: Check = async (calls) =>
  calls.refused(await calls.send(await calls.credential(), { query: `?limit=${canary}x` }), 400);

/** Sends calls to one row and judges the refusals. */
class Calls {
  readonly target: MatrixTarget;
  readonly route: Route;
  readonly #options: MatrixOptions;

  constructor(target: MatrixTarget, route: Route, options: MatrixOptions) {
    this.target = target;
    this.route = route;
    this.#options = options;
  }

  /** The header that lets a call past the row's rule; with other scopes or a weaker log-in than it asks, where given. */
  async credential(scopes?: readonly string[], loa?: AssuranceLevel): Promise<Record<string, string>> {
    const { auth } = this.route;
    if (auth.kind === 'operator') return { authorization: `Bearer ${this.target.operatorToken}` };
    if (auth.kind === 'scope')
      return { authorization: `Bearer ${await this.target.accessToken(scopes ?? [auth.scope].flat())}` };
    if (auth.kind === 'person')
      return { authorization: `Bearer ${this.#person(scopes ?? [auth.scope], loa ?? auth.loa ?? 3)}` };
    return {};
  }

  #person(scopes: readonly string[], loa: AssuranceLevel): string {
    const { personToken } = this.target;
    assert.ok(personToken, 'the target has personToken, for a row has a rule for persons');
    return personToken.call(this.target, scopes, { loa });
  }

  async typed(): Promise<Record<string, string>> {
    const [type = 'application/json'] = consumedTypes(this.route);
    return { ...(await this.credential()), 'content-type': type };
  }

  send(headers: Record<string, string>, call: { body?: string | Uint8Array<ArrayBuffer>; query?: string }) {
    const url = `${this.target.url}${pathOf(this.route, this.#options)}${call.query ?? ''}`;
    return fetch(url, { method: this.route.method, headers, body: call.body ?? null, redirect: 'manual' });
  }

  async refused(answer: Response, status: number): Promise<void> {
    const text = await answer.text();
    if (this.route.renderProblem === undefined) {
      assert.equal(answer.status, status, text);
      assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/);
      const problem = JSON.parse(text) as { type: string; status: number };
      assert.match(problem.type, /^urn:ena:problem:/);
      assert.equal(problem.status, status);
    } else {
      assert.ok(answer.status >= 400 && answer.status < 500, `answered ${answer.status}: ${text}`);
    }
    assert.equal(text.includes(canary), false, 'the refusal repeats what the caller sent');
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    assert.notEqual(answer.headers.get('x-request-id'), null);
  }
}

async function strays(target: MatrixTarget, rows: readonly Route[], options: MatrixOptions): Promise<void> {
  for (const route of rows) {
    const path = pathOf(route, options);
    const stray = await fetch(`${target.url}${path}/${canary}/no-such-place`);
    assert.equal(stray.status, 404, `${path}/…/no-such-place`);
    assert.equal((await stray.text()).includes(canary), false);
    const wrongMethod = await fetch(`${target.url}${path}`, { method: 'OPTIONS' });
    assert.equal(wrongMethod.status, 405, `OPTIONS ${path}`);
    assert.ok(
      wrongMethod.headers.get('allow')?.includes(route.method),
      `Allow of ${path} names ${route.method}`,
    );
    await wrongMethod.arrayBuffer();
  }
}

function pathOf(route: Route, options: MatrixOptions): string {
  return route.path.replaceAll(
    /:([A-Za-z0-9_]+)|\*/g,
    (_whole, name) => options.params?.[name ?? '*'] ?? 'word',
  );
}
