import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fail, ok } from '@ena/kernel/result.ts';
import type { ConnectorContext } from '../connector-context.ts';
import { Room } from '../load/room.ts';
import type { Entity } from '../trust/entity.ts';
import type { Envelope } from '../wire/envelope.ts';
import { findConsumer } from './find-consumer.ts';
import type { Arrival } from './incoming.ts';

const known = {
  entityId: 'https://kand.example',
  orgnr: '2120000829',
  keys: new Map([['k', undefined]]),
  pins: new Set(['pin']),
} as unknown as Entity;
const envelope = { consumerOrgnr: known.orgnr } as Envelope;

function arrival(entityId: string, peerPin?: string): Arrival {
  const headers = { 'signature-input': `ena=("@method");keyid="${entityId}#k"` };
  return { method: 'GET', url: '/', headers, peerPin, receivedAt: 0 };
}

describe('whom a message is from', () => {
  it('is asked of the hub for a few strangers at once, whom those who are known pass by', async () => {
    let answer: (unknown: unknown) => void = () => undefined;
    const hub = new Promise<unknown>((resolve) => {
      answer = resolve;
    });
    const strangers = new Room(3);
    const context = {
      strangers,
      rate: { take: () => true },
      trust: {
        findByEntityId: (id: string) => (id === known.entityId ? known : undefined),
        resolveEntityId: () => hub,
        refetch: () => hub,
      },
    } as unknown as ConnectorContext;
    const slug = async (from: Arrival) => {
      const found = await findConsumer(context, from, envelope);
      return found.ok ? 'found' : found.error.slug;
    };
    const waiting = [
      slug(arrival('https://okand.example')),
      slug(arrival('https://annan.example')),
      slug(arrival(known.entityId, 'annan pin')),
    ];
    assert.equal(strangers.held, 3);
    assert.equal(await slug(arrival('https://tredje.example')), 'too-many-exchanges');
    assert.equal(await slug(arrival(known.entityId)), 'too-many-exchanges');
    assert.equal(await slug(arrival(known.entityId, 'pin')), 'found');
    answer(fail({ kind: 'unknown' }));
    assert.deepEqual(await Promise.all(waiting), ['consumer-unknown', 'consumer-unknown', 'peer-mismatch']);
    assert.equal(strangers.held, 0);
  });

  it('is the one whose key and connection both are', async () => {
    const context = { trust: { findByEntityId: () => known } } as unknown as ConnectorContext;
    assert.deepEqual(await findConsumer(context, arrival(known.entityId, 'pin'), envelope), ok(known));
  });
});
