import { createServer } from 'node:net';
import { listOrganisations } from './organisations.ts';

/** Whether this process could listen on the port of the loopback address now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** The first of the ports that is taken. */
export async function firstTaken(ports: readonly number[]): Promise<number | undefined> {
  const free = await Promise.all(ports.map(isFree));
  return ports.find((_, at) => !free[at]);
}

const step = 10;

/** Two ports in a row that no organisation of the folder has and nobody listens on, from `first` upwards in tens. */
export async function nextPair(data: string, first: number): Promise<readonly [number, number] | undefined> {
  const given = new Set(listOrganisations(data).flatMap(({ port, peerPort }) => [port, peerPort]));
  for (let port = first; port < 65_000; port += step) {
    const pair = [port, port + 1] as const;
    if (!pair.some((one) => given.has(one)) && (await firstTaken(pair)) === undefined) return pair;
  }
  return undefined;
}
