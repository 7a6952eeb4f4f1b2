/** In whose name an e-service asks: the user's own, a user's who is no party, or no user's. */
export const contractScopes = ['user:self', 'user:other', 'user:any'] as const;
export type ContractScope = (typeof contractScopes)[number];

export type ScopeChoice =
  | { readonly kind: 'chosen'; readonly scope: ContractScope }
  /** The token is for calls about a user, who was not named. */
  | { readonly kind: 'user-missing'; readonly scope: 'user:self' | 'user:other' }
  /** The token is for calls without a user only, but one was named. */
  | { readonly kind: 'user-superfluous' };

/** Which of the token's scopes a call is made under: with a user `self` before `other`, without one `any`. */
export function chooseScope(granted: readonly string[], withUser: boolean): ScopeChoice {
  const aboutUser = (['user:self', 'user:other'] as const).find((scope) => granted.includes(scope));
  if (withUser) {
    return aboutUser === undefined ? { kind: 'user-superfluous' } : { kind: 'chosen', scope: aboutUser };
  }
  if (granted.includes('user:any')) return { kind: 'chosen', scope: 'user:any' };
  return { kind: 'user-missing', scope: aboutUser ?? 'user:self' };
}
