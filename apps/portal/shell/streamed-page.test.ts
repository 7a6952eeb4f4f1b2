import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { texts } from '../texts/texts.ts';
import { type Html, html } from './html.ts';
import type { Site } from './layout.ts';
import { streamedPage } from './streamed-page.ts';
import { hrefIn, type Visit } from './visit.ts';

const site: Site = {
  sandbox: false,
  canLogIn: false,
  onboarding: false,
  mandates: false,
  cases: false,
  feedback: false,
  files: { style: '/s', script: '/j', components: '/c' },
};

const visit: Visit = {
  language: 'sv',
  t: texts.sv,
  path: '/',
  template: '/',
  params: {},
  query: {},
  session: undefined,
  now: 0,
  requestId: '',
  isPrefetch: false,
  answersForm: false,
  cli: 'ena',
  href: hrefIn('sv'),
};

const streamed = (content: (left: AbortSignal) => AsyncIterable<Html>) =>
  streamedPage(site, visit, { kind: 'stream', title: 'å', content });

/** All that came, and the fault that it ended with. */
async function read(body: AsyncIterable<unknown>) {
  let text = '';
  try {
    for await (const part of body) text += part;
  } catch (error) {
    return { text, error };
  }
  return { text };
}

describe('a page that is sent in pieces', () => {
  it('is the whole page, with each piece in its place', async () => {
    const { text, error } = await read(
      streamed(async function* () {
        yield html`<p>ett</p>`;
        yield html`<p>två</p>`;
      }),
    );
    assert.match(
      text,
      /^<!doctype html>[\s\S]*<main[^>]*>\s*<p>ett<\/p>\s*<p>två<\/p>\s*<\/main>[\s\S]*<\/html>\s*$/,
    );
    assert.equal(error, undefined);
  });

  it('says so and is closed as a page when its content fails, and the fault is not hidden', async () => {
    const fault = new Error('en bugg');
    const { text, error } = await read(
      streamed(async function* () {
        yield html`<p>ett</p>`;
        throw fault;
      }),
    );
    assert.match(
      text,
      /<p>ett<\/p>\s*<section [^>]*role="alert">.*Något gick fel hos oss.*\s*<\/main>[\s\S]*<\/html>\s*$/,
    );
    assert.equal(error, fault);
  });

  it('tells its content at once that nobody reads on, also while a piece is waited for', async () => {
    const left = Promise.withResolvers<void>();
    const body = streamed(async function* (signal) {
      try {
        yield html`<p>ett</p>`;
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      } finally {
        left.resolve();
      }
    });
    for await (const part of body) if (String(part).includes('ett')) break;
    await left.promise;
    assert.ok(body.destroyed);
  });
});
