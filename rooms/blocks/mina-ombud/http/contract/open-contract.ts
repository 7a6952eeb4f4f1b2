import { readFileSync } from 'node:fs';
import { openRsaKeyFolder } from '@ena/kernel/crypto/rsa-key-folder.ts';
import { createCallOut } from '@ena/kernel/http/outgoing.ts';
import type { RoomContext } from '@ena/kernel/room.ts';
import type { MandateConfig } from '../../config.ts';
import { sampleIssuer, sampleRelyingParties } from '../../data/sandbox-clients.ts';
import type { ContractClient } from '../../domain/contract-client.ts';
import type { IdTokenIssuer } from '../../domain/id-token.ts';
import type { MandateTables } from '../../store/tables.ts';
import { createContractCallers } from '../../use-cases/contract-callers.ts';
import { createIdTokenKeys } from '../../use-cases/id-token-keys.ts';
import { createIdTokens } from '../../use-cases/id-tokens.ts';
import { createLookupLog } from '../../use-cases/lookup-log.ts';
import { relyingPartiesHeld } from '../../use-cases/relying-parties-held.ts';
import { openRelyingPartyKeys, type RelyingPartyKeys } from '../../use-cases/relying-party-keys.ts';
import { openSampleTokens, type SampleTokens } from '../../use-cases/sample-tokens.ts';
import { createSignedContexts } from '../../use-cases/signed-contexts.ts';
import type { Tools } from '../own/tools.ts';
import { createMediator } from '../producers/mediator.ts';
import type { RemoteProducer } from '../producers/remote-call.ts';
import type { ContractTools } from './tools.ts';

type Context = RoomContext<MandateConfig, MandateTables>;

export interface OpenContract {
  readonly tools: ContractTools;
  readonly keys: RelyingPartyKeys;
  /** The relying parties whose mandates lie in this database. */
  held(): Promise<readonly string[]>;
  /** The public keys that a relying party signs with; `undefined` for one that is not known here, or away now. */
  keysOf(relyingParty: string): Promise<readonly object[] | undefined>;
  /** Writes down what lookups are still waiting. */
  stop(): Promise<void>;
}

/** The published contract: who may ask, whose id tokens count, and the producers behind. */
export async function openContract(context: Context, tools: Tools): Promise<OpenContract> {
  const { config, clock, log, sandbox, keyFolder } = context;
  const { keyDays, keyOverlapHours: overlapHours, keyKeptDays: keptDays } = config;
  const keys = openRelyingPartyKeys({ folder: keyFolder, clock, log, keyDays, overlapHours, keptDays });
  const held = relyingPartiesHeld(tools.store, clock);
  const lookups = createLookupLog({ store: tools.store, log });
  const producers = createMediator({
    store: tools.store,
    persons: tools.persons,
    clock,
    log,
    keys,
    signed: createSignedContexts({ keys, clock }),
    lookups,
    localRelyingParties: held,
    remoteProducers: config.remoteProducers.map(remoteProducer),
    callOut: createCallOut({ anyAddress: true }),
  });
  const sampleTokens = sandbox
    ? await openSampleTokens(openRsaKeyFolder(keyFolder, 'sample-tokens'), clock)
    : undefined;
  const contract: ContractTools = {
    producers,
    clock,
    idTokens: idTokensOf(context, sampleTokens),
    callers: createContractCallers({
      clients: clientsOf(context),
      inactiveRelyingParties: config.inactiveRelyingParties,
      relyingParties: () => producers.relyingParties(),
      organisations: tools.organisations,
    }),
    ...(sampleTokens && { sampleTokens }),
  };
  return {
    tools: contract,
    keys,
    held,
    keysOf: async (relyingParty) => {
      if (!(await producers.relyingParties()).includes(relyingParty)) return undefined;
      const answer = await producers.hamtaTredjemanJwks(relyingParty);
      return answer.kind === 'answered' ? answer.body.keys : undefined;
    },
    stop: async () => {
      await lookups.stop();
    },
  };
}

function clientsOf({ config, sandbox }: Context): readonly ContractClient[] {
  return sandbox ? [...config.contractClients, sampleRelyingParties] : config.contractClients;
}

function idTokensOf({ config, clock, sandbox }: Context, sampleTokens: SampleTokens | undefined) {
  const issuers = config.idTokenIssuers.map(issuerOf);
  const samples = sampleTokens === undefined ? [] : [sampleTokens.issuer, sampleIssuer];
  const keys = createIdTokenKeys({ callOut: createCallOut({ anyAddress: sandbox }), clock });
  return createIdTokens({ issuers: [...issuers, ...samples], keys, clock, sandbox });
}

function issuerOf({ jwks, jwksUri, ...rest }: MandateConfig['idTokenIssuers'][number]): IdTokenIssuer {
  if (jwks === undefined && jwksUri === undefined)
    throw new Error(`idTokenIssuers: give jwks or jwksUri of ${rest.issuer}.`);
  return { ...rest, keys: jwks ? { kind: 'set', jwks } : { kind: 'address', url: jwksUri ?? '' } };
}

/** The key of the own system lies in a file of its own, never in the configuration. */
function remoteProducer({
  systemKeyFile,
  ...rest
}: MandateConfig['remoteProducers'][number]): RemoteProducer {
  if (systemKeyFile === undefined) return rest;
  return { ...rest, systemKey: readFileSync(systemKeyFile, 'utf8').trim() };
}
