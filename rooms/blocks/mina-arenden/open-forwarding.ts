import { readFileSync } from 'node:fs';
import { createCallOut } from '@ena/kernel/http/outgoing.ts';
import type { RoomContext } from '@ena/kernel/room.ts';
import type { CompanyOffer } from '#rooms/base-data/company';
import { type IndexOffer, indexingId } from '#rooms/blocks/indexing';
import { type MandateOffer, minaOmbudId } from '#rooms/blocks/mina-ombud';
import type { CasesConfig } from './config.ts';
import type { ReachedProducer } from './domain/forwarding/reach.ts';
import { type AccessTokens, createAccessTokens } from './http/forwarding/access-tokens.ts';
import { type Connector, exchangeCarrier, httpsCarrier } from './http/forwarding/carriers.ts';
import { remoteSource } from './http/forwarding/remote-source.ts';
import type { ForwardingParts } from './http/tools.ts';
import type { CaseStore } from './store/store.ts';
import type { CaseTables } from './store/tables.ts';
import type { CaseFigures } from './use-cases/figures.ts';
import { createAskProducer } from './use-cases/forwarding/ask-producers.ts';
import { openReachSecrets, type ReachSecrets } from './use-cases/forwarding/reach-secrets.ts';
import type { Source } from './use-cases/forwarding/source.ts';
import type { ForwardingTools } from './use-cases/forwarding/tools.ts';
import type { Refs } from './use-cases/refs.ts';

type Context = RoomContext<CasesConfig, CaseTables>;

/** Puts together what asks all producers at once. Other rooms are looked for when they are used first. */
export function openForwarding(
  context: Context,
  store: CaseStore,
  refs: Refs,
  figures: CaseFigures,
): ForwardingParts {
  const { clock, config, events, log, sandbox } = context;
  const secrets = openReachSecrets(context.keyFolder);
  const connector = connectorOf(config);
  const company = () => context.room<CompanyOffer>('base-data/company');
  const mandates = () => context.room<MandateOffer>(minaOmbudId);
  const index = () => context.room<IndexOffer>(indexingId);
  const tools: ForwardingTools = {
    store,
    clock,
    log,
    events,
    company: { organisationsSignedBy: (number) => company().organisationsSignedBy(number) },
    mandates: { decide: (question) => mandates().decide(question) },
    index: { lookup: (question) => index().lookup(question) },
    remote: remoteSources(context, store, secrets, connector),
    figures,
    breaker: { failures: config.pauseAfterFailures, pauseMs: config.pauseSeconds * 1000 },
  };
  const forwarding = { ...tools, askProducer: createAskProducer(tools) };
  return {
    forwarding,
    overviews: { ...forwarding, store, refs },
    forwardingRules: {
      withinMs: config.producerDeadlineMs,
      wholeWithinMs: config.deadlineMs,
      overviewWithinMs: config.overviewDeadlineMs,
    },
    parties: {
      refs,
      store,
      mandates: tools.mandates,
      company: {
        organisationsSignedBy: tools.company.organisationsSignedBy,
        findOrganisation: (number) => company().findOrganisation(number),
      },
      grantorsTo: (actor) => mandates().grantorsTo(actor),
    },
    reaching: { store, secrets, hasConnector: connector !== undefined, sandbox },
    departing: { store, index, log },
  };
}

/** The key of the own system lies in a file of its own, never in the configuration. */
function connectorOf({
  connectorUrl,
  connectorSystem,
  connectorSystemKeyFile,
}: CasesConfig): Connector | undefined {
  if (connectorUrl === '') return undefined;
  return {
    url: connectorUrl.replace(/\/+$/, ''),
    ...(connectorSystem !== '' && { system: connectorSystem }),
    ...(connectorSystemKeyFile !== '' && { systemKey: readFileSync(connectorSystemKeyFile, 'utf8').trim() }),
  };
}

/** The connector's address is configuration; the others came by the API and are guarded. */
function remoteSources(
  { clock, sandbox }: Context,
  store: CaseStore,
  secrets: ReachSecrets,
  connector: Connector | undefined,
): ForwardingTools['remote'] {
  const toConnector = createCallOut({ anyAddress: true });
  const outwards = createCallOut({ anyAddress: sandbox });
  const tokens = createAccessTokens({ callOut: outwards, clock });
  return (producer) => {
    const { reach } = producer;
    switch (reach.kind) {
      case 'here':
        return undefined;
      case 'exchange':
        return connector && remoteSource(producer, exchangeCarrier(reach, connector, toConnector), clock);
      case 'https':
        return withSecret(async () => {
          const sealed = await store.reachSecret(producer.id);
          const secret = sealed === undefined ? undefined : secrets.open(producer.id, sealed);
          return secret === undefined ? undefined : httpsSource(producer, reach, secret);
        });
    }
  };

  function httpsSource(
    producer: ReachedProducer,
    reach: Parameters<AccessTokens['forget']>[0]['reach'],
    secret: string,
  ): Source {
    return remoteSource(producer, httpsCarrier({ reach, secret }, { callOut: outwards, tokens }), clock);
  }
}

/** A secret that cannot be read any more, because the key folder is another, is like a producer that is away. */
function withSecret(open: () => Promise<Source | undefined>): Source {
  return {
    ask: async (question, call) => {
      const source = await open();
      return source === undefined ? { kind: 'failed', reason: 'unreachable' } : source.ask(question, call);
    },
  };
}
