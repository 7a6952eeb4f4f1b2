import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { swedishDate } from '@ena/kernel/time.ts';
import { levelAllowed } from '../../domain/eid-issuer.ts';
import type { UpstreamPerson } from '../../wire/upstream-claims.ts';
import type { Tools } from '../tools.ts';
import { finishLogin } from './finish.ts';
import { expiredPage, languageOf } from './handlers.ts';
import { type Interaction, readInteraction } from './interaction.ts';
import { recordLogin } from './login-audit.ts';
import { loginPage } from './login-page.ts';
import { type Departure, departureModel, type UpstreamMethod } from './upstream.ts';

/** A person comes back from an upstream provider: once, in the browser that left, for the log-in that it left for. */
export async function returnFromUpstream(request: RoomRequest, tools: Tools): Promise<RoomReply> {
  const departure = await departureOf(request, tools);
  const params = { uid: departure?.interaction ?? '' };
  const interaction = await readInteraction(tools.provider, { ...request, params });
  const language = languageOf(request, interaction);
  const method = tools.methods.find(({ id }) => id === departure?.method);
  if (departure === undefined || interaction === undefined || method === undefined)
    return expiredPage(language);
  const found = await method.finish(callbackUrl(request, tools), departure);
  const problem = found.ok ? await refusalOf(tools, method, interaction, found.value) : found.error;
  if (found.ok && problem === undefined) {
    const proof = { ...found.value, authority: method.issuer };
    return finishLogin(tools, { request, interaction, method: method.id, language }, proof);
  }
  tools.log.warn({ method: method.id, why: problem }, 'an upstream log-in was not accepted');
  await recordLogin(tools, request, 'upstream-failed');
  return loginPage(tools, { interaction, language, problem: 'upstreamFailed' });
}

/** What the register of levels and the client's own wish say against it. */
async function refusalOf(
  { store, clock }: Tools,
  method: UpstreamMethod,
  interaction: Interaction,
  { level }: UpstreamPerson,
): Promise<string | undefined> {
  const allowed = levelAllowed(await store.issuers.find(method.issuer), swedishDate(clock.now()));
  if (allowed === undefined) return 'the provider is not approved in the register of levels';
  if (level > allowed) return 'the provider claims a higher level than it is approved for';
  return interaction.levels.includes(level) ? undefined : 'the level is none of those asked for';
}

async function departureOf({ query }: RoomRequest, { store, clock }: Tools): Promise<Departure | undefined> {
  const { state } = query;
  if (typeof state !== 'string') return undefined;
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
