import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isPathTemplate, isUnambiguousPath, pathMatches } from './path-template.ts';

describe('a path template', () => {
  const matches: readonly (readonly [string, string, boolean])[] = [
    ['/organisationer', '/organisationer', true],
    ['/organisationer', '/organisationer/', false],
    ['/organisationer', '/Organisationer', false],
    ['/dokument/{id}', '/dokument/42', true],
    ['/dokument/{id}', '/dokument/r%C3%A4ksm%C3%B6rg%C3%A5s', true],
    ['/dokument/{id}', '/dokument/', false],
    ['/dokument/{id}', '/dokument/42/bilaga', false],
    ['/dokument/{id}', '/dokument/42;v=1', true],
    ['/a.b', '/aXb', false],
    ['/a+(b)', '/a+(b)', true],
    ['/filer/{rest...}', '/filer/a/b/c', true],
    ['/filer/{rest...}', '/filer/', true],
    ['/filer/{rest...}', '/filer', false],
    ['/filer/{rest...}', '/annat/a', false],
    ['/{rest...}', '/', true],
    ['/{a}/x/{b}', '/1/x/2', true],
    ['/{a}/x/{b}', '/1/y/2', false],
  ];
  for (const [template, path, expected] of matches) {
    it(`${template} ${expected ? 'is' : 'is not'} ${path}`, () =>
      assert.equal(pathMatches(template, path), expected));
  }

  for (const good of [
    '/',
    '/a',
    '/a/{b}',
    '/a/{b}/c',
    '/{rest...}',
    '/a/{rest...}',
    '/a/',
    "/a-b_c~d!$&'()*+,;=:@%20",
  ]) {
    it(`may be ${good}`, () => assert.equal(isPathTemplate(good), true));
  }
  for (const bad of [
    'a',
    '/{a',
    '/a}',
    '/{}',
    '/{1a}',
    '/{a...}/b',
    '/{a....}',
    '/a//b',
    '/a?b',
    '/a#b',
    '/å',
    '/a b',
    '/{a}{b}',
    '/a/{b}c',
  ]) {
    it(`may not be ${bad}`, () => assert.equal(isPathTemplate(bad), false));
  }
});

describe('a path that two servers could read in two ways', () => {
  const ambiguous = [
    '',
    'a',
    '//',
    '/a//b',
    '/a//',
    '//a',
    '/.',
    '/..',
    '/a/.',
    '/a/..',
    '/a/./b',
    '/a/../b',
    '/..;/b',
    '/a/..;x=1/b',
    '/.;/b',
    '/a/..;',
    '/a%2fb',
    '/a%2Fb',
    '/a%5cb',
    '/%2e%2e/b',
    '/.%2e/b',
    '/a%00',
    '/a%0a',
    '/a%1f',
    '/a%7f',
    '/a%252f',
    '/a%252e%252e',
    '/..%3bx/b',
    '/a\\b',
    '/a\nb',
    '/a\u0000',
    '/a b',
    '/å',
    '/a{b}',
    '/a#b',
    '/a?b',
    '/a%',
    '/a%2',
    '/a%zz',
    '/a"b',
    '/a|b',
    '/a^b',
  ];
  for (const path of ambiguous) {
    it(`is refused: ${JSON.stringify(path)}`, () => {
      assert.equal(isUnambiguousPath(path), false);
      assert.equal(pathMatches('/{rest...}', path), false, 'not even by the widest template');
    });
  }
  for (const path of [
    '/',
    '/a',
    '/a/',
    '/.well-known/x',
    '/a/...',
    '/a.b/c',
    '/..a',
    '/a..',
    '/a;v=1/b',
    '/100%25',
    '/a%20b',
    '/%C3%A5%C3%A4%C3%B6',
    "/a:b@c!$&'()*+,=~",
  ]) {
    it(`is not ${path}`, () => assert.equal(isUnambiguousPath(path), true));
  }
});

const pieces = fc.array(
  fc.constantFrom(
    '/',
    '.',
    '..',
    '%2e',
    '%2f',
    '%5c',
    '%25',
    '2f',
    ';',
    '\\',
    'a',
    'å',
    '{',
    '}',
    '?',
    '#',
    '\u0000',
    ' ',
    '%c3%a5',
  ),
  { maxLength: 12 },
);

describe('whatever the path', () => {
  it('what matches is split by every server as it is here: no segment is empty, a dot segment, or hides one', () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const path = `/${parts.join('')}`;
        if (!pathMatches('/{rest...}', path)) return;
        const seenBy = [path, decoded(path), decoded(decoded(path))];
        for (const seen of seenBy) {
          const segments = seen.split(/[/\\]/).slice(1);
          assert.equal(
            segments.length,
            path.split('/').length - 1,
            `${path} has other segments when decoded`,
          );
          for (const [at, segment] of segments.entries()) {
            assert.ok(segment !== '' || at === segments.length - 1, path);
            assert.doesNotMatch(segment.split(';')[0] ?? '', /^\.{1,2}$/, path);
          }
        }
        assert.equal(
          new URL(path, 'https://x.example').pathname,
          path,
          'the URL standard reads it unchanged',
        );
      }),
      { numRuns: 3_000 },
    );
  });

  it('a template that is literal matches itself and nothing else', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z0-9.+()*-]{1,8}$/), { minLength: 1, maxLength: 4 }),
        pieces,
        (segments, other) => {
          const template = `/${segments.join('/')}`;
          assert.equal(pathMatches(template, template), isUnambiguousPath(template));
          const path = `/${other.join('')}`;
          if (path !== template) assert.equal(pathMatches(template, path), false);
        },
      ),
    );
  });

  it('no template of a partner costs more than the path is long', () => {
    const hostile = `/${'{a...}/'.repeat(40)}x`;
    const from = performance.now();
    pathMatches(hostile, `/${'a/'.repeat(4_000)}b`);
    assert.ok(performance.now() - from < 200);
  });
});

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
