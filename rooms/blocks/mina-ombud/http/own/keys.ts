import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import type { DocumentKeys } from '../../use-cases/document-keys.ts';
import type { RelyingPartyKeys } from '../../use-cases/relying-party-keys.ts';
import type { KeyRotation } from '../../wire/own/key-rotation.ts';
import { decisionProblem } from './decisions.ts';

export interface KeyTools {
  readonly keys: Pick<RelyingPartyKeys, 'rotate'>;
  readonly documentKeys: Pick<DocumentKeys, 'rotate'>;
  /** The relying parties whose mandates lie in this database: others sign for themselves. */
  readonly held: () => Promise<readonly string[]>;
}

export async function rotateKeysHandler(
  { params, body }: RoomRequest<{ orgnr: string }, unknown, KeyRotation>,
  { keys, held }: KeyTools,
): Promise<RoomReply> {
  if (!(await held()).includes(params.orgnr)) return decisionProblem('unknown-relying-party');
  return { status: 200, body: { kids: await keys.rotate(params.orgnr, body.atOnce) } };
}

/** The keys of the documents for connectors, which the trust anchor's statement names. */
export async function rotateDocumentKeysHandler(
  { body }: RoomRequest<unknown, unknown, KeyRotation>,
  { documentKeys }: KeyTools,
): Promise<RoomReply> {
  return { status: 200, body: { kids: documentKeys.rotate(body.atOnce).map(({ kid }) => kid) } };
}
