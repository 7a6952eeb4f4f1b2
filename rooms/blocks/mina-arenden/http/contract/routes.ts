import type { Route } from '@ena/kernel/http/route.ts';
import { KundhandelseFraga } from '../../wire/kundhandelse-fraga.ts';
import { KundhandelseSvar } from '../../wire/kundhandelse-svar.ts';
import { byProducer } from '../../wire/own/producer.ts';
import type { Tools } from '../tools.ts';
import { kundhandelseFragaSynkron } from './kundhandelse-fraga-synkron.ts';
import { postOnly } from './post-only.ts';
import { refusalReplies, renderRefusal } from './refuse.ts';

/** The published standard. */
export function contractRoutes(tools: Tools): readonly Route[] {
  return [
    {
      operation: 'kundhandelseFragaSynkron',
      method: 'POST',
      path: '/mina-arenden/v1/producers/:producer/kundhandelseFragaSynkron',
      auth: { kind: 'scope', scope: 'cases:ask' },
      limit: { bodyBytes: 131_072, perMinute: 60_000 },
      audit: { record: 'always' },
      renderProblem: renderRefusal,
      schema: {
        params: byProducer,
        body: KundhandelseFraga,
        replies: { 200: KundhandelseSvar, ...refusalReplies },
      },
      summary: 'A producer’s customer events about persons, organisations or cases',
      handler: (request) => kundhandelseFragaSynkron(request, tools),
    },
    ...otherMethodRoutes(),
  ];
}

function otherMethodRoutes(): readonly Route[] {
  return [
    {
      ...postOnly,
      operation: 'refuseGet',
      method: 'GET',
      path: '/mina-arenden/v1/producers/:producer/kundhandelseFragaSynkron',
    },
    {
      ...postOnly,
      operation: 'refusePut',
      method: 'PUT',
      path: '/mina-arenden/v1/producers/:producer/kundhandelseFragaSynkron',
    },
    {
      ...postOnly,
      operation: 'refusePatch',
      method: 'PATCH',
      path: '/mina-arenden/v1/producers/:producer/kundhandelseFragaSynkron',
    },
    {
      ...postOnly,
      operation: 'refuseDelete',
      method: 'DELETE',
      path: '/mina-arenden/v1/producers/:producer/kundhandelseFragaSynkron',
    },
  ];
}
