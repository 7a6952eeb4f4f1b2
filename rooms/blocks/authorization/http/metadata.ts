import type { RoomReply } from '@ena/kernel/http/route.ts';
import { serverMetadata, signedMetadata } from '../use-cases/describe-server.ts';
import type { Tools } from './tools.ts';

const cached = { 'cache-control': 'public, max-age=300' };

export async function readMetadataHandler({ server }: Tools): Promise<RoomReply> {
  const body = { ...serverMetadata(server), signed_metadata: signedMetadata(server) };
  return { status: 200, headers: cached, body };
}

export async function readKeysHandler({ server }: Tools): Promise<RoomReply> {
  return { status: 200, headers: cached, body: { keys: server.signing.all.map((key) => key.publicJwk) } };
}
