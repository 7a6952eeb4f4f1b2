import assert from 'node:assert/strict';
import { test } from 'node:test';
import { borders } from './borders/all.ts';
import { describeFindings } from './source/finding.ts';
import { houseRoot } from './source/print-findings.ts';
import { readProject } from './source/project.ts';
import { treeOnDisk } from './source/tree.ts';

const project = readProject(treeOnDisk(houseRoot));

test('the whole house is read', () => {
  const members = new Set(project.sources.map(({ path }) => path.split('/')[0]));
  for (const member of ['kernel', 'rooms', 'exchange', 'client', 'apps', 'testkit'])
    assert.ok(members.has(member), member);
});

for (const rule of borders) {
  test(`border: ${rule.name}`, () => {
    const findings = rule.check(project);
    assert.ok(findings.length === 0, `${findings.length} found\n${describeFindings(findings)}`);
  });
}
