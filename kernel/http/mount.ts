import type { Api } from './api.ts';
import type { RoomReply, Route, Stray } from './route.ts';

/** A table of routes and whose it is. */
export interface Mount {
  /** Named in logs, metrics and the audit trail: `blocks/trust-framework`. */
  readonly room: string;
  readonly routes: readonly Route[];
  /** The APIs among the routes that get `/api-info` and `/openapi.json` of their own. */
  readonly apis?: readonly Api[];
  /** What is answered where no row answers: a page for a browser, a contract's own error. `undefined`: the problem document goes out. */
  readonly strays?: (call: Stray) => RoomReply | undefined;
}

/** One row as it is served. */
export interface MountedRoute {
  readonly room: string;
  readonly route: Route;
}

/** Flattens the tables; throws where two rows would answer the same call, or two operations share a name. */
export function mountedRoutes(mounts: readonly Mount[]): readonly MountedRoute[] {
  const rows = mounts.flatMap((mount) => mount.routes.map((route) => ({ room: mount.room, route })));
  refuseDoubles(rows.map(({ room, route }) => `operation ${room} ${route.operation}`));
  refuseDoubles(
    rows.map(({ route }) => `route ${route.method} ${route.path.replaceAll(/:[A-Za-z0-9_]+/g, ':')}`),
  );
  return rows;
}

function refuseDoubles(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw new Error(`the ${name} is in the tables twice`);
    seen.add(name);
  }
}

/** The methods that some row takes at this path, for `Allow` in a 405; none means 404. */
export function methodsAt(rows: readonly MountedRoute[], path: string): readonly string[] {
  const given = path.split('/');
  const methods = rows
    .filter(({ route }) => matches(route.path.split('/'), given))
    .map(({ route }) => route.method);
  const unique = [...new Set<string>(methods)];
  return unique.includes('GET') ? ['HEAD', ...unique].sort() : unique.sort();
}

function matches(pattern: readonly string[], given: readonly string[]): boolean {
  if (pattern.at(-1) === '*') return pattern.slice(0, -1).every((part, i) => fits(part, given[i]));
  return pattern.length === given.length && pattern.every((part, i) => fits(part, given[i]));
}

function fits(part: string, given: string | undefined): boolean {
  return given !== undefined && (part === given || (part.startsWith(':') && given !== ''));
}
