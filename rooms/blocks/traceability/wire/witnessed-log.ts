import { pageLinksSchema, pageMetaSchema } from '@ena/kernel/http/paging.ts';
import { rfc3339 } from '@ena/kernel/time.ts';
import { encodeBase64 } from '@ena/kernel/trace/base64.ts';
import { type Static, Type } from 'typebox';
import type { WitnessedLog } from '../domain/witnessed-log.ts';

/** One row of `GET /traceability/v1/logs`. */
export const witnessedLog = Type.Object({
  origin: Type.String({ description: 'Name of the log' }),
  orgnr: Type.String({ description: 'The organisation that the log is of' }),
  size: Type.Integer({ description: 'Entries in the tree that was cosigned last' }),
  root: Type.String({ description: 'Root hash of that tree, base64' }),
  cosignedAt: Type.String({ format: 'date-time' }),
});

export const witnessedLogPage = Type.Object({
  items: Type.Array(witnessedLog),
  _meta: pageMetaSchema,
  _links: pageLinksSchema,
});

export function renderWitnessedLog(log: WitnessedLog): Static<typeof witnessedLog> {
  return {
    origin: log.origin,
    orgnr: log.organisationNumber,
    size: log.size,
    root: encodeBase64(log.root),
    cosignedAt: rfc3339(log.cosignedAt),
  };
}
