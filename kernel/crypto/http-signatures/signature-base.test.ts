import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { component } from './component.ts';
import { headerLinesFromRecord, type Message, type RequestMessage, splitTargetUri } from './message.ts';
import { signatureBase, signatureParameters } from './signature-base.ts';

type Headers = Parameters<typeof headerLinesFromRecord>[0];

function get(targetUri: string, headers: Headers = {}): RequestMessage {
  return { kind: 'request', method: 'GET', targetUri, headers: headerLinesFromRecord(headers) };
}

function line(name: string, message: Message, params = {}): string {
  const base = signatureBase([component(name, params)], new Map(), message);
  return base.ok ? (base.value.split('\n')[0] ?? '') : base.error.kind;
}

describe('the signature base', () => {
  it('has a line for each component in order, then the parameters', () => {
    const message = get('https://växjö.example/a'.replace('växjö', 'xn--vxj-qla7m'), {
      'Ena-Purpose': ' tillsyn\t',
    });
    const base = signatureBase(
      [component('@method'), component('ena-purpose')],
      signatureParameters({ tag: 'ena-exchange', created: 1618884473, keyid: 'k"1' }),
      message,
    );
    assert.deepEqual(base, {
      ok: true,
      value:
        '"@method": GET\n"ena-purpose": tillsyn\n' +
        '"@signature-params": ("@method" "ena-purpose");created=1618884473;keyid="k\\"1";tag="ena-exchange"',
    });
  });

  const uri = 'HTTPS://Www.Example.com:443/path%20x?param=value&foo=bar&baz=batman&qux=';
  for (const [name, value] of [
    ['@target-uri', uri],
    ['@authority', 'www.example.com'],
    ['@scheme', 'https'],
    ['@path', '/path%20x'],
    ['@query', '?param=value&foo=bar&baz=batman&qux='],
    ['@request-target', '/path%20x?param=value&foo=bar&baz=batman&qux='],
  ] as const) {
    it(`reads ${name} (RFC 9421 §2.2)`, () => assert.equal(line(name, get(uri)), `"${name}": ${value}`));
  }

  it('gives an empty path and an absent query their marks, and keeps a port that is not the default', () => {
    const message = get('http://localhost:8410');
    assert.equal(line('@path', message), '"@path": /');
    assert.equal(line('@query', message), '"@query": ?');
    assert.equal(line('@authority', message), '"@authority": localhost:8410');
  });

  it('reads a lone line alike, whether it comes as a text or in a list', () => {
    const value = fc.string({ unit: fc.constantFrom(...'a ,\t\n\rå~"', '\n ') });
    fc.assert(
      fc.property(value, (text) => {
        const asText: Message = { ...get('https://a.se/'), headers: new Map([['ena-purpose', text]]) };
        const asList: Message = { ...get('https://a.se/'), headers: new Map([['ena-purpose', [text]]]) };
        const padded: Message = {
          ...get('https://a.se/'),
          headers: new Map([['ena-purpose', [` ${text}`]]]),
        };
        assert.equal(line('ena-purpose', asText), line('ena-purpose', asList));
        if (!/^\n /.test(text)) assert.equal(line('ena-purpose', asText), line('ena-purpose', padded));
      }),
    );
  });

  it('names the component that cannot be signed, wherever it stands', () => {
    const message = get('https://a.se/', { 'ena-purpose': 'tillsyn', 'ena-client': 'Växjö', 'ena-z': 'z' });
    const names = ['@method', 'ena-purpose', 'ena-client', 'ena-z'];
    const base = signatureBase(
      names.map((name) => component(name)),
      new Map(),
      message,
    );
    assert.deepEqual(base, { ok: false, error: { kind: 'component-unreadable', component: '"ena-client"' } });
  });

  it('re-encodes a query parameter (RFC 9421 §2.2.8)', () => {
    const query =
      '?var=this%20is%20a%20big%0Amultiline%20value&bar=with+plus+whitespace&fa%C3%A7ade%22%3A%20=something&a=1&a=2';
    const read = (name: string) => line('@query-param', get(`https://a.se/parameters${query}`), { name });
    assert.equal(read('var'), '"@query-param";name="var": this%20is%20a%20big%0Amultiline%20value');
    assert.equal(read('bar'), '"@query-param";name="bar": with%20plus%20whitespace');
    assert.equal(read('fa%C3%A7ade%22%3A%20'), '"@query-param";name="fa%C3%A7ade%22%3A%20": something');
    assert.equal(read('a'), 'component-ambiguous');
    assert.equal(read('%C3%B6'), 'component-missing');
  });

  it('joins lines, trims them and unfolds the obsolete folding (RFC 9421 §2.1)', () => {
    const message = get('https://a.se/', {
      'X-OWS-Header': '   Leading and trailing whitespace.   ',
      'X-Obs-Fold-Header': 'Obsolete\r\n    line folding.',
      'Cache-Control': ['max-age=60', '  must-revalidate'],
      'X-Empty-Header': '',
    });
    assert.equal(line('x-ows-header', message), '"x-ows-header": Leading and trailing whitespace.');
    assert.equal(line('x-obs-fold-header', message), '"x-obs-fold-header": Obsolete line folding.');
    assert.equal(line('cache-control', message), '"cache-control": max-age=60, must-revalidate');
    assert.equal(line('x-empty-header', message), '"x-empty-header": ');
  });

  it('reads members, strict forms and byte sequences (RFC 9421 §2.1.1–2.1.3)', () => {
    const message = get('https://a.se/', {
      'Example-Dict': '  a=1,    b=2;x=1;y=2,   c=(a   b   c), d',
      'Example-Header': ['value, with, lots', 'of, commas'],
      'Content-Digest': 'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:,  b=?1',
      'X-Latin': 'Malmö'.normalize('NFC'),
    });
    assert.equal(line('example-dict', message, { key: 'b' }), '"example-dict";key="b": 2;x=1;y=2');
    assert.equal(line('example-dict', message, { key: 'c' }), '"example-dict";key="c": (a b c)');
    assert.equal(line('example-dict', message, { key: 'd' }), '"example-dict";key="d": ?1');
    assert.equal(line('example-dict', message, { key: 'e' }), 'component-missing');
    assert.equal(
      line('example-header', message, { bs: true }),
      '"example-header";bs: :dmFsdWUsIHdpdGgsIGxvdHM=:, :b2YsIGNvbW1hcw==:',
    );
    assert.equal(
      line('content-digest', message, { sf: true }),
      '"content-digest";sf: sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:, b',
    );
    assert.equal(line('example-header', message, { sf: true }), 'component-unsupported');
    assert.equal(line('x-latin', message), 'component-unreadable');
    assert.equal(line('x-latin', message, { bs: true }), '"x-latin";bs: :TWFsbfY=:');
  });

  it('takes ;req from the request that a response answers, and only there', () => {
    const request = get('https://a.se/x', { Signature: 'ena=:AAAA:' });
    const response: Message = { kind: 'response', status: 200, headers: new Map(), request };
    assert.equal(line('signature', response, { req: true, key: 'ena' }), '"signature";req;key="ena": :AAAA:');
    assert.equal(line('@method', response, { req: true }), '"@method";req: GET');
    assert.equal(line('@status', response), '"@status": 200');
    assert.equal(line('@method', response), 'component-unsupported');
    assert.equal(line('@status', request), 'component-unsupported');
    assert.equal(line('@method', request, { req: true }), 'component-unsupported');
    assert.equal(
      line('@method', { ...response, request: undefined } as Message, { req: true }),
      'component-unsupported',
    );
  });

  it('refuses a component named twice, also with its parameters in another order', () => {
    const message: Message = {
      kind: 'response',
      status: 200,
      headers: new Map(),
      request: get('https://a.se/'),
    };
    const a = component('signature', { req: true, key: 'ena' });
    const b = component('signature', { key: 'ena', req: true });
    assert.deepEqual(signatureBase([a, b], new Map(), message), {
      ok: false,
      error: { kind: 'component-duplicate', component: '"signature";key="ena";req' },
    });
  });

  it('refuses targets that could be read in two ways', () => {
    for (const uri of ['/relative', 'https://user@a.se/', 'https://a.se/#frag', 'https:///x', 'a b', '']) {
      assert.equal(splitTargetUri(uri), undefined, uri);
    }
  });

  it('differs whenever one component value differs', () => {
    const value = fc.string({ unit: fc.constantFrom(...'ab":;=\\ ,\n\t@()'), maxLength: 12 });
    const values = fc.tuple(value, value, value);
    const components = ['ena-a', 'ena-b', 'ena-c'];
    const canonical = (text: string) => text.replace(/^[ \t]+|[ \t]+$/g, '');
    const baseOf = (list: readonly string[]) => {
      const headers = Object.fromEntries(components.map((name, i) => [name, list[i]]));
      return signatureBase(
        components.map((c) => component(c)),
        new Map(),
        get('https://a.se/', headers),
      );
    };
    fc.assert(
      fc.property(values, values, (one, other) => {
        const a = baseOf(one);
        const b = baseOf(other);
        if (!a.ok || !b.ok) return;
        const folded = [...one, ...other].some((text) => text.includes('\n'));
        const same = one.every((text, i) => canonical(text) === canonical(other[i] ?? ''));
        assert.equal(a.value.split('\n').length, 4);
        if (!folded) assert.equal(a.value === b.value, same);
      }),
      { numRuns: 3000 },
    );
  });

  it('never throws, whatever stands in the message', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (uri, header, name) => {
        const message = get(uri, { 'ena-x': header });
        for (const c of ['@target-uri', '@authority', '@path', '@query', '@status', 'ena-x'])
          line(c, message);
        line('@query-param', message, { name: encodeURIComponent(name.toWellFormed()) });
        line('ena-x', message, { key: 'a' });
        line('ena-x', message, { bs: true });
      }),
      { numRuns: 1000 },
    );
  });
});
