import { type Page, pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import { rfc3339 } from '@ena/kernel/time.ts';
import type { RuleKind, RuleValues } from '../../domain/decision/rules.ts';
import type { KeptRule, RuleVersion } from '../../store/decisions/store.ts';
import { addRule, type RuleKeeper, removeRule, replaceRule } from '../../use-cases/decide/keep-rule.ts';
import { type RuleForm, renderKept } from '../../wire/authzen/rules/rule.ts';
import { problemReply } from './problem-reply.ts';

type ById = RoomRequest<{ readonly id: string }, unknown, unknown>;

/** The same operations on each kind of rule. */
export interface RuleHandlers<Body> {
  list(request: RoomRequest<unknown, Page>): Promise<RoomReply>;
  read(request: ById): Promise<RoomReply>;
  add(request: RoomRequest<unknown, unknown, Body>): Promise<RoomReply>;
  replace(request: RoomRequest<{ readonly id: string }, unknown, Body>): Promise<RoomReply>;
  remove(request: ById): Promise<RoomReply>;
  versions(request: RoomRequest<{ readonly id: string }, Page>): Promise<RoomReply>;
}

export function ruleHandlers<Kind extends RuleKind, Body>(
  form: RuleForm<Kind, Body>,
  keeper: RuleKeeper,
): RuleHandlers<Body> {
  return {
    list: (request) => list(form, keeper, request),
    read: (request) => read(form, keeper, request),
    add: (request) => add(form, keeper, request),
    replace: (request) => replace(form, keeper, request),
    remove: (request) => remove(form, keeper, request),
    versions: (request) => versions(form, keeper, request),
  };
}

type AnyForm<Kind extends RuleKind> = Pick<RuleForm<Kind, never>, 'kind' | 'collection' | 'render'>;

export function ruleReply<Kind extends RuleKind>(
  form: AnyForm<Kind>,
  status: number,
  rule: KeptRule,
): RoomReply {
  const body = renderKept(rule, form.render(rule.value as RuleValues[Kind]));
  return { status, headers: { etag: `"${rule.version}"` }, body };
}

async function read<Kind extends RuleKind>(
  form: AnyForm<Kind>,
  { store }: RuleKeeper,
  { params, headers }: ById,
): Promise<RoomReply> {
  const rule = await store.find(form.kind, params.id);
  if (rule === undefined) return unknownRule(form);
  const reply = ruleReply(form, 200, rule);
  if (headers['if-none-match'] !== reply.headers?.etag) return reply;
  return { status: 304, headers: { etag: `"${rule.version}"` } };
}

async function list<Kind extends RuleKind>(
  form: AnyForm<Kind>,
  { store }: RuleKeeper,
  { query }: RoomRequest<unknown, Page>,
): Promise<RoomReply> {
  const { rules, total } = await store.list(form.kind, pageOffset(query), query.limit);
  const items = rules.map((rule) => renderKept(rule, form.render(rule.value as RuleValues[Kind])));
  return { status: 200, body: renderPage(items, total, query, pathOf(form)) };
}

async function add<Kind extends RuleKind, Body>(
  form: RuleForm<Kind, Body>,
  keeper: RuleKeeper,
  request: RoomRequest<unknown, unknown, Body>,
): Promise<RoomReply> {
  const key = request.headers['idempotency-key'];
  if (key !== undefined && !(typeof key === 'string' && /^[\x21-\x7e]{1,128}$/.test(key))) {
    return problemReply('bad-idempotency-key', 'Send 1 to 128 visible ASCII characters, a UUID for one.');
  }
  const write = { kind: form.kind, value: form.toValue(request.body), by: byWhom(request) };
  const outcome = await addRule(write, key, keeper);
  switch (outcome.kind) {
    case 'added':
    case 'repeated': {
      const reply = ruleReply(form, 201, outcome.rule);
      return { ...reply, headers: { ...reply.headers, location: `${pathOf(form)}/${outcome.rule.id}` } };
    }
    case 'taken':
      return problemReply('rule-exists', 'Replace the one that is there.');
    case 'key-reused':
      return problemReply('idempotency-key-reused', 'Use a new key for a new request.');
    case 'bad-rule':
      return problemReply('bad-rule', outcome.detail);
    default:
      return unreachable(outcome);
  }
}

async function replace<Kind extends RuleKind, Body>(
  form: RuleForm<Kind, Body>,
  keeper: RuleKeeper,
  request: RoomRequest<{ readonly id: string }, unknown, Body>,
): Promise<RoomReply> {
  const version = seenVersion(request);
  if (version === undefined) return versionMissing();
  const write = { kind: form.kind, value: form.toValue(request.body), by: byWhom(request) };
  const outcome = await replaceRule(write, request.params.id, version, keeper);
  switch (outcome.kind) {
    case 'replaced':
      return ruleReply(form, 200, outcome.rule);
    case 'unknown':
      return unknownRule(form);
    case 'changed-meanwhile':
      return problemReply('changed-meanwhile', 'Read the rule again, and repeat with its ETag.');
    case 'key-changed':
      return problemReply('name-fixed', 'Make a new rule, and remove this one.');
    case 'bad-rule':
      return problemReply('bad-rule', outcome.detail);
    default:
      return unreachable(outcome);
  }
}

async function remove<Kind extends RuleKind>(
  form: AnyForm<Kind>,
  keeper: RuleKeeper,
  request: ById,
): Promise<RoomReply> {
  const version = seenVersion(request);
  if (version === undefined) return versionMissing();
  const outcome = await removeRule(form.kind, request.params.id, version, byWhom(request), keeper);
  switch (outcome) {
    case 'removed':
      return { status: 204 };
    case 'unknown':
      return unknownRule(form);
    case 'changed-meanwhile':
      return problemReply('changed-meanwhile', 'Read the rule again, and repeat with its ETag.');
    default:
      return unreachable(outcome);
  }
}

async function versions<Kind extends RuleKind>(
  form: AnyForm<Kind>,
  { store }: RuleKeeper,
  { params, query }: RoomRequest<{ readonly id: string }, Page>,
): Promise<RoomReply> {
  const found = await store.versions(form.kind, params.id, pageOffset(query), query.limit);
  if (found.total === 0) return unknownRule(form);
  const items = found.versions.map((version) => renderVersion(form, version));
  return {
    status: 200,
    body: renderPage(items, found.total, query, `${pathOf(form)}/${params.id}/versions`),
  };
}

function renderVersion<Kind extends RuleKind>(form: AnyForm<Kind>, version: RuleVersion) {
  const { value, changedAt, ...rest } = version;
  const rule = value === undefined ? {} : { rule: form.render(value as RuleValues[Kind]) };
  return { ...rest, changedAt: rfc3339(changedAt), ...rule };
}

function seenVersion({ headers }: RoomRequest<unknown, unknown, unknown>): number | undefined {
  const etag = headers['if-match'];
  const version = typeof etag === 'string' ? /^"([1-9]\d{0,8})"$/.exec(etag)?.[1] : undefined;
  return version === undefined ? undefined : Number(version);
}

function byWhom({ caller }: RoomRequest<unknown, unknown, unknown>): string {
  return caller.kind === 'client' ? `client:${caller.id}` : caller.kind;
}

function pathOf({ collection }: Pick<AnyForm<RuleKind>, 'collection'>): string {
  return `/access-policy/v1/${collection}`;
}

function versionMissing(): RoomReply {
  return problemReply('version-missing', 'Send If-Match with the ETag of the rule as you have read it.');
}

export function unknownRule({ collection }: Pick<AnyForm<RuleKind>, 'collection'>): RoomReply {
  return problemReply('unknown-rule', `Find the ids in /access-policy/v1/${collection}.`);
}
