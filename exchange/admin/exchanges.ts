import { pageOffset, parsePage, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { rfc3339 } from '@ena/kernel/time.ts';
import type { IndexedExchange } from '../evidence/evidence-index.ts';
import { exportEvidence } from '../evidence/export-evidence.ts';
import { adminProblem } from './problems.ts';
import type { AdminTools } from './tools.ts';

/** Newest first. */
export async function listExchanges(request: RoomRequest, { evidence }: AdminTools): Promise<RoomReply> {
  const page = parsePage(request.query);
  if ('wrong' in page) return adminProblem('not-found', page.wrong);
  const { messageId } = request.query as { messageId?: string };
  const rows = evidence.index.page(page.limit, pageOffset(page), messageId);
  return {
    status: 200,
    body: renderPage(
      rows.map((row) => render(row, evidence)),
      evidence.index.count(messageId),
      page,
      '/admin/v1/exchanges',
      { messageId },
    ),
  };
}

export async function readExchange(
  request: RoomRequest<{ id: string }>,
  { evidence }: AdminTools,
): Promise<RoomReply> {
  const found = evidence.find(request.params.id);
  return found ? { status: 200, body: render(found, evidence) } : unknown();
}

/** The evidence file. The witness is asked first where it has not yet seen the entry, so that the time stamp is in the file. */
export async function readEvidence(
  request: RoomRequest<{ id: string }>,
  { evidence, db, witness }: AdminTools,
): Promise<RoomReply> {
  const found = evidence.find(request.params.id);
  if (!found) return unknown();
  if ((evidence.log.latestCosigned()?.size ?? 0) <= found.logIndex) await witness.push();
  const exported = await exportEvidence(evidence, db, request.params.id);
  switch (exported.kind) {
    case 'exported':
      return {
        status: 200,
        headers: { 'content-disposition': `attachment; filename="${found.exchangeId}.ena-evidence.json"` },
        body: exported.file,
      };
    case 'unreadable':
      return adminProblem('evidence-unreadable', `${exported.reason}. The log itself is unharmed.`);
    case 'unknown':
      return unknown();
  }
}

function unknown(): RoomReply {
  return adminProblem(
    'not-found',
    'This connector has no exchange with that id; see GET /admin/v1/exchanges.',
  );
}

function render(row: IndexedExchange, evidence: AdminTools['evidence']) {
  const { logIndex, receivedAt, ...rest } = row;
  const leaf = evidence.log.leafHash(logIndex);
  return {
    ...rest,
    receivedAt: rfc3339(receivedAt),
    index: logIndex,
    leafHash: leaf.ok ? Buffer.from(leaf.value).toString('hex') : null,
  };
}
