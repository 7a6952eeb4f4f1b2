import { holdsNul } from '@ena/kernel/crypto/nul-escape.ts';
import { errors, type ProviderContext } from 'oidc-provider';
import { params, scopes } from '../../wire/oidc-sweden.ts';
import { parseSignRequest } from '../../wire/sign-request.ts';
import { parseUserMessage } from '../../wire/user-message.ts';
import { memberOfRequest } from './request-object.ts';

type Validator = (ctx: ProviderContext, value: string | undefined) => void | Promise<void>;

export interface ExtraParamOptions {
  /** Log-in methods by id; `authnProvider` must name one. */
  readonly isProvider: (id: string) => boolean;
  /** Whether this client may have people sign, and anyone can. */
  readonly maySign: (clientId: string) => Promise<boolean>;
  readonly useUpRequestObject: (ctx: ProviderContext) => Promise<void>;
}

/**
 * What is checked beyond the library, in this order, once all else of a request is right and before anything is shown:
 * what holds once, Request parameters 1.1 and the signature extension 1.1.
 */
export function extraParams(options: ExtraParamOptions): Readonly<Record<string, Validator>> {
  return {
    claims: (_ctx, value) => {
      if (value !== undefined && holdsNul(value)) throw new errors.InvalidRequest('claims holds U+0000');
    },
    request: (ctx) => options.useUpRequestObject(ctx),
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
  const given = memberOfRequest(ctx, name);
  if (typeof given === 'object' && given !== null) ctx.oidc.params[name] = JSON.stringify(given);
  return ctx.oidc.params[name];
}
