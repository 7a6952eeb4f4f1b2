import { createServer } from 'node:http';

export interface Drawings {
  readonly url: string;
  /** Every call that has come through, as the service saw it. */
  readonly seen: readonly { readonly path: string; readonly headers: Readonly<Record<string, unknown>> }[];
  stop(): void;
}

/** A small service that a provider has behind its connector. */
export async function startDrawings(): Promise<Drawings> {
  const seen: Drawings['seen'][number][] = [];
  const server = createServer((request, reply) => {
    seen.push({ path: request.url ?? '', headers: request.headers });
    reply.setHeader('content-type', 'application/json');
    reply.end(JSON.stringify({ fastighet: 'Åsen 1:2', ritningar: ['plan', 'sektion'] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}`, seen, stop };
}
