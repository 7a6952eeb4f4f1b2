import { interactionPolicy, type Policy, type ProviderContext } from 'oidc-provider';
import { scopeClaimsOfIdToken } from '../../wire/oidc-sweden.ts';

const { Check } = interactionPolicy;

/** When a person must be asked, beyond what OpenID Connect says by itself. */
export function swedishPolicy(sessionMinutes: number): Policy {
  const policy = interactionPolicy.base();
  const { checks } = policy.get('login');
  checks.add(new Check('claims_of_scopes', 'never asks', 'login_required', addScopeClaims), 0);
  checks.add(new Check('no_prompt', 'no prompt means log in', 'login_required', noPrompt));
  checks.add(new Check('same_client', 'single sign-on is for one client', 'login_required', otherClient));
  checks.add(
    new Check('age', 'the log-in is too old', 'login_required', ({ oidc }) =>
      oidc.session.past(sessionMinutes * 60),
    ),
  );
  checks.add(new Check('level', 'the log-in has another level', 'login_required', otherLevel));
  return policy;
}

/** Claims profile 1.0 §3.2 and §3.3: some scopes stand for claims in the ID token too; and the level is always told. */
function addScopeClaims({ oidc }: ProviderContext): boolean {
  const asked = (oidc.params.scope ?? '').split(' ');
  const names = asked.flatMap((scope) => scopeClaimsOfIdToken[scope] ?? []);
  const added = Object.fromEntries(names.map((name) => [name, null]));
  oidc.claims.id_token = { acr: null, ...added, ...oidc.claims.id_token };
  return false;
}

/** Sweden Connect's profile §2.1: a missing `prompt` is treated as `login`. */
function noPrompt({ oidc }: ProviderContext): boolean {
  return oidc.params.prompt === undefined && oidc.result?.login === undefined;
}

/** … and `prompt=none` answers only the client that the person logged in at, */
function otherClient({ oidc }: ProviderContext): boolean {
  if (oidc.result?.login !== undefined) return false;
  return oidc.session.authorizationFor(oidc.client.clientId)?.grantId === undefined;
}

/** … and only where the level is one of those asked for. */
function otherLevel({ oidc }: ProviderContext): boolean {
  const asked = oidc.params.acr_values?.split(' ') ?? [];
  return asked.length > 0 && !asked.includes(oidc.acr ?? '');
}
