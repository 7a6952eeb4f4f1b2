import { readProject } from './project.ts';
import type { Rule } from './rule.ts';
import { treeOf } from './tree.ts';

/** What a rule finds in a tree made of text, each as `file:line what`; for the rules' own tests. */
export function found(rule: Rule, files: Readonly<Record<string, string>>): string[] {
  return rule.check(readProject(treeOf(files))).map(({ file, line, what }) => `${file}:${line} ${what}`);
}
