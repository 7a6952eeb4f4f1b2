import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/*
 * Below the ports that a system lends to outgoing calls (Linux: from 32768), so that between the look and the use
 * nobody gets one of them by chance. Within a process none is told twice.
 */
const lowest = 11_000;
const blocks = 420;
const blockSize = 50;
const told = new Set<number>();

/** A port of loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = lowest + randomInt(blocks * blockSize);
    if (!told.has(port) && (await allFree([port]))) {
      told.add(port);
      return port;
    }
  }
}

/** The first of fifty ports of loopback that were all free a moment ago. */
export async function freeBlock(): Promise<number> {
  for (;;) {
    const first = lowest + randomInt(blocks) * blockSize;
    const ports = Array.from({ length: blockSize }, (_, index) => first + index);
    if (ports.some((port) => told.has(port)) || !(await allFree(ports))) continue;
    for (const port of ports) told.add(port);
    return first;
  }
}

async function allFree(ports: readonly number[]): Promise<boolean> {
  return (await Promise.all(ports.map(isFree))).every(Boolean);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
