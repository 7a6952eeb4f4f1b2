/**
 * How many searches for entities of one host have led nowhere of late. Anyone may ask about any name, and each look
 * costs its host a call: nobody is to make the resolver call one host thousands of times.
 */
export interface MissesByHost {
  areTooMany(entityId: string): boolean;
  /** A search begins; it counts until `forgive` says that it led somewhere. */
  note(entityId: string): void;
  forgive(entityId: string): void;
}

const mostInAMinute = 600;
const mostHosts = 10_000;

export function missesByHost(nowSeconds: () => number): MissesByHost {
  const hosts = new Map<string, { readonly minute: number; count: number }>();
  const thisMinute = () => Math.floor(nowSeconds() / 60);
  const find = (entityId: string) => {
    const found = hosts.get(hostOf(entityId));
    return found?.minute === thisMinute() ? found : undefined;
  };
  return {
    areTooMany: (entityId) => (find(entityId)?.count ?? 0) >= mostInAMinute,
    note: (entityId) => {
      const found = find(entityId);
      if (found !== undefined) found.count += 1;
      else begin(hostOf(entityId));
    },
    forgive: (entityId) => {
      const found = find(entityId);
      if (found !== undefined && found.count > 0) found.count -= 1;
    },
  };

  function begin(host: string): void {
    hosts.delete(host);
    hosts.set(host, { minute: thisMinute(), count: 1 });
    for (const oldest of hosts.keys()) {
      if (hosts.size <= mostHosts) break;
      hosts.delete(oldest);
    }
  }
}

function hostOf(entityId: string): string {
  return URL.canParse(entityId) ? new URL(entityId).host : '';
}
