import type { Finding } from '../source/finding.ts';
import type { Project } from '../source/project.ts';
import type { Rule } from '../source/rule.ts';

function edges(project: Project, path: string): { readonly to: string; readonly line: number }[] {
  return (project.source(path)?.imports ?? []).flatMap(({ typeOnly, target, line }) =>
    !typeOnly && target.kind === 'file' && project.source(target.path) !== undefined
      ? [{ to: target.path, line }]
      : [],
  );
}

/** No file reaches itself through what it imports. Imports of types only are erased and do not count. */
export const noCycles: Rule = {
  name: 'no import cycles',
  check(project) {
    const findings: Finding[] = [];
    const done = new Set<string>();
    const trail: string[] = [];
    const visit = (path: string): void => {
      trail.push(path);
      for (const { to, line } of edges(project, path)) {
        const from = trail.indexOf(to);
        if (from !== -1) {
          const what = `imports itself: ${[...trail.slice(from), to].join(' → ')}`;
          const instead = 'move what both need to a third file that imports neither';
          findings.push({ file: path, line, rule: noCycles.name, what, instead });
        } else if (!done.has(to)) visit(to);
      }
      trail.pop();
      done.add(path);
    };
    for (const { path } of project.sources) if (!done.has(path)) visit(path);
    return findings;
  },
};
