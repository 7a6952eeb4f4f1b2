import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { swedishDate } from '@ena/kernel/time.ts';
import { levelAllowed } from '../../domain/eid-issuer.ts';
import type { Tools } from '../tools.ts';
import { expectedNumbers } from './expected-person.ts';
import { type Finish, finishLogin, refuseLogin } from './finish.ts';
import { expiredPage, languageOf } from './handlers.ts';
import { readInteraction } from './interaction.ts';
import { recordLogin } from './login-audit.ts';
import { loginPage } from './login-page.ts';
import type { Proof } from './method.ts';
import type { UpstreamMethod, UpstreamProblem, UpstreamProof } from './upstream.ts';
import { type Departure, departureModel } from './upstream-client.ts';

/** A person comes back from an upstream provider: once, in the browser that left, for the log-in that it left for. */
export async function returnFromUpstream(request: RoomRequest, tools: Tools): Promise<RoomReply> {
  const departure = await departureOf(request, tools);
  const params = { uid: departure?.interaction ?? '' };
  const interaction = await readInteraction(tools.provider, { ...request, params });
  const language = languageOf(request, interaction);
  const method = tools.methods.find(({ id }) => id === departure?.method);
  if (departure === undefined || interaction === undefined || method === undefined)
    return expiredPage(language);
  const finish = { request, interaction, method: method.id, language };
  const found = await method.finish(callbackUrl(request, tools), departure, interaction);
  const proof = found.ok ? await accepted(tools, method, finish, found.value) : found;
  return proof.ok ? finishLogin(tools, finish, proof.value) : refuse(tools, finish, proof.error);
}

type Refusal = UpstreamProblem | { readonly kind: 'other-person'; readonly why: string };

/** The register of levels and the client's own wish have the last word. */
async function accepted(
  tools: Tools,
  method: UpstreamMethod,
  { interaction }: Finish,
  found: UpstreamProof,
): Promise<Result<Proof, Refusal>> {
  const { store, clock } = tools;
  const failed = (why: string) => fail({ kind: 'failed', why } as const);
  const allowed = levelAllowed(await store.issuers.find(method.issuer), swedishDate(clock.now()));
  if (allowed === undefined) return failed('the provider is not approved in the register of levels');
  if (found.level > allowed) return failed('the provider claims a higher level than it is approved for');
  if (!interaction.levels.includes(found.level)) return failed('the level is none of those asked for');
  const expected = await expectedNumbers(tools, interaction);
  if (expected.length > 0 && !expected.includes(found.person.personalNumber))
    return fail({
      kind: 'other-person',
      why: 'the provider vouches for another person than the one expected',
    });
  return ok({ ...found, authority: method.issuer });
}

/** The person may try again or choose another way; one who cancelled a signature has chosen. */
async function refuse(
  tools: Tools,
  { request, interaction, method, language }: Finish,
  { kind, why }: Refusal,
): Promise<RoomReply> {
  if (kind === 'cancelled' && interaction.sign !== undefined)
    return refuseLogin(tools, request, 'access_denied', 'the person cancelled the signature');
  tools.log.warn({ method, why }, 'an upstream log-in was not accepted');
  const other = kind === 'other-person';
  await recordLogin(tools, request, other ? 'other-person' : 'upstream-failed');
  const unsigned = interaction.sign === undefined ? 'upstreamFailed' : 'signatureFailed';
  return loginPage(tools, { interaction, language, problem: other ? 'otherPerson' : unsigned });
}

async function departureOf({ query }: RoomRequest, { store, clock }: Tools): Promise<Departure | undefined> {
  const { state } = query;
  if (typeof state !== 'string' || !/^[\w-]{1,100}$/.test(state)) return undefined;
  const kept = await store.entries.find(departureModel, state, clock.now());
  if (kept === undefined || !(await store.entries.consume(departureModel, state, clock.now())))
    return undefined;
  await store.entries.remove(departureModel, state);
  return kept as unknown as Departure;
}

function callbackUrl({ query }: RoomRequest, { issuer }: Tools): URL {
  const url = new URL(`${issuer}/upstream/callback`);
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(name, value);
  return url;
}
