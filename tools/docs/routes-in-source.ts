import { layerOf, roomOf } from '../source/places.ts';
import type { Project, Source } from '../source/project.ts';
import { lineAt } from '../source/tree.ts';

/** One row of a routes table as it stands in the source. */
export interface RouteRow {
  readonly file: string;
  readonly line: number;
  readonly operation: string;
  readonly method: string;
  /** With `:name` for parameters. */
  readonly path: string;
}

/** The value of `const name = '…'` in any file of the same room, with constants inside it filled in. */
function constant(sources: readonly Source[], name: string): string | undefined {
  for (const source of sources) {
    const match = new RegExp(`\\bconst ${name}\\b[^=\\n]*=\\s*(?=['"\`])`).exec(source.scan.code);
    if (match === null) continue;
    const text = source.scan.literals.find(({ start }) => start === match.index + match[0].length)?.text;
    if (text !== undefined) return filled(sources, text);
  }
  return undefined;
}

function filled(sources: readonly Source[], text: string): string {
  return text.replace(/\$\{(\w+)\}/g, (whole, name: string) => constant(sources, name) ?? whole);
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function property(
  source: Source,
  sources: readonly Source[],
  name: string,
  { from, to }: Span,
): string | undefined {
  const part = source.scan.code.slice(from, to);
  const match = new RegExp(`\\b${name}\\s*:\\s*(?:(?=['"\`])|([\\w]+))`).exec(part);
  if (match === null) return undefined;
  if (match[1] !== undefined) return constant(sources, match[1]) ?? `\${${match[1]}}`;
  const start = from + match.index + match[0].length;
  return filled(sources, source.scan.literals.find((literal) => literal.start === start)?.text ?? '');
}

/** The object that a row spreads: the nearest `const name = {` above it. */
function spreadObject(source: Source, row: Span): Span | undefined {
  const { code } = source.scan;
  const name = /\.\.\.(\w+)/.exec(code.slice(row.from, row.to))?.[1];
  const from =
    name === undefined
      ? -1
      : code.slice(0, row.from).search(new RegExp(`\\bconst ${name}\\b(?![\\s\\S]*\\bconst ${name}\\b)`));
  return from === -1 ? undefined : { from, to: code.indexOf(';', from) };
}

function rowsIn(source: Source, sources: readonly Source[]): RouteRow[] {
  const { code } = source.scan;
  const named = [...code.matchAll(/\boperation\s*:\s*(?=['"`])/g)].map(({ index }) => index);
  const starts = named.map((index) => code.lastIndexOf('{', index));
  return starts.map((from, i) => {
    const row = { from, to: starts[i + 1] ?? code.length };
    const spread = spreadObject(source, row);
    const read = (name: string): string =>
      property(source, sources, name, row) ?? (spread && property(source, sources, name, spread)) ?? '';
    return {
      file: source.path,
      line: lineAt(code, named[i] ?? from),
      operation: read('operation'),
      method: read('method'),
      path: read('path'),
    };
  });
}

/** Every route of a room, from the files of its mouth whose names end in `routes.ts`. */
export function routesInSource(project: Project, room: string): RouteRow[] {
  const own = project.sources.filter(({ path }) => roomOf(path) === room);
  return own
    .filter(
      ({ path }) => ['http', 'soap', 'as4'].includes(layerOf(path)) && /(?:^|[/-])routes\.ts$/.test(path),
    )
    .flatMap((source) => rowsIn(source, own));
}

export function roomsOf(project: Project): string[] {
  return [...new Set(project.tree.paths.map(roomOf).filter((room) => room !== undefined))];
}
