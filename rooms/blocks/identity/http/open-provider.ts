import { type KeyRing, openKeyRing } from '@ena/kernel/crypto/key-ring.ts';
import { readOrMakeRsaKey } from '@ena/kernel/crypto/rsa-key-file.ts';
import { keyedPseudonym } from '@ena/kernel/crypto/secret.ts';
import { readOrMakeSecretKey } from '@ena/kernel/crypto/secret-key-file.ts';
import { type CallOut, createCallOut } from '@ena/kernel/http/outgoing.ts';
import type { RoomContext } from '@ena/kernel/room.ts';
import type { IdentityConfig } from '../config.ts';
import { testPersons } from '../data/test-persons.ts';
import type { IdentityStore } from '../store/store.ts';
import type { IdentityTables } from '../store/tables.ts';
import { registerOf } from '../use-cases/person-register.ts';
import { type UpstreamMethod, upstreamMethod } from './login/upstream.ts';
import { portalClient } from './provider/clients.ts';
import { guardedFetch } from './provider/guarded-fetch.ts';
import { createProvider } from './provider/provider.ts';
import type { Tools } from './tools.ts';

export interface OpenedBefore {
  readonly store: IdentityStore;
  readonly issuer: string;
  readonly keys: KeyRing;
  readonly testSignatureKeys: KeyRing | undefined;
}

/** The provider with its keys and its ways to log in. The test e-identification hangs on the sandbox alone. */
export function openProvider(
  context: RoomContext<IdentityConfig, IdentityTables>,
  before: OpenedBefore,
): Tools {
  const { clock, log, config, publicUrl, sandbox, keyFolder } = context;
  const { issuer, store, keys } = before;
  const callOut = createCallOut({ anyAddress: sandbox });
  const clientKeys = openKeyRing(keyFolder, 'upstream-client', 'ES256', clock);
  const methods = upstreamMethods(context, before, clientKeys, callOut);
  const apiScopes = apiScopesOf(context);
  const authorities = [...(sandbox ? [issuer] : []), ...methods.map(({ authority }) => authority)];
  const pseudonymKey = readOrMakeSecretKey(keyFolder, 'pairwise-subjects');
  const provider = createProvider({
    issuer,
    publicUrl,
    clients: [portalClient(publicUrl), ...config.clients],
    sandbox,
    sessionMinutes: config.sessionMinutes,
    store,
    clock,
    log,
    callOut,
    signingKeys: [...keys.all.map(privateJwk), readOrMakeRsaKey(keyFolder, 'id-tokens').privateJwk],
    cookieKey: readOrMakeSecretKey(keyFolder, 'cookies').toString('base64url'),
    pseudonym: (text) => keyedPseudonym(pseudonymKey, text),
    isLoginMethod: (id) => authorities.includes(id),
    apiScopes,
  });
  return {
    ...before,
    config,
    clock,
    log,
    audit: context.audit,
    provider,
    listener: provider.callback(),
    methods,
    clientKeys,
    register: registerOf(sandbox ? testPersons : []),
    apiScopes,
    testPersons: sandbox ? testPersons : undefined,
  };
}

/** The portal speaks for the person at every API of the installation; any other client where the operator says so. */
function apiScopesOf({
  config,
  publicUrl,
  personScopes,
}: RoomContext<IdentityConfig, IdentityTables>): Tools['apiScopes'] {
  const portal = portalClient(publicUrl).client_id;
  return (clientId) => {
    if (clientId === portal) return personScopes();
    const allowed = config.clients.find(({ client_id }) => client_id === clientId)?.api_scopes ?? [];
    return personScopes().filter((scope) => allowed.includes(scope));
  };
}

function upstreamMethods(
  { config, clock, sandbox }: RoomContext<IdentityConfig, IdentityTables>,
  { issuer, store }: OpenedBefore,
  keys: KeyRing,
  callOut: CallOut,
): readonly UpstreamMethod[] {
  const more = { keys, clock, sandbox, entries: store.entries, call: guardedFetch(callOut) };
  const callback = `${issuer}/upstream/callback`;
  return config.upstreamProviders.map((one) => upstreamMethod({ config: one, callback, ...more }));
}

function privateJwk({ kid, privateKey }: KeyRing['active']): object {
  return { ...privateKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' };
}
