import type { Finding } from '../source/finding.ts';
import { covers, type ListRow, readList, staleRows } from '../source/list-file.ts';
import { isTest, layerOf, memberOf, roomOf } from '../source/places.ts';
import type { Project, ResolvedImport, Source } from '../source/project.ts';
import type { Rule } from '../source/rule.ts';

const listFile = 'tools/allowed-wire-imports.txt';

const mouths = new Set(['wire', 'http', 'soap', 'as4']);

/** Kernel files that hold values and types only; the others do I/O or know a protocol. */
const domainKernel = new Set(
  ['result', 'time', 'id', 'organisation-number', 'personal-number'].map((name) => `kernel/${name}.ts`),
);

interface LayerRule {
  readonly layer: string;
  /** Layers of the same room that it must not import. */
  readonly never: readonly string[];
  readonly instead: string;
}

const layerRules: readonly LayerRule[] = [
  {
    layer: 'domain',
    never: ['wire', 'store', 'http', 'soap', 'as4', 'use-cases', 'jobs'],
    instead: 'domain is pure: let wire/ and store/ translate to domain types and pass them in',
  },
  {
    layer: 'wire',
    never: ['store', 'http', 'soap', 'as4', 'use-cases', 'jobs'],
    instead: 'a message file knows the contract and the domain types it translates to, nothing else',
  },
  {
    layer: 'use-cases',
    never: ['http', 'soap', 'as4'],
    instead: 'return an outcome; the handler in http/ turns it into a reply',
  },
  {
    layer: 'store',
    never: ['http', 'soap', 'as4', 'use-cases'],
    instead: 'the store offers Reader and Writer; the use-case calls it',
  },
];

function at(source: Source, item: ResolvedImport, what: string, instead: string): Finding {
  return { file: source.path, line: item.line, rule: roomLayers.name, what, instead };
}

function checkInside(source: Source, item: ResolvedImport, target: string): Finding[] {
  const rule = layerRules.find(({ layer }) => layer === layerOf(source.path));
  const to = layerOf(target);
  if (rule === undefined || !rule.never.includes(to)) return [];
  return [at(source, item, `${rule.layer}/ imports ${to}/ (\`${item.specifier}\`)`, rule.instead)];
}

function checkDomainPurity(source: Source, item: ResolvedImport): Finding[] {
  if (layerOf(source.path) !== 'domain') return [];
  const { target } = item;
  const outside =
    target.kind === 'file' ? memberOf(target.path) === 'kernel' && !domainKernel.has(target.path) : true;
  if (!outside) return [];
  const allowed = [...domainKernel].join(', ');
  return [
    at(
      source,
      item,
      `domain/ imports \`${item.specifier}\``,
      `domain does no I/O: of the kernel only ${allowed}`,
    ),
  ];
}

function checkWireStays(
  source: Source,
  item: ResolvedImport,
  target: string,
  rows: readonly ListRow[],
  used: Set<ListRow>,
): Finding[] {
  if (layerOf(target) !== 'wire' || mouths.has(layerOf(source.path))) return [];
  const row = rows.find(({ columns }) => covers(columns[0] ?? '', source.path));
  if (row !== undefined) {
    used.add(row);
    return [];
  }
  const instead = `translate to a domain type in wire/ and pass that on, or list the file with a reason in ${listFile}`;
  return [at(source, item, `wire names leave wire/ through \`${item.specifier}\``, instead)];
}

function checkSource(source: Source, rows: readonly ListRow[], used: Set<ListRow>): Finding[] {
  if (isTest(source.path)) return [];
  const room = roomOf(source.path);
  return source.imports.flatMap((item) => {
    const { target } = item;
    const purity = checkDomainPurity(source, item);
    if (target.kind !== 'file' || roomOf(target.path) !== room) return purity;
    const inside = checkInside(source, item, target.path);
    return [
      ...purity,
      ...(inside.length > 0 ? inside : checkWireStays(source, item, target.path, rows, used)),
    ];
  });
}

/** The arrows inside a room: domain is pure, wire names stay at the mouth. */
export const roomLayers: Rule = {
  name: 'layers of a room',
  check({ tree, sources }: Project) {
    const rows = readList(tree, listFile);
    const used = new Set<ListRow>();
    const findings = sources
      .filter((source) => roomOf(source.path) !== undefined)
      .flatMap((source) => checkSource(source, rows, used));
    return [...findings, ...staleRows(rows, used)];
  },
};
