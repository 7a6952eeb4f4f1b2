import { rfc3339 } from '@ena/kernel/time.ts';
import type { ConnectorStatus } from '../admin/tools.ts';
import { exchangeEndpoint, logOrigin, publicUrl } from '../config.ts';
import type { ConnectorParts } from '../open-parts.ts';
import { diagnose } from './diagnose.ts';

export function connectorStatus({ config, context, own, witness }: ConnectorParts): ConnectorStatus {
  const log = context.evidence.log;
  const reasons = diagnose(context, own, witness);
  return {
    orgnr: config.orgnr,
    name: config.name,
    entityId: config.entityId,
    exchangeEndpoint: exchangeEndpoint(config),
    publicUrl: publicUrl(config),
    log: {
      origin: logOrigin(config),
      vkey: log.vkey,
      size: log.size,
      cosignedSize: log.latestCosigned()?.size ?? 0,
    },
    partners: context.trust
      .all()
      .filter((e) => e.orgnr !== config.orgnr)
      .map((e) => ({ orgnr: e.orgnr, name: e.name, validTo: rfc3339(e.expiresAt) })),
    health: { status: reasons.length === 0 ? 'ready' : 'degraded', reasons },
  };
}
