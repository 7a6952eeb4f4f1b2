import type { EndEvent, TestEvent } from './event.ts';

export interface Failure {
  /** The names from the outermost suite to the test. */
  readonly title: string;
  readonly line: number;
  readonly error: string;
}

export interface Skip {
  readonly title: string;
  readonly line: number;
  readonly reason: string;
}

/** What one test file came to. Only leaves count: a suite or a test with tests inside counts as those. */
export interface Tally {
  readonly passed: number;
  readonly failures: readonly Failure[];
  readonly skips: readonly Skip[];
}

interface Node {
  readonly event: TestEvent;
  readonly children: readonly Node[];
}

/** Events come inside-out: a test's own tests are reported, one deeper, right before it. */
function treesOf(events: readonly TestEvent[]): Node[] {
  const open: Node[][] = [];
  for (const event of events) {
    const children = open[event.nesting + 1] ?? [];
    open.length = Math.min(open.length, event.nesting + 1);
    for (let depth = open.length; depth <= event.nesting; depth++) open.push([]);
    open[event.nesting]?.push({ event, children });
  }
  return open[0] ?? [];
}

function flatten(node: Node, above: readonly string[], into: { title: string; node: Node }[]): void {
  const names = [...above, node.event.name];
  for (const child of node.children) flatten(child, names, into);
  into.push({ title: names.join(' › '), node });
}

/** Reads what a reporter wrote. Lines that are cut off (a process was killed while it wrote) are passed over. */
export function eventsOf(lines: readonly string[]): (TestEvent | EndEvent)[] {
  return lines.flatMap((line): (TestEvent | EndEvent)[] => {
    try {
      return [JSON.parse(line)];
    } catch {
      return [];
    }
  });
}

export function tallyOf(events: readonly (TestEvent | EndEvent)[]): Tally & { readonly ended: boolean } {
  const all: { title: string; node: Node }[] = [];
  for (const tree of treesOf(events.filter((event) => event.event !== 'end'))) flatten(tree, [], all);
  const leaves = all.filter(
    ({ node }) => node.children.length === 0 || (node.event.event === 'fail' && !node.event.inherited),
  );
  const skipped = leaves.filter(({ node }) => node.event.skipped !== undefined);
  const ran = leaves.filter(({ node }) => node.event.skipped === undefined);
  return {
    passed: ran.filter(({ node }) => node.event.event === 'pass').length,
    failures: ran
      .filter(({ node }) => node.event.event === 'fail')
      .map(({ title, node }) => ({ title, line: node.event.line, error: node.event.error ?? '' })),
    skips: skipped.map(({ title, node }) => ({
      title,
      line: node.event.line,
      reason: node.event.skipped ?? '',
    })),
    ended: events.some((event) => event.event === 'end'),
  };
}
