import { errors, type ProviderContext } from 'oidc-provider';
import { params, scopes } from '../../wire/oidc-sweden.ts';
import { parseSignRequest } from '../../wire/sign-request.ts';
import { parseUserMessage } from '../../wire/user-message.ts';

type Claims = Readonly<Record<string, unknown>>;
type Validator = (ctx: ProviderContext, value: string | undefined) => void;

/** Members of request objects that are JSON objects: the library would make text of them. */
const objects = new WeakMap<ProviderContext, Claims>();

/** Called with the verified claims of a request object. */
export function keepRequestObject(ctx: ProviderContext, claims: Claims): void {
  objects.set(ctx, claims);
}

export interface ExtraParamOptions {
  /** Log-in methods by id; `authnProvider` must name one. */
  readonly isProvider: (id: string) => boolean;
  /** Whether this client may have people sign; never outside the sandbox. */
  readonly maySign: (clientId: string) => boolean;
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
function checkSignRequest(ctx: ProviderContext, { maySign }: ExtraParamOptions): void {
  const asked = (ctx.oidc.params.scope ?? '').split(' ').includes(scopes.sign);
  const text = textOf(ctx, params.signRequest);
  if (!asked && text === undefined) return;
  if (!asked) throw new errors.InvalidRequest('signRequest without the scope sign');
  if (text === undefined) throw new errors.InvalidRequest('the scope sign without signRequest');
  if (!maySign(ctx.oidc.client.clientId))
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
