import type { Finding } from '../source/finding.ts';
import type { Project } from '../source/project.ts';
import type { Rule } from '../source/rule.ts';
import { plain, type TableRow, tableRows } from './markdown.ts';
import { type RouteRow, roomsOf, routesInSource } from './routes-in-source.ts';

const verb = /^(GET|POST|PUT|PATCH|DELETE)\b\s*(.*)$/;

interface DocumentedRoute {
  readonly line: number;
  readonly text: string;
  readonly cells: readonly string[];
}

function sameForm(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1').replace(/\?.*$/, '');
}

/** A row documents a route if one cell begins with an HTTP method; the path follows it or is the next cell. */
function documented(row: TableRow): DocumentedRoute[] {
  const cells = row.cells.map(plain);
  const at = cells.findIndex((cell) => verb.test(cell));
  const match = verb.exec(cells[at] ?? '');
  if (match === null) return [];
  const path = match[2] || (cells[at + 1] ?? '');
  return [{ line: row.line, text: `${match[1]} ${sameForm(path)}`, cells }];
}

function compare(room: string, routes: readonly RouteRow[], rows: readonly DocumentedRoute[]): Finding[] {
  const readme = `rooms/${room}/README.md`;
  const form = ({ method, path }: RouteRow): string => `${method} ${sameForm(path)}`;
  const missing = routes.flatMap((route): Finding[] => {
    const at = { file: route.file, line: route.line, rule: roomReadme.name };
    const row = rows.find(({ text }) => text === form(route));
    const instead = `give it a row in the operations table of ${readme}: operation, method, path, file`;
    if (row === undefined) return [{ ...at, what: `\`${form(route)}\` is not in the README`, instead }];
    if (row.cells.includes(route.operation)) return [];
    const what = `the README's row for \`${form(route)}\` does not name the operation \`${route.operation}\``;
    return [{ ...at, file: readme, line: row.line, what, instead: 'name the operation as in routes.ts' }];
  });
  const known = new Set(routes.map(form));
  const stale = rows
    .filter(({ text }) => !known.has(text))
    .map(({ line, text }) => ({
      file: readme,
      line,
      rule: roomReadme.name,
      what: `\`${text}\` is not a route of the room`,
      instead: 'mend the row, or remove it',
    }));
  return [...missing, ...stale];
}

function checkRoom(project: Project, room: string): Finding[] {
  const readme = `rooms/${room}/README.md`;
  const routes = routesInSource(project, room);
  const at = { file: readme, line: 1, rule: roomReadme.name };
  if (routes.length === 0) {
    return [
      {
        ...at,
        what: 'no route found',
        instead: 'keep the table of routes in http/routes.ts, one object for each',
      },
    ];
  }
  if (!project.tree.has(readme)) return [];
  return compare(room, routes, tableRows(project.tree.read(readme)).flatMap(documented));
}

/** The operations table of a room's README equals its routes.ts. */
export const roomReadme: Rule = {
  name: 'room README equals its routes',
  check: (project) => roomsOf(project).flatMap((room) => checkRoom(project, room)),
};
