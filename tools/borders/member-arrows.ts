import type { Finding } from '../source/finding.ts';
import { covers, type ListRow, readList, staleRows } from '../source/list-file.ts';
import { isTest, memberOf } from '../source/places.ts';
import type { ResolvedImport, Source } from '../source/project.ts';
import type { Rule } from '../source/rule.ts';

interface Arrows {
  /** Members that it may import beside itself. */
  readonly to: readonly string[];
  readonly instead: string;
}

const arrows: Readonly<Record<string, Arrows>> = {
  kernel: {
    to: [],
    instead: 'the kernel knows no room and no app: take what you need as a parameter or an interface',
  },
  rooms: {
    to: ['kernel'],
    instead: 'a room uses the kernel; what apps and the exchange offer reaches it through RoomContext',
  },
  exchange: {
    to: ['kernel'],
    instead: 'the exchange uses the kernel only; ask a room over HTTP as any client',
  },
  client: {
    to: ['kernel'],
    instead: 'the client runs at third parties: it uses only kernel files that need no Node and no package',
  },
  testkit: { to: ['kernel', 'rooms', 'exchange', 'client'], instead: 'move it to the testkit' },
  conformance: {
    to: [],
    instead:
      'conformance looks from outside: start the program and talk to it, or list a vector test as an exception',
  },
  tools: { to: [], instead: 'tools read sources as text; start the program if you need its behaviour' },
  bench: { to: ['kernel', 'rooms', 'exchange', 'client', 'testkit'], instead: 'start the app as a program' },
  'apps/hub': {
    to: ['kernel', 'rooms'],
    instead: 'apps are composition roots: room.ts files and the kernel',
  },
  'apps/connector': {
    to: ['kernel', 'exchange'],
    instead: 'apps are composition roots: the connector composes the exchange and the kernel',
  },
  'apps/portal': { to: ['client'], instead: 'the portal is an ordinary client: ask through client/' },
  'apps/cli': {
    to: ['client'],
    instead: 'the CLI is an ordinary client: ask through client/, or start the program',
  },
};

function breaks(source: Source, item: ResolvedImport): string | undefined {
  if (item.target.kind !== 'file') return undefined;
  const from = memberOf(source.path);
  const to = memberOf(item.target.path);
  const rules = arrows[from];
  if (from === to || rules === undefined) return undefined;
  if (rules.to.includes(to)) return undefined;
  if (to === 'testkit' && isTest(source.path) && from !== 'conformance') return undefined;
  if (to === 'testkit')
    return 'only tests use the testkit: move the import to a `*.test.ts` file, or the code out of the testkit';
  return rules.instead;
}

const listFile = 'tools/allowed-imports.txt';

function listed(rows: readonly ListRow[], source: Source, { target }: ResolvedImport): ListRow | undefined {
  return rows.find(
    ({ columns: [from = '', to = ''] }) =>
      covers(from, source.path) && target.kind === 'file' && covers(to, target.path),
  );
}

/** Which member may import which: kernel at the bottom, apps on top, clients outside. */
export const memberArrows: Rule = {
  name: 'arrows between members',
  check({ tree, sources }) {
    const rows = readList(tree, listFile);
    const used = new Set<ListRow>();
    const findings = sources.flatMap((source) =>
      source.imports.flatMap((item): Finding[] => {
        const instead = breaks(source, item);
        if (instead === undefined) return [];
        const row = listed(rows, source, item);
        if (row !== undefined) {
          used.add(row);
          return [];
        }
        const what = `${memberOf(source.path)} imports \`${item.specifier}\``;
        return [{ file: source.path, line: item.line, rule: memberArrows.name, what, instead }];
      }),
    );
    return [...findings, ...staleRows(rows, used)];
  },
};

/** An app reaches a room through its manifest only. Node's `exports` map stops the package form; this stops `../`. */
export const appsUseManifests: Rule = {
  name: 'apps import room.ts only',
  check: ({ sources }) =>
    sources
      .filter((source) => source.path.startsWith('apps/'))
      .flatMap((source) =>
        source.imports.flatMap((item): Finding[] => {
          if (item.target.kind !== 'file' || memberOf(item.target.path) !== 'rooms') return [];
          if (/^rooms\/[^/]+\/[^/]+\/room\.ts$/.test(item.target.path) && !item.specifier.startsWith('.'))
            return [];
          return [
            {
              file: source.path,
              line: item.line,
              rule: appsUseManifests.name,
              what: `imports \`${item.specifier}\``,
              instead:
                'import `@ena/rooms/<group>/<room>`, which is the manifest, and let the room open itself',
            },
          ];
        }),
      ),
};

/** Run-time files never import what only tests run (`*.test.ts`, `*-suite.ts`, `tests/`). */
export const noTestCodeAtRunTime: Rule = {
  name: 'no test code at run time',
  check: ({ sources }) =>
    sources
      .filter((source) => !isTest(source.path) && memberOf(source.path) !== 'tools')
      .flatMap((source) =>
        source.imports.flatMap((item): Finding[] => {
          const { target } = item;
          if (target.kind !== 'file' || memberOf(target.path) === 'testkit' || !isTest(target.path))
            return [];
          return [
            {
              file: source.path,
              line: item.line,
              rule: noTestCodeAtRunTime.name,
              what: `imports the test file \`${item.specifier}\``,
              instead: 'move what both need to a file of its own beside the subject',
            },
          ];
        }),
      ),
};
