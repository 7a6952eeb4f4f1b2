import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileValidator } from '@ena/kernel/http/validation.ts';
import type { TSchema } from 'typebox';
import * as application from './application.ts';
import * as contact from './contact.ts';
import * as history from './history.ts';
import * as inventory from './inventory.ts';
import * as matter from './matter.ts';
import * as service from './service.ts';
import * as trustMark from './trust-mark.ts';

const messages = {
  ...application,
  ...contact,
  ...history,
  ...inventory,
  ...matter,
  ...service,
  ...trustMark,
};

test('every message has an example, and every example fits its message', () => {
  let seen = 0;
  for (const [name, value] of Object.entries(messages)) {
    if (!/(?:Body|Reply|Page|Entry)$/.test(name) || typeof value === 'function') continue;
    const { examples = [] } = value as TSchema & { examples?: readonly unknown[] };
    assert.ok(examples.length > 0, `${name} has no example`);
    for (const example of examples)
      assert.equal(compileValidator(value as TSchema)(example), undefined, name);
    seen += 1;
  }
  assert.ok(seen >= 18);
});
