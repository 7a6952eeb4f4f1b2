import type { Finding } from '../source/finding.ts';
import { covers, type ListRow, readList, staleRows } from '../source/list-file.ts';
import { isTest } from '../source/places.ts';
import type { Source } from '../source/project.ts';
import type { Rule } from '../source/rule.ts';
import { type FunctionSpan, functionsOf } from './functions.ts';

const listFile = 'tools/size-exceptions.txt';
const fileLimit = 400;
const functionLimit = 60;

/** A suite is a list of tests, not a procedure; the file's limit holds it. */
const suite = /^\s*(?:describe|suite)(?:\.\w+)?\(/;

/** In a test file the lines of an inner function are its own: a suite is a list of tests, not one procedure. */
function lengthOf(span: FunctionSpan, all: readonly FunctionSpan[], test: boolean): number {
  const length = span.last - span.first + 1;
  if (!test) return length;
  const inner = all.filter(({ first, last }) => first > span.first && last < span.last);
  const outermost = inner.filter(
    (one) => !inner.some(({ first, last }) => first < one.first && last > one.last),
  );
  return outermost.reduce((sum, { first, last }) => sum - (last - first + 1), length);
}

function tooLong(source: Source): Finding[] {
  const lines = source.text.split('\n').length - 1;
  const at = { file: source.path, rule: sizes.name };
  const exception = `or list it with a reason in ${listFile}`;
  const file = {
    ...at,
    line: fileLimit + 1,
    what: `${lines} lines`,
    instead: `split it by rule, under ${fileLimit} lines; ${exception}`,
  };
  const spans = functionsOf(source.scan);
  const lineTexts = source.text.split('\n');
  const isSuite = ({ first }: FunctionSpan): boolean => suite.test(lineTexts[first - 1] ?? '');
  const functions = spans.flatMap((span): Finding[] => {
    const length = lengthOf(span, spans, isTest(source.path));
    if (length <= functionLimit || isSuite(span)) return [];
    const what = `a function of ${length} lines`;
    return [
      {
        ...at,
        line: span.first,
        what,
        instead: `name its steps as functions, under ${functionLimit} lines; ${exception}`,
      },
    ];
  });
  return lines > fileLimit ? [file, ...functions] : functions;
}

/** Files up to 400 lines, functions up to 60. */
export const sizes: Rule = {
  name: 'sizes',
  check({ tree, sources }) {
    const rows = readList(tree, listFile);
    const used = new Set<ListRow>();
    const findings = sources.flatMap(tooLong).filter(({ file }) => {
      const row = rows.find(({ columns }) => covers(columns[0] ?? '', file));
      if (row !== undefined) used.add(row);
      return row === undefined;
    });
    return [...findings, ...staleRows(rows, used)];
  },
};
