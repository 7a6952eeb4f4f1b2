import type { Route } from '@ena/kernel/http/route.ts';
import { KundhandelseFraga } from '../../wire/kundhandelse-fraga.ts';
import { KundhandelseSvar } from '../../wire/kundhandelse-svar.ts';
import { byProducer } from '../../wire/own/producer.ts';
import { reachBody, reachReply } from '../../wire/own/reach.ts';
import { postOnly } from '../contract/post-only.ts';
import { refusalReplies, renderRefusal } from '../contract/refuse.ts';
import { operator, reads, recorded, writes } from '../own/rules.ts';
import type { Tools } from '../tools.ts';
import { kundhandelseFragaSamlad } from './kundhandelse-fraga-samlad.ts';
import { readReachHandler, removeProducerHandler, setReachHandler } from './reach.ts';

/** The published standard as a forwarding service speaks it, which answers for all producers. */
export function forwardingRoutes(tools: Tools): readonly Route[] {
  return [
    {
      operation: 'kundhandelseFragaSamlad',
      method: 'POST',
      path: '/mina-arenden/v1/kundhandelseFragaSynkron',
      auth: { kind: 'scope', scope: 'cases:forward' },
      limit: { bodyBytes: 131_072, perMinute: 60_000 },
      audit: { record: 'always' },
      renderProblem: renderRefusal,
      schema: {
        body: KundhandelseFraga,
        replies: { 200: KundhandelseSvar, 206: KundhandelseSvar, ...refusalReplies },
      },
      summary: 'Customer events of all producers that may hold something the person may see',
      handler: (request) => kundhandelseFragaSamlad(request, tools),
    },
    ...otherMethodRoutes(),
  ];
}

function otherMethodRoutes(): readonly Route[] {
  return [
    {
      ...postOnly,
      operation: 'refuseGetSamlad',
      method: 'GET',
      path: '/mina-arenden/v1/kundhandelseFragaSynkron',
    },
    {
      ...postOnly,
      operation: 'refusePutSamlad',
      method: 'PUT',
      path: '/mina-arenden/v1/kundhandelseFragaSynkron',
    },
    {
      ...postOnly,
      operation: 'refusePatchSamlad',
      method: 'PATCH',
      path: '/mina-arenden/v1/kundhandelseFragaSynkron',
    },
    {
      ...postOnly,
      operation: 'refuseDeleteSamlad',
      method: 'DELETE',
      path: '/mina-arenden/v1/kundhandelseFragaSynkron',
    },
  ];
}

/** What the operator says of how producers are reached. */
export function reachRoutes(tools: Tools): readonly Route[] {
  const row = { auth: operator, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'readReach',
      method: 'GET',
      path: '/cases/v1/producers/:producer/reach',
      limit: reads,
      schema: { params: byProducer, replies: { 200: reachReply } },
      summary: 'How a producer is asked; its secret is not told',
      handler: (request) => readReachHandler(request, tools),
    },
    {
      ...row,
      operation: 'setReach',
      method: 'PUT',
      path: '/cases/v1/producers/:producer/reach',
      limit: writes,
      schema: { params: byProducer, body: reachBody, replies: { 200: reachReply } },
      summary: 'Says how a producer is asked: here, at an address of its own, or through the exchange',
      handler: (request) => setReachHandler(request, tools),
    },
    {
      ...row,
      operation: 'removeProducer',
      method: 'DELETE',
      path: '/cases/v1/producers/:producer',
      limit: { bodyBytes: 0, perMinute: 60 },
      schema: { params: byProducer },
      summary:
        'Removes a producer with its events, its catalogue, its permissions and its pointers in the index',
      handler: (request) => removeProducerHandler(request, tools),
    },
  ];
}
