import type { LimitRule, RoomReply, Route } from '@ena/kernel/http/route.ts';
import { parseTilePath, tileWidth } from '@ena/kernel/trace/tiles.ts';
import type { TransparencyLog } from '@ena/kernel/trace/transparency-log.ts';

const auth = {
  kind: 'public',
  why: 'The log holds salted hashes only: it tells no one anything but that something happened.',
} as const;
const audit = { record: 'never', why: 'Reading the public log touches nobody’s data.' } as const;
const limit: LimitRule = { bodyBytes: 0, perMinute: 60_000 };
const forever = 'public, max-age=31536000, immutable';

/** https://c2sp.org/tlog-tiles: the log as static resources, for any verifier. */
export function logRoutes(log: TransparencyLog): readonly Route[] {
  const row = { method: 'GET', auth, limit, audit } as const;
  return [
    {
      ...row,
      operation: 'readCheckpoint',
      path: '/log/checkpoint',
      summary: 'The newest signed checkpoint, with cosignatures once the witness has answered',
      handler: () => checkpoint(log),
    },
    {
      ...row,
      operation: 'readLogKey',
      path: '/log/vkey',
      summary: 'The log’s verifier key',
      handler: async () => ({ status: 200, body: `${log.vkey}\n` }),
    },
    {
      ...row,
      operation: 'readTile',
      path: '/log/tile/*',
      summary: 'A tile of hashes or a bundle of entries',
      handler: async (request) => tile(log, `tile/${request.params['*'] ?? ''}`),
    },
  ];
}

/** A cosigned checkpoint is preferred while it is the newest there is. */
async function checkpoint(log: TransparencyLog): Promise<RoomReply> {
  const cosigned = log.latestCosigned();
  const newest = cosigned?.size === log.size ? cosigned : await log.checkpoint();
  if (newest.kind === 'refused') return { status: 503, body: 'The log cannot write a checkpoint now.\n' };
  return {
    status: 200,
    contentType: 'text/plain; charset=utf-8',
    headers: { 'cache-control': 'no-cache' },
    body: newest.note,
  };
}

function tile(log: TransparencyLog, path: string): RoomReply {
  const name = parseTilePath(path);
  if (!name) return { status: 404, body: 'No such tile.\n' };
  const bytes =
    name.level === 'entries'
      ? log.entryBundle(name.index, name.width)
      : log.tile(name.level, name.index, name.width);
  if (!bytes.ok)
    return { status: bytes.error.kind === 'out-of-range' ? 404 : 500, body: `${bytes.error.sentence}\n` };
  const headers = { 'cache-control': name.width === tileWidth ? forever : 'public, max-age=60' };
  return { status: 200, contentType: 'application/octet-stream', headers, body: Buffer.from(bytes.value) };
}
