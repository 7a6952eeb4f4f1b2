import type { Finding } from '../source/finding.ts';
import { isTest, roomOf } from '../source/places.ts';
import type { Source } from '../source/project.ts';
import type { Rule } from '../source/rule.ts';
import { lineAt } from '../source/tree.ts';

const selectStar = /\bselect\s+(?:distinct\s+)?(?:"?\w+"?\.)?\*/i;
const selectAllCall = /\.selectAll\s*\(/g;

/** `SELECT *` breaks the release that still serves while a column is added: name the columns. */
export const noSelectStar: Rule = {
  name: 'no SELECT *',
  check: ({ sources }) =>
    sources
      .filter(({ path }) => !isTest(path) && !path.startsWith('tools/'))
      .flatMap((source) => {
        const { code, literals } = source.scan;
        const starts = [
          ...literals.filter(({ text }) => selectStar.test(text)).map(({ start }) => start),
          ...[...code.matchAll(selectAllCall)].map(({ index }) => index),
        ];
        return starts.map((start): Finding => {
          const line = lineAt(code, start);
          return {
            file: source.path,
            line,
            rule: noSelectStar.name,
            what: 'selects every column',
            instead: 'name the columns',
          };
        });
      }),
};

/** The literal `schema: '…'` of a room's manifest; `undefined` for a room without state. */
function schemaOf(manifest: Source): string | undefined {
  const { code, literals } = manifest.scan;
  const property = /\bschema\s*:\s*(?=['"])/.exec(code);
  if (property === null) return undefined;
  return literals.find(({ start }) => start === property.index + property[0].length)?.text;
}

/** The schema that a room of this id has. */
export function schemaFor(room: string): string {
  return (room.split('/')[1] ?? '').replaceAll('-', '_');
}

const tableCall =
  /\.(?:selectFrom|insertInto|updateTable|deleteFrom|mergeInto|(?:inner|left|right|full|cross)Join|createTable|alterTable|dropTable|createIndex|createView|withSchema|createSchema|dropSchema|references|on|id|ref|table)\s*\(\s*(?=['"`])/g;
const schemaCall = /\.(?:withSchema|createSchema|dropSchema)\s*\($/;
const rawTable =
  /\b(?:from|join|into|update|table|references|index\s+(?:if\s+not\s+exists\s+)?\w+\s+on)\s+(?:if\s+(?:not\s+)?exists\s+|only\s+)?"?([a-z_][a-z0-9_]*)"?\s*\.\s*"?[a-z_]/gi;
const rawSchema = /\bschema\s+(?:if\s+(?:not\s+)?exists\s+)?"?([a-z_][a-z0-9_]*)"?/gi;

interface Mention {
  readonly schema: string;
  readonly start: number;
}

function inCalls({ code, literals }: Source['scan']): Mention[] {
  const textAt = new Map(literals.map(({ start, text }) => [start, text]));
  return [...code.matchAll(tableCall)].flatMap((match): Mention[] => {
    const start = match.index + match[0].length;
    const text = textAt.get(start) ?? '';
    if (schemaCall.test(match[0].trimEnd())) return [{ schema: text, start }];
    const names =
      /^(?:selectFrom|insertInto|updateTable|deleteFrom|mergeInto|\w+Join|createTable|alterTable|dropTable|createView)/;
    if (!names.test(match[0].slice(1))) return [];
    const schema = /^([a-z_][a-z0-9_]*)\.[a-z_]/.exec(text)?.[1];
    return schema === undefined ? [] : [{ schema, start }];
  });
}

const sqlVerb = /^\s*(?:select|insert|update|delete|with|create|alter|drop|truncate|lock|merge|copy)\b/i;

function inRawSql({ literals }: Source['scan']): Mention[] {
  return literals
    .filter(({ text }) => sqlVerb.test(text))
    .flatMap(({ start, text }) =>
      [...text.matchAll(rawTable), ...text.matchAll(rawSchema)].map((match) => ({
        schema: match[1] ?? '',
        start: start + 1 + match.index,
      })),
    );
}

/** A room's SQL touches only the schema that has the room's name. */
export const ownSchema: Rule = {
  name: 'own schema only',
  check: ({ sources }) =>
    sources.flatMap((source) => {
      const room = roomOf(source.path);
      if (room === undefined || isTest(source.path)) return [];
      const own = schemaFor(room);
      const at = (start: number, what: string, instead: string): Finding => {
        return { file: source.path, line: lineAt(source.text, start), rule: ownSchema.name, what, instead };
      };
      const foreign = [...inCalls(source.scan), ...inRawSql(source.scan)]
        .filter(({ schema }) => schema !== own)
        .map(({ schema, start }) =>
          at(
            start,
            `touches the schema \`${schema}\``,
            `stay in \`${own}\`; ask the other room through its index.ts`,
          ),
        );
      const declared = source.path.endsWith('/room.ts') ? schemaOf(source) : undefined;
      if (declared === undefined || declared === own) return foreign;
      return [
        ...foreign,
        at(source.text.indexOf('schema:'), `names its schema \`${declared}\``, `name it \`${own}\``),
      ];
    }),
};
