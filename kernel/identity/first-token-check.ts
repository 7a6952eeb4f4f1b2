type Check<Holder, Presented> = (token: string, presented?: Presented) => Promise<Holder | undefined>;

/** Asks one issuer after the other; the first that knows the token answers. */
export function firstOf<Holder, Presented>(
  checks: readonly Check<Holder, Presented>[],
): Check<Holder, Presented> {
  return async (token, presented) => {
    for (const check of checks) {
      const holder = await check(token, presented);
      if (holder !== undefined) return holder;
    }
    return undefined;
  };
}
