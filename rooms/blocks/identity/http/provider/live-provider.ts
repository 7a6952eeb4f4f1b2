import type { DatedKey } from '@ena/kernel/crypto/dated-keys.ts';
import type { Provider } from 'oidc-provider';
import type { RotatingKeys } from '../../use-cases/provider-keys.ts';
import type { Listener } from './carry.ts';

export interface LiveProvider {
  readonly provider: Provider;
  readonly listener: Listener;
}

/**
 * The provider with the keys of now. The library fixes its keys when it is made, and keeps all that lasts in the
 * database; so another one is made where the keys changed, and calls under way end on the old one.
 */
export function liveProvider(
  keys: RotatingKeys,
  make: (keys: readonly DatedKey[]) => Provider,
): () => LiveProvider {
  let made: { readonly of: readonly DatedKey[]; readonly live: LiveProvider } | undefined;
  return () => {
    const current = keys.current();
    if (made?.of !== current) {
      const provider = make(current);
      made = { of: current, live: { provider, listener: provider.callback() } };
    }
    return made.live;
  };
}
