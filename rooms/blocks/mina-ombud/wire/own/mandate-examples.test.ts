import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileValidator } from '@ena/kernel/http/validation.ts';
import type { TSchema } from 'typebox';
import * as csv from './csv.ts';
import * as ending from './ending.ts';
import * as handler from './handler.ts';
import * as lookup from './lookup.ts';
import * as mandate from './mandate.ts';
import * as history from './mandate-history.ts';
import * as page from './mandate-page.ts';
import * as search from './mandate-search.ts';
import * as paper from './paper.ts';
import * as statistics from './statistics.ts';

const messages = {
  ...csv,
  ...ending,
  ...handler,
  ...lookup,
  ...mandate,
  ...history,
  ...page,
  ...search,
  ...paper,
  ...statistics,
};

test('every message about mandates has an example, and every example fits its message', () => {
  let seen = 0;
  for (const [name, value] of Object.entries(messages)) {
    if (!/(?:Body|Reply|Page)$/.test(name) || typeof value === 'function') continue;
    const { examples = [] } = value as TSchema & { examples?: readonly unknown[] };
    assert.ok(examples.length > 0, `${name} has no example`);
    for (const example of examples)
      assert.equal(compileValidator(value as TSchema)(example), undefined, name);
    seen += 1;
  }
  assert.ok(seen >= 16, String(seen));
});
