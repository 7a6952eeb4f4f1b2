import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileValidator } from '@ena/kernel/http/validation.ts';
import type { TSchema } from 'typebox';
import * as proposal from '../wire/own/proposal.ts';
import * as request from '../wire/own/proposal-request.ts';
import * as template from '../wire/own/template.ts';

const messages = { ...proposal, ...request, ...template };

test('every message of granting has an example, and every example fits its message', () => {
  let seen = 0;
  for (const [name, value] of Object.entries(messages)) {
    if (!/(?:Body|Page|(?:proposal|template|Party)Reply)$/.test(name) || typeof value === 'function')
      continue;
    const { examples = [] } = value as TSchema & { examples?: readonly unknown[] };
    assert.ok(examples.length > 0, `${name} has no example`);
    for (const example of examples)
      assert.equal(compileValidator(value as TSchema)(example), undefined, name);
    seen += 1;
  }
  assert.ok(seen >= 10, `${seen}`);
});
