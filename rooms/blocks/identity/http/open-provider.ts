import { type KeyRing, openKeyRing } from '@ena/kernel/crypto/key-ring.ts';
import { keyedPseudonym } from '@ena/kernel/crypto/secret.ts';
import { readOrMakeSecretKey } from '@ena/kernel/crypto/secret-key-file.ts';
import { type CallOut, createCallOut } from '@ena/kernel/http/outgoing.ts';
import type { RoomContext } from '@ena/kernel/room.ts';
import type { IdentityConfig } from '../config.ts';
import { testPersons } from '../data/test-persons.ts';
import type { IdentityStore } from '../store/store.ts';
import type { IdentityTables } from '../store/tables.ts';
import { type ClientDirectory, createClientDirectory } from '../use-cases/client-directory.ts';
import type { Federation } from '../use-cases/federation-client.ts';
import type { PersonRegister } from '../use-cases/person-register.ts';
import type { RotatingKeys } from '../use-cases/provider-keys.ts';
import type { SignatureKeys } from '../use-cases/signatures/signature-keys.ts';
import { type UpstreamMethod, upstreamMethod } from './login/upstream.ts';
import { portalClient } from './provider/clients.ts';
import { guardedFetch, orOwn, privateNetwork } from './provider/guarded-fetch.ts';
import { liveProvider } from './provider/live-provider.ts';
import { createProvider } from './provider/provider.ts';
import type { Tools } from './tools.ts';

export interface OpenedBefore {
  readonly store: IdentityStore;
  readonly issuer: string;
  readonly keys: RotatingKeys;
  /** `undefined` where its members are no clients. */
  readonly federation: Federation | undefined;
  readonly signatureKeys: SignatureKeys;
  /** Whom identity matching asks. */
  readonly register: PersonRegister;
}

/** The provider with its keys and its ways to log in. The test e-identification hangs on the sandbox alone. */
export function openProvider(
  context: RoomContext<IdentityConfig, IdentityTables>,
  before: OpenedBefore,
): Tools {
  const { clock, log, config, publicUrl, sandbox, keyFolder } = context;
  const { issuer, store, keys, federation } = before;
  const portal = portalClient(publicUrl);
  const clients = [portal, ...config.clients];
  const directory = createClientDirectory({ fixed: clients, clients: store.clients, federation, clock });
  const callOut = createCallOut({ anyAddress: sandbox });
  const clientKeys = openKeyRing(keyFolder, 'upstream-client', 'ES256', clock);
  const methods = upstreamMethods(context, before, clientKeys, callOut);
  const apiScopes = apiScopesOf(context, directory);
  const authorities = [...(sandbox ? [issuer] : []), ...methods.map(({ authority }) => authority)];
  const pseudonymKey = readOrMakeSecretKey(keyFolder, 'pairwise-subjects');
  const options = {
    issuer,
    publicUrl,
    clients,
    directory,
    sandbox,
    federation: federation !== undefined,
    sessionMinutes: config.sessionMinutes,
    store,
    clock,
    log,
    fetch: guardedFetch(orOwn(callOut, portal.jwks_uri ?? '')),
    signing: sandbox || config.upstreamProviders.some(({ signs }) => signs === true),
    cookieKey: readOrMakeSecretKey(keyFolder, 'cookies').toString('base64url'),
    pseudonym: (text: string) => keyedPseudonym(pseudonymKey, text),
    isLoginMethod: (id: string) => authorities.includes(id),
    apiScopes,
  };
  const live = liveProvider(keys, (current) =>
    createProvider({ ...options, signingKeys: current.map(({ privateJwk }) => privateJwk) }),
  );
  live();
  return {
    ...before,
    config,
    clock,
    log,
    audit: context.audit,
    get provider() {
      return live().provider;
    },
    get listener() {
      return live().listener;
    },
    clients: directory,
    methods,
    clientKeys,
    apiScopes,
    testPersons: sandbox ? testPersons : undefined,
  };
}

/** The portal speaks for the person at every API of the installation; any other client where the operator says so. */
function apiScopesOf(
  { publicUrl, personScopes }: RoomContext<IdentityConfig, IdentityTables>,
  directory: ClientDirectory,
): Tools['apiScopes'] {
  const portal = portalClient(publicUrl).client_id;
  return async (clientId) => {
    if (clientId === portal) return personScopes();
    const allowed = (await directory.find(clientId))?.config.api_scopes ?? [];
    return personScopes().filter((scope) => allowed.includes(scope));
  };
}

/** A person waits for it, and the provider may fetch our keys meanwhile. */
const upstreamMs = 15_000;

function upstreamMethods(
  { config, clock, log, sandbox }: RoomContext<IdentityConfig, IdentityTables>,
  { issuer, store }: OpenedBefore,
  keys: KeyRing,
  callOut: CallOut,
): readonly UpstreamMethod[] {
  const more = { keys, clock, log, sandbox, entries: store.entries };
  const callback = `${issuer}/upstream/callback`;
  return config.upstreamProviders.map((one) => {
    const isPrivate = one.private_network === true && !sandbox;
    const out = isPrivate ? privateNetwork() : callOut;
    const [call, look] = [guardedFetch(out, upstreamMs), guardedFetch(out)];
    return upstreamMethod({ config: one, callback, call, look, ...more });
  });
}
