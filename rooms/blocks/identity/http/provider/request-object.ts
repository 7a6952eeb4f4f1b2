import { sha256 } from '@ena/kernel/crypto/digest.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { errors, type ProviderClient, type ProviderContext } from 'oidc-provider';
import type { ProtocolEntries } from '../../store/store.ts';
import { params, scopes } from '../../wire/oidc-sweden.ts';
import { parseSignRequest } from '../../wire/sign-request.ts';
import { parseUserMessage } from '../../wire/user-message.ts';

type Claims = Readonly<Record<string, unknown>>;
type Validator = (ctx: ProviderContext, value: string | undefined) => void | Promise<void>;

/** Members of request objects that are JSON objects: the library would make text of them. */
const objects = new WeakMap<ProviderContext, Claims>();

/** Called with the claims of a request object, whose signature is checked right after. */
export function keepRequestObject(entries: ProtocolEntries, clock: Clock) {
  return async (
    ctx: ProviderContext,
    claims: Claims,
    _header: object,
    client: ProviderClient,
  ): Promise<void> => {
    // One that was pushed was judged then, and the library lets it be used once (RFC 9126 §4).
    const pushed = 'PushedAuthorizationRequest' in ctx.oidc.entities;
    if (client.requireSignedRequestObject === true && !pushed)
      await onceOnly(entries, claims, client.clientId, clock.now());
    objects.set(ctx, claims);
  };
}

const longestSeconds = 600;

/**
 * OpenID Federation 1.0 §12.1.1.1: `jti` and `exp` are required, `sub` is forbidden (so that no client assertion
 * passes for a request), and it holds once. An id that nobody knows cannot be used up by a stranger.
 */
async function onceOnly(
  entries: ProtocolEntries,
  { jti, exp, sub }: Claims,
  clientId: string,
  now: number,
): Promise<void> {
  if (typeof jti !== 'string' || typeof exp !== 'number' || sub !== undefined)
    throw new errors.InvalidRequestObject(
      'the request object of a federation member needs jti and exp, and no sub',
    );
  if (exp * 1000 > now + longestSeconds * 1000)
    throw new errors.InvalidRequestObject('the request object holds for too long');
  const id = sha256(`${clientId} ${jti}`).toString('base64url');
  if (!(await entries.firstUse('RequestObject', id, exp * 1000)))
    throw new errors.InvalidRequestObject('the request object was used before');
}

export interface ExtraParamOptions {
  /** Log-in methods by id; `authnProvider` must name one. */
  readonly isProvider: (id: string) => boolean;
  /** Whether this client may have people sign, and anyone can. */
  readonly maySign: (clientId: string) => Promise<boolean>;
}

/** Request parameters 1.1 and the signature extension 1.1: each value is checked before anything is shown. */
export function extraParams(options: ExtraParamOptions): Readonly<Record<string, Validator>> {
  return {
    [params.authnProvider]: (_ctx, value) => {
      if (value !== undefined && !options.isProvider(value))
        throw new errors.InvalidRequest('authnProvider names no provider of this server');
    },
    [params.userMessage]: (ctx) => {
      const text = textOf(ctx, params.userMessage);
      if (text === undefined) return;
      const message = parseUserMessage(text);
      if (!message.ok) throw new errors.InvalidRequest(`userMessage: ${message.error}`);
    },
    [params.signRequest]: (ctx) => checkSignRequest(ctx, options),
  };
}

/** Signature extension 1.1 §3: signed request, `prompt` with `login consent`, and a client that may. */
async function checkSignRequest(ctx: ProviderContext, { maySign }: ExtraParamOptions): Promise<void> {
  const asked = (ctx.oidc.params.scope ?? '').split(' ').includes(scopes.sign);
  const text = textOf(ctx, params.signRequest);
  if (!asked && text === undefined) return;
  if (!asked) throw new errors.InvalidRequest('signRequest without the scope sign');
  if (text === undefined) throw new errors.InvalidRequest('the scope sign without signRequest');
  if (!(await maySign(ctx.oidc.client.clientId)))
    throw new errors.UnauthorizedClient('the client may not ask for signatures');
  if (ctx.oidc.trusted?.includes(params.signRequest) !== true)
    throw new errors.InvalidRequest('signRequest must stand in a signed request object');
  if (!ctx.oidc.prompts.has('login') || !ctx.oidc.prompts.has('consent'))
    throw new errors.InvalidRequest('signRequest needs prompt with login and consent');
  const parsed = parseSignRequest(text);
  if (!parsed.ok) throw new errors.InvalidRequest(parsed.error);
}

/** The parameter as JSON text, restored where a request object held it as an object. */
function textOf(ctx: ProviderContext, name: string): string | undefined {
  const given = objects.get(ctx)?.[name];
  if (typeof given === 'object' && given !== null) ctx.oidc.params[name] = JSON.stringify(given);
  return ctx.oidc.params[name];
}
