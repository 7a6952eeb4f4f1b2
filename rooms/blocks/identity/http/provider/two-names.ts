import { decodeJwtUnverified } from '@ena/kernel/crypto/jwt.ts';
import { type ContextOfProvider, Provider } from 'oidc-provider';

/**
 * Profile §2.1: the `aud` of a request object is the issuer or the address of the authorization endpoint. The library
 * holds a request object against one name, which it asks of its context. Here the context answers with the name that
 * the request object under check chose, of those two; signature, times and all else stay the library's to judge.
 */
export class ProviderWithTwoNames extends Provider {
  #context: ContextOfProvider | undefined;

  override get OIDCContext(): ContextOfProvider {
    this.#context ??= withTwoNames(super.OIDCContext);
    return this.#context;
  }
}

/** Routes that take a request object. */
const taking: ReadonlySet<string> = new Set(['authorization', 'pushed_authorization_request']);

function withTwoNames(Context: ContextOfProvider): ContextOfProvider {
  return class extends Context {
    override get issuer(): string {
      const issuer = super.issuer;
      const request = taking.has(this.route) ? this.params?.request : undefined;
      return typeof request === 'string' ? nameChosen(request, issuer) : issuer;
    }
  };
}

/** What the request object says is not verified here, and need not be: either answer is a name of this server. */
function nameChosen(request: string, issuer: string): string {
  const aud = decodeJwtUnverified(request)?.payload.aud;
  const named = Array.isArray(aud) ? aud : [aud];
  const endpoint = `${issuer}/auth`;
  return !named.includes(issuer) && named.includes(endpoint) ? endpoint : issuer;
}
