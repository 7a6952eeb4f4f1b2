import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { address, html } from './html.ts';

describe('html', () => {
  it('escapes values in text and in attributes', () => {
    const name = `<script>alert("å")</script>' & co`;
    assert.equal(
      html`<p title="${name}">${name}</p>`.toString(),
      '<p title="&lt;script&gt;alert(&quot;å&quot;)&lt;/script&gt;&#39; &amp; co">' +
        '&lt;script&gt;alert(&quot;å&quot;)&lt;/script&gt;&#39; &amp; co</p>',
    );
  });

  it('never lets any text out of its place', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const made = html`<p title="${text}">${text}</p>`.toString();
        const [, title = '', content = ''] = /^<p title="([^"]*)">([^<]*)<\/p>$/s.exec(made) ?? [];
        assert.equal(plain(title), text);
        assert.equal(plain(content), text);
      }),
    );
  });

  it('nests pieces and lists without escaping them twice', () => {
    const items = ['å', '<b>'].map((item) => html`<li>${item}</li>`);
    assert.equal(
      html`<ul>${items}</ul>${undefined}${false}${0}`.toString(),
      '<ul><li>å</li><li>&lt;b&gt;</li></ul>0',
    );
  });
});

describe('an address', () => {
  it('is an own path or an http(s) URL', () => {
    assert.equal(address('/verify.html#en'), '/verify.html#en');
    assert.equal(address('https://exempel.se/å'), 'https://exempel.se/%C3%A5');
  });

  it('of any other kind becomes the front page', () => {
    for (const url of [
      'javascript:alert(1)',
      ' javascript:alert(1)',
      '//ond.se',
      '/\\ond.se',
      'data:text/html,x',
      'x',
      '',
    ]) {
      assert.equal(address(url), '/', url);
    }
  });
});

function plain(text: string): string {
  return text.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? "'",
  );
}
