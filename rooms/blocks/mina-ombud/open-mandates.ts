import type { OpenRoom, RoomContext } from '@ena/kernel/room.ts';
import type { CompanyOffer } from '#rooms/base-data/company';
import { type PersonOffer, personId, relationChangedEvent } from '#rooms/base-data/person';
import { type AuthorizationOffer, authorizationId } from '#rooms/blocks/authorization';
import type { IdentityOffer } from '#rooms/blocks/identity';
import { type TrustFrameworkOffer, trustFrameworkId } from '#rooms/blocks/trust-framework';
import type { MandateConfig } from './config.ts';
import { openContract } from './http/contract/open-contract.ts';
import { contractStrays } from './http/contract/refuse.ts';
import type { Tools } from './http/own/tools.ts';
import { decidingProducers } from './http/producers/deciding.ts';
import { mandateRoomRoutes } from './http/routes.ts';
import type { MandateOffer } from './index.ts';
import { mandateStore } from './store/queries.ts';
import type { MandateTables } from './store/tables.ts';
import { decideMandate } from './use-cases/decide.ts';
import { type DocumentKeys, openDocumentKeys } from './use-cases/document-keys.ts';
import { grantorsTo } from './use-cases/grantors-to.ts';
import { hubDocuments } from './use-cases/hub-documents.ts';
import { syncLawfulMandates } from './use-cases/lawful-mandates.ts';
import { type Jobs, startJobs } from './use-cases/mandates/start-jobs.ts';
import { mandatesForDecisions } from './use-cases/mandates-for-decisions.ts';
import { namingAllowance } from './use-cases/naming-allowance.ts';
import { organisationsOf, personsOf } from './use-cases/offers.ts';
import { seedSandbox } from './use-cases/seed-sandbox.ts';
import { openStandings } from './use-cases/standings.ts';

/** Puts the room together: the store, what other rooms offer, the published contract, our own API, and the jobs. */
export async function openMandates(context: RoomContext<MandateConfig, MandateTables>): Promise<OpenRoom> {
  const { clock, events, log, sandbox } = context;
  const company = context.room<CompanyOffer>('base-data/company');
  const store = mandateStore(context.db);
  if (sandbox) await seedSandbox(store, clock);
  const tools: Tools = {
    store,
    clock,
    events,
    sandbox,
    namings: namingAllowance(store, clock),
    organisations: organisationsOf(company),
    persons: personsOf(context.room<PersonOffer>(personId)),
    signatures: context.room<IdentityOffer>('blocks/identity'),
  };
  const contract = await openContract(context, tools);
  const documentKeys = openOwnKeys(context);
  const { producers } = contract.tools;
  const documents = {
    clock,
    keys: documentKeys,
    issuer: context.room<TrustFrameworkOffer>(trustFrameworkId).anchorEntityId,
    keysOf: contract.keysOf,
    isElsewhere: producers.isElsewhere,
  };
  const deciding = {
    ...tools,
    producers: decidingProducers(producers),
    lookups: store,
    feed: store,
    callers: contract.tools.callers,
    signedBy: (personalNumber: string) => company.organisationsSignedBy(personalNumber),
    keys: contract.keys,
    held: contract.held,
    documentKeys,
    documents: hubDocuments({ store, ...documents }),
    standings: openStandings({ ...documents, store, ask: producers.standing }),
  };
  context.room<AuthorizationOffer>(authorizationId).useMandates(mandatesForDecisions(store, clock));
  events.subscribe(relationChangedEvent, async () => {
    await syncLawfulMandates(tools);
  });
  let jobs: Jobs | undefined;
  return {
    routes: mandateRoomRoutes(contract.tools, tools, deciding),
    strays: contractStrays(clock),
    offer: offerOf(deciding),
    start: async () => {
      jobs = startJobs({ ...tools, log, documentKeys });
    },
    stop: async () => {
      await jobs?.stop();
      await contract.stop();
    },
    health: () => jobs?.health(),
  };
}

function offerOf(tools: Parameters<typeof grantorsTo>[0]): MandateOffer {
  return {
    decide: (question) => decideMandate(tools, question),
    grantorsTo: (actor) => grantorsTo(tools, actor),
  };
}

/** They are named in the trust anchor's statement, so that connectors need to trust nobody new. */
function openOwnKeys(context: RoomContext<MandateConfig, MandateTables>): DocumentKeys {
  const { config, keyFolder, clock, log } = context;
  const trust = context.room<TrustFrameworkOffer>(trustFrameworkId);
  return openDocumentKeys({
    folder: keyFolder,
    clock,
    log,
    keyDays: config.keyDays,
    overlapHours: config.keyOverlapHours,
    announce: (keys) => trust.announceHubMetadata({ mandates: { jwks: { keys } } }),
  });
}
