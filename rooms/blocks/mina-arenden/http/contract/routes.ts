import type { Route } from '@ena/kernel/http/route.ts';
import { Fel } from '../../wire/fel.ts';
import { KundhandelseFraga } from '../../wire/kundhandelse-fraga.ts';
import { KundhandelseSvar } from '../../wire/kundhandelse-svar.ts';
import { byProducer } from '../../wire/own/producer.ts';
import type { Tools } from '../tools.ts';
import { kundhandelseFragaSynkron } from './kundhandelse-fraga-synkron.ts';
import { refuse, renderRefusal } from './refuse.ts';

const refusals = Object.fromEntries([400, 401, 404, 405, 409, 415, 429, 500].map((status) => [status, Fel]));

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
        replies: { 200: KundhandelseSvar, ...refusals },
      },
      summary: 'A producer’s customer events about persons, organisations or cases',
      handler: (request) => kundhandelseFragaSynkron(request, tools),
    },
    ...otherMethodRoutes(),
  ];
}

/** The standard has a body of its own for 405 as well, which the kernel cannot know of an address it does not serve. */
function otherMethodRoutes(): readonly Route[] {
  const row = {
    auth: { kind: 'public', why: 'Answers nothing but that the method is POST.' },
    limit: { bodyBytes: 0, perMinute: 600 },
    audit: { record: 'never', why: 'Nothing is asked and nothing told.' },
    renderProblem: () => refuse({ kind: 'method-not-allowed' }),
    schema: { replies: { 405: Fel } },
    summary: 'Answers 405 in the words of the standard',
    handler: async () => refuse({ kind: 'method-not-allowed' }),
  } as const;
  return [
    {
      ...row,
      operation: 'refuseGet',
      method: 'GET',
      path: '/mina-arenden/v1/producers/:producer/kundhandelseFragaSynkron',
    },
    {
      ...row,
      operation: 'refusePut',
      method: 'PUT',
      path: '/mina-arenden/v1/producers/:producer/kundhandelseFragaSynkron',
    },
    {
      ...row,
      operation: 'refusePatch',
      method: 'PATCH',
      path: '/mina-arenden/v1/producers/:producer/kundhandelseFragaSynkron',
    },
    {
      ...row,
      operation: 'refuseDelete',
      method: 'DELETE',
      path: '/mina-arenden/v1/producers/:producer/kundhandelseFragaSynkron',
    },
  ];
}
