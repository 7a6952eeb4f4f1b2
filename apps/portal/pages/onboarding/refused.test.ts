import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Visit } from '../../shell/visit.ts';
import { languages } from '../../texts/language.ts';
import { texts } from '../../texts/texts.ts';
import { refusedPage } from './tools.ts';

const visit = (language: 'sv' | 'en') =>
  ({
    language,
    t: texts[language],
    href: (path: string) => path,
    path: '/',
    template: '/',
  }) as unknown as Visit;

const problem = (slug: string, status: number, detail?: string) =>
  ({
    kind: 'problem',
    problem: {
      type: `urn:ena:problem:onboarding:${slug}`,
      title: 'English title',
      status,
      ...(detail && { detail }),
    },
  }) as const;

function page(language: 'sv' | 'en', slug: string, status: number, detail?: string) {
  const answer = refusedPage(visit(language), problem(slug, status, detail));
  if (answer.kind !== 'page') return assert.fail(`${slug} is no page`);
  return { status: answer.status, content: answer.content.toString() };
}

describe('a refusal of the API', () => {
  for (const language of languages) {
    it(`is told in the reader’s own words, and not in the API’s: ${language}`, () => {
      for (const [slug, words] of Object.entries(texts[language].refusals)) {
        const { status, content } = page(language, slug, 409, 'English detail');
        assert.equal(status, 409);
        assert.ok(content.includes(words), slug);
        assert.equal(content.includes('English'), false, slug);
      }
    });
  }

  it('keeps the API’s sentence, marked as English, where that says which condition is missing', () => {
    const { content } = page('sv', 'condition-not-met', 409, 'More signatories have to sign.');
    assert.match(content, /Ett villkor är inte uppfyllt/);
    assert.match(content, /<p lang="en">English title: More signatories have to sign\.<\/p>/);
  });

  it('that nobody knows is shown as it came; a name that every object has is none of ours', () => {
    for (const slug of ['new-one', 'constructor', '__proto__'])
      assert.match(page('sv', slug, 422).content, /<p lang="en">English title<\/p>/);
  });
});
