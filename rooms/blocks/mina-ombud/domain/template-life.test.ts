import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TemplateContent, TemplateState } from './template.ts';
import { templateChanges } from './template-changes.ts';
import { contentFault } from './template-content.ts';
import { openTemplateSteps, type TemplateStep, templateStep } from './template-life.ts';

const states: readonly TemplateState[] = ['draft', 'published', 'unpublished', 'blocked'];
const steps: readonly TemplateStep[] = ['revise', 'publish', 'unpublish', 'block', 'unblock'];

test('every state has its steps, and no others', () => {
  const open = Object.fromEntries(states.map((state) => [state, openTemplateSteps(state, false)]));
  assert.deepEqual(open, {
    draft: ['revise', 'publish'],
    published: ['unpublish', 'block'],
    unpublished: ['revise', 'publish', 'block'],
    blocked: ['unblock'],
  });
  for (const state of states) {
    for (const step of steps) {
      assert.equal(templateStep(step, state) !== undefined, open[state]?.includes(step), `${step} ${state}`);
    }
  }
});

test('what has been published is never changed under its version', () => {
  for (const state of states) {
    const revised = templateStep('revise', state);
    if (state === 'draft') assert.deepEqual(revised, { to: 'draft', version: 'same' });
    else if (revised !== undefined) assert.equal(revised.version, 'next');
  }
});

test('an adopted template has no words of its own to revise', () => {
  assert.deepEqual(openTemplateSteps('draft', true), ['publish']);
  assert.deepEqual(openTemplateSteps('unpublished', true), ['publish', 'block']);
});

const content: TemplateContent = {
  title: 'Sköta bygglov',
  description: 'I byggärenden.',
  grantorRoles: ['private'],
  holderRoles: ['person'],
  permissions: [
    { code: 'läsa', title: 'Läsa', obligatory: true },
    { code: 'ansöka', title: 'Ansöka', obligatory: false },
  ],
  longestMonths: 12,
  endRequired: true,
  mayDelegate: false,
  limits: [],
  byLaw: [],
};

test('a content contradicts itself with a code or a word twice, or by law without persons', () => {
  assert.equal(contentFault(content), undefined);
  const [first] = content.permissions;
  assert.ok(first);
  assert.equal(contentFault({ ...content, permissions: [first, first] })?.pointer, '/permissions/1/code');
  assert.equal(contentFault({ ...content, holderRoles: ['person', 'person'] })?.pointer, '/holderRoles');
  const byLaw: TemplateContent = { ...content, byLaw: ['custody'] };
  assert.equal(contentFault(byLaw), undefined);
  assert.equal(contentFault({ ...byLaw, grantorRoles: ['organisation'] })?.pointer, '/byLaw');
});

test('what differs between two versions is named, one by one', () => {
  assert.deepEqual(templateChanges(content, structuredClone(content)), []);
  const { longestMonths: _, ...endless } = content;
  const after: TemplateContent = {
    ...endless,
    title: 'Annat',
    permissions: [
      { code: 'läsa', title: 'Läsa', obligatory: false },
      { code: 'överklaga', title: 'Överklaga', obligatory: false },
    ],
  };
  assert.deepEqual(templateChanges(content, after), [
    { kind: 'changed', what: 'title' },
    { kind: 'changed', what: 'longestMonths' },
    { kind: 'permission-removed', code: 'ansöka' },
    { kind: 'permission-changed', code: 'läsa' },
    { kind: 'permission-added', code: 'överklaga' },
  ]);
});
