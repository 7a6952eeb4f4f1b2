import assert from 'node:assert/strict';
import { test } from 'node:test';
import { docRules } from './docs/all.ts';
import { describeFindings } from './source/finding.ts';
import { houseRoot } from './source/print-findings.ts';
import { readProject } from './source/project.ts';
import { treeOnDisk } from './source/tree.ts';

const project = readProject(treeOnDisk(houseRoot));

for (const rule of docRules) {
  test(`documents: ${rule.name}`, () => {
    const findings = rule.check(project);
    assert.ok(findings.length === 0, `${findings.length} found\n${describeFindings(findings)}`);
  });
}
