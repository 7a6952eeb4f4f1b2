import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { domainsFault, keptPage, pageText } from './page.ts';

const page = {
  domain: 'www.åre.example',
  path: '/bygglov',
  name: 'Bygglov',
  htmlId: '',
  tags: [],
  labels: [],
};

it('keeps neither query nor fragment, nor a number or an address of a person', () => {
  const path = (given: string) => keptPage({ ...page, path: given }).path;
  assert.equal(path('/ärende?namn=Tolvan#191212121212'), '/ärende');
  assert.equal(path('/mina-sidor/191212121212/ärende'), '/mina-sidor/…/ärende');
  assert.equal(path('/mina-sidor/121212-1212'), '/mina-sidor/…');
  assert.equal(path('/mina-sidor/121212+1212'), '/mina-sidor/…');
  assert.equal(path('/konto/tolvan%40example.se/byt'), '/konto/…/byt');
  assert.equal(path('/100%'), '/100%');
  assert.deepEqual(keptPage({ ...page, tags: ['till 191212121212'] }).tags, ['till …']);
});

it('never lets twelve digits through, wherever they stand', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const given = `${before}191212121212${after}`;
      const kept = keptPage({
        domain: 'a.example',
        path: given,
        name: given,
        htmlId: given,
        tags: [given],
        labels: [given],
      });
      assert.equal(JSON.stringify(kept).includes('191212121212'), false);
    }),
  );
});

it('is one page whatever the order of its tags, and another for another organisation', () => {
  const one = keptPage({ ...page, tags: ['b', 'a', 'b'] });
  const same = keptPage({ ...page, domain: 'WWW.ÅRE.example ', tags: ['a', 'b'] });
  assert.equal(pageText(1, one), pageText(1, same));
  assert.notEqual(pageText(1, one), pageText(2, one));
  assert.notEqual(pageText(1, one), pageText(1, { ...one, labels: one.tags, tags: one.labels }));
});

it('takes host names, each once', () => {
  assert.equal(domainsFault(['www.ornskoldsvik.se', 'localhost:8080', 'xn--re-yia.se']), undefined);
  assert.match(domainsFault(['åre.se']) ?? '', /host name/);
  assert.match(domainsFault(['https://a.se']) ?? '', /host name/);
  assert.match(domainsFault(['a..se']) ?? '', /host name/);
  assert.match(domainsFault(['-a.se']) ?? '', /host name/);
  assert.match(domainsFault(['a.se', 'a.se']) ?? '', /twice/);
});
