import type { JsonObject } from '@ena/kernel/federation/json.ts';
import type { RoomContext } from '@ena/kernel/room.ts';
import { type TrustFrameworkOffer, trustFrameworkId } from '#rooms/blocks/trust-framework';
import type { IdentityConfig } from '../config.ts';
import type { IdentityTables } from '../store/tables.ts';
import type { Announcement, AnnounceOutcome } from '../use-cases/announce-provider.ts';
import { discoveryDocument } from './provider/discovery-document.ts';
import type { Tools } from './tools.ts';

/** Of the sandbox's provider, who operates what is simulated there. */
const sandboxOperator = '2021005489';

/** `undefined` where members of the federation are no clients of this provider, or it has no operator there. */
export function announcementOf(
  context: RoomContext<IdentityConfig, IdentityTables>,
  tools: Tools,
): (() => Announcement) | undefined {
  const { config, sandbox, room } = context;
  const organisation = config.operatorOrganisation || (sandbox ? sandboxOperator : '');
  const { federation, issuer } = tools;
  if (federation === undefined || organisation === '') return undefined;
  return () => {
    const trustFramework = room<TrustFrameworkOffer>(trustFrameworkId);
    const entityId = trustFramework.hostedEntityId(organisation, 'identity');
    const publish = async (entityType: string, metadata: object) => {
      const { kind } = await trustFramework.publishMetadata(entityId, entityType, metadata as JsonObject);
      if (kind === 'published') return kind;
      if (kind === 'unknown-entity') return 'not-a-member';
      throw new Error(`metadata of ${entityType} could not be published: ${kind}`);
    };
    return { place: { entityId, publish }, federation, issuer, metadata: () => discoveryDocument(tools) };
  };
}

/** The provider serves without its place in the federation; what failed is tried again a minute later. */
export async function standInFederation(
  announce: (announcement: Announcement) => Promise<AnnounceOutcome>,
  announcement: (() => Announcement) | undefined,
  { log }: Pick<RoomContext, 'log'>,
): Promise<void> {
  if (announcement === undefined) return;
  try {
    const made = announcement();
    const outcome = await announce(made);
    if (outcome === 'published')
      log.info({ entityId: made.place.entityId }, 'this provider stands in the federation');
  } catch (error) {
    log.warn({ err: error }, 'this provider could not be published in the federation');
  }
}
