import type { Route } from './route.ts';

/** Life of an API version, REST API profile VER.10. */
export type ApiStatus = 'alpha' | 'beta' | 'active' | 'deprecated' | 'retired' | 'decommissioned';

/** One published API: the routes of a room under one base path. */
export interface Api {
  /** `/trust-framework/v1`, without a trailing slash. */
  readonly basePath: string;
  readonly name: string;
  /** Semantic version of the interface: `1.0.0`. */
  readonly version: string;
  /** Date of that version: `2026-11-22`. */
  readonly released: string;
  readonly status: ApiStatus;
  /** What it is for and what limits it, in Swedish and in English. */
  readonly description: string;
  /** Where it is explained to people. */
  readonly documentation: string;
}

/** What names a room to the outside, and what limits hold unless it says more. */
interface Named {
  readonly names: { readonly sv: string; readonly en: string };
}

const versionedBase = /^((?:\/[a-z0-9-]+)*\/v(\d+))(?:\/|$)/;

export const projectUrl = 'https://ena.example.org';

/** One API for each versioned base path (`/…/v1`) among the routes, described by the room's own name. */
export function apisOf(room: Named, routes: readonly Route[]): readonly Api[] {
  const bases = new Map<string, string>();
  for (const route of routes) {
    const [, basePath, major] = versionedBase.exec(route.path) ?? [];
    if (basePath !== undefined && major !== undefined) bases.set(basePath, major);
  }
  return [...bases].map(([basePath, major]) => ({
    basePath,
    name: room.names.en,
    version: `${major}.0.0`,
    released: '2026-11-22',
    status: 'beta',
    description:
      `${room.names.sv}: ett API i Ena. Begränsning: antalet anrop per minut är begränsat för varje anropare och ` +
      `operation, och svaret bär RateLimit. ${room.names.en}: an API of Ena. Limits: calls a minute are limited for ` +
      'each caller and operation, and every answer carries RateLimit. Errors are problem documents (RFC 9457).',
    documentation: projectUrl,
  }));
}
