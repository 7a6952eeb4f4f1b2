import { createServer, type Socket } from 'node:net';

export interface Hanging {
  readonly url: string;
  /** How many have connected. */
  readonly calls: number;
  close(): void;
}

/** Takes every connection and never says anything. */
export async function startHanging(): Promise<Hanging> {
  const held: Socket[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    held.push(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    get calls() {
      return held.length;
    },
    close: () => {
      for (const socket of held) socket.destroy();
      server.close();
    },
  };
}
