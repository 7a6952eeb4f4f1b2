import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key, type SigningKey } from '@ena/kernel/crypto/keys.ts';
import { v1 } from './joining.ts';
import { anchorId } from './leaf.ts';
import type { RunningRoom } from './running-room.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests break the claims in every way
type Claims = any;

/** Entities outside the hub, on one server that answers what the test sets, and counts who asks. */
export interface OutsideWorld {
  readonly url: string;
  /** Paths that were asked for, in order. */
  readonly asked: string[];
  /** Answers by path and query; what is not here is 404. */
  readonly pages: Map<string, Page>;
  entity(name: string, superiors?: readonly string[]): OutsideEntity;
  /** Publishes what `superior` says about `subject`. */
  vouch(superior: OutsideEntity, subject: OutsideEntity, change?: (claims: Claims) => Claims): Promise<void>;
  /** Publishes the entity's configuration. */
  publish(entity: OutsideEntity, change?: (claims: Claims) => Claims, key?: SigningKey): Promise<string>;
  /** Stops answering: connections are refused until `wake`. */
  silence(): void;
  wake(): void;
  close(): void;
}

export interface Page {
  readonly status?: number;
  readonly type?: string;
  readonly body: string;
  readonly location?: string;
}

export interface OutsideEntity {
  readonly entityId: string;
  readonly key: SigningKey;
  /** Where its configuration is. */
  readonly location: string;
  readonly path: string;
  readonly superiors: readonly string[];
  readonly metadata: Record<string, Record<string, unknown>>;
}

export const statementPage = (body: string): Page => ({ body });

export async function outsideWorld(now: () => number): Promise<OutsideWorld> {
  const asked: string[] = [];
  const pages = new Map<string, Page>();
  let silent = false;
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (silent) return void request.socket.destroy();
    const page = pages.get(request.url ?? '');
    const headers = {
      'content-type': page?.type ?? 'application/entity-statement+jwt',
      ...(page?.location && { location: page.location }),
    };
    response.writeHead(page === undefined ? 404 : (page.status ?? 200), headers);
    response.end(page?.body ?? '');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const times = () => ({ iat: Math.floor(now() / 1000), exp: Math.floor(now() / 1000) + 24 * 3600 });
  const entity = (name: string, superiors: readonly string[] = [anchorId]): OutsideEntity => ({
    entityId: `https://${name}.sandbox.localhost`,
    key: generateEs256Key(),
    path: `/${name}`,
    location: `${url}/${name}`,
    superiors,
    metadata: {
      federation_entity: {
        organization_name: `${name} åäö`,
        federation_fetch_endpoint: `${url}/${name}/fetch`,
      },
    },
  });
  return {
    url,
    asked,
    pages,
    entity,
    publish: async (one, change = (claims) => claims, key = one.key) => {
      const claims = change({
        iss: one.entityId,
        sub: one.entityId,
        ...times(),
        jwks: { keys: [one.key.publicJwk] },
        authority_hints: one.superiors,
        metadata: one.metadata,
      });
      const jwt = await signJwt('entity-statement+jwt', claims, key);
      pages.set(one.path, statementPage(jwt));
      return jwt;
    },
    vouch: async (superior, subject, change = (claims) => claims) => {
      const claims = change({
        iss: superior.entityId,
        sub: subject.entityId,
        ...times(),
        jwks: { keys: [subject.key.publicJwk] },
        ec_location: subject.location,
      });
      const jwt = await signJwt('entity-statement+jwt', claims, superior.key);
      pages.set(`${superior.path}/fetch?sub=${encodeURIComponent(subject.entityId)}`, statementPage(jwt));
    },
    silence: () => {
      silent = true;
    },
    wake: () => {
      silent = false;
    },
    close: () => server.close(),
  };
}

export const client = {
  redirect_uris: ['https://tjänst.example/åter'],
  scope: 'openid profile öppet',
  grant_types: ['authorization_code'],
};

/** Registers an intermediate. */
export async function register(hub: RunningRoom, entity: OutsideEntity, more: object = {}): Promise<void> {
  const json = {
    entityId: entity.entityId,
    name: 'Västra Götalandsregionen',
    jwks: { keys: [entity.key.publicJwk] },
    intermediate: true,
    ecLocation: entity.location,
    ...more,
  };
  const answer = await hub.call('POST', `${v1}/members`, { json, operator: true });
  assert.equal(answer.status, 201, answer.text);
}

/** An intermediate that is registered, and an entity beneath it. */
export async function twoLevels(
  hub: RunningRoom,
  world: OutsideWorld,
  name: string,
  more: object = {},
): Promise<{ region: OutsideEntity; leaf: OutsideEntity }> {
  const region = world.entity(`${name}-region`);
  const leaf = world.entity(name, [region.entityId]);
  leaf.metadata.oauth_client = { ...client };
  await world.publish(region);
  await world.publish(leaf);
  await world.vouch(region, leaf);
  await register(hub, region, more);
  return { region, leaf };
}
