import { openKeyRing } from '@ena/kernel/crypto/key-ring.ts';
import type { FederationKey } from '@ena/kernel/federation/statement.ts';
import { createCallOut } from '@ena/kernel/http/outgoing.ts';
import { type Clock, second } from '@ena/kernel/time.ts';
import type { TrustFrameworkConfig } from '../config.ts';
import type { MemberStore, RulesStore } from '../store/member-store.ts';
import type { TrustStore } from '../store/store.ts';
import type { Anchor } from './anchor.ts';
import { rulesReader } from './anchor-rules.ts';
import { markStatusAsker } from './ask-mark-status.ts';
import { type CarriedMarks, carriedMarks } from './carried-marks.ts';
import type { ChainEnd } from './collect-chains.ts';
import { fetchStatement } from './fetch-statement.ts';
import { createResolutionMemory, type ResolutionMemory } from './resolution-memory.ts';
import { createRemoteResolver, type RemoteResolver } from './resolve-remotely.ts';
import { createStatementSource } from './statement-source.ts';
import { createStatements, type Statements } from './statements.ts';
import type { TrustMarkPort } from './trust-mark-port.ts';
import { signatureVerifier } from './verify-signature.ts';

export interface FederationParts {
  readonly store: TrustStore;
  readonly members: MemberStore;
  readonly rules: RulesStore;
  readonly anchor: Anchor;
  readonly trustMarks: TrustMarkPort;
  readonly keyFolder: string;
  readonly clock: Clock;
  readonly config: TrustFrameworkConfig;
  readonly sandbox: boolean;
}

export interface Federation {
  readonly statements: Statements;
  readonly memory: ResolutionMemory;
  readonly remote: RemoteResolver;
  readonly carried: CarriedMarks;
  freshRules(): Promise<void>;
}

/** What the anchor, the hosting and the resolver of this room work with. */
export function openFederation(parts: FederationParts): Federation {
  const { anchor, clock, config, rules, keyFolder } = parts;
  const hosting = openKeyRing(keyFolder, 'hosting', 'ES256', clock);
  const statements = createStatements(anchor, hosting, clock, config.statementLifetimeHours);
  const callOut = createCallOut({ anyAddress: parts.sandbox });
  const remote = createRemoteResolver({
    source: createStatementSource(callOut, clock, config.refreshMinutes),
    verify: signatureVerifier(clock),
    clock,
    refreshMinutes: config.refreshMinutes,
    own: ownEnd(parts, statements),
    others: config.trustAnchors.map(({ entityId, jwks }) => ({
      entityId,
      keys: jwks.keys as unknown as FederationKey[],
    })),
  });
  const memory = createResolutionMemory(() => Math.floor(clock.now() / second));
  const carried = carriedMarks({
    remote,
    askStatus: markStatusAsker(callOut, clock),
    clock,
    refreshMinutes: config.refreshMinutes,
    anchor: anchor.entityId,
    booked: parts.trustMarks.ownEntities.map(({ entityId }) => entityId),
  });
  return { statements, memory, remote, carried, freshRules: rulesReader(rules, anchor, clock) };
}

/** Our own anchor as the end of a chain: its word is at hand. */
function ownEnd(
  { anchor, members, ...parts }: FederationParts,
  statements: Statements,
): ChainEnd & { keys(): readonly FederationKey[] } {
  return {
    entityId: anchor.entityId,
    keys: () => anchor.keys.all.map((key) => key.publicJwk as unknown as FederationKey),
    configuration: async () => (await statements.anchorConfiguration()).jwt,
    statementAbout: async (entityId) => {
      const outcome = await fetchStatement(entityId, { ...parts, anchor, members, statements });
      return outcome.kind === 'found' ? { jwt: outcome.statement.jwt, beneath: outcome.beneath } : undefined;
    },
    intermediates: async () =>
      (await members.all()).filter(({ intermediate }) => intermediate).map(({ entityId }) => entityId),
    locationOf: async (entityId) => (await members.find(entityId))?.location,
  };
}
