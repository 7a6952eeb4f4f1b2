import { createServer, type RequestListener, type Server } from 'node:http';

export interface TestServer {
  readonly url: string;
  close(): Promise<void>;
}

/** A real HTTP server on a free loopback port. */
export async function serve(listener: RequestListener): Promise<TestServer> {
  const server = createServer(listener);
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}
