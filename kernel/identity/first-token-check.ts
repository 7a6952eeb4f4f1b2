type Check<Holder> = (token: string) => Promise<Holder | undefined>;

/** Asks one issuer after the other; the first that knows the token answers. */
export function firstOf<Holder>(checks: readonly Check<Holder>[]): Check<Holder> {
  return async (token) => {
    for (const check of checks) {
      const holder = await check(token);
      if (holder !== undefined) return holder;
    }
    return undefined;
  };
}
