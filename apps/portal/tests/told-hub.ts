import { serve, type TestServer } from '@ena/client/tests/serve.ts';
import { serveToldCases } from './told-cases.ts';
import { serveToldSources } from './told-sources.ts';

const page = (items: readonly object[]) => ({
  items,
  _meta: { totalRecords: items.length, page: 1, limit: 100, count: items.length },
});

/** One authority takes mandates, and nobody has given any. */
function mandates(path: string): object {
  const isParties = path.startsWith('/mandates/v1/relying-parties');
  return page(isParties ? [{ orgnr: '2120000829', name: 'Karlskrona kommun' }] : []);
}

/** A hub that runs all that the portal has pages about: told sources, told cases, and hardly any mandates. */
export async function serveToldHub(): Promise<TestServer> {
  const [sources, cases] = await Promise.all([serveToldSources(), serveToldCases()]);
  cases.producers = { skatteverket: { name: 'Skatteverket', events: [] } };
  const front = await serve(async (request, response) => {
    const path = request.url ?? '';
    if (path.startsWith('/mandates/')) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(mandates(path)));
      return;
    }
    const body: Buffer[] = [];
    for await (const piece of request) body.push(piece as Buffer);
    const { authorization = '', 'content-type': type = 'application/json' } = request.headers;
    const answer = await fetch((path.startsWith('/cases/') ? cases.url : sources.url) + path, {
      method: request.method ?? 'GET',
      headers: { ...(authorization !== '' && { authorization }), 'content-type': type },
      ...(body.length > 0 && { body: Buffer.concat(body) }),
    });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  const close = async () => {
    await Promise.all([front.close(), sources.close(), cases.close()]);
  };
  return { ...front, close };
}
