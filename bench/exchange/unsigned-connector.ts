import { registerHooks } from 'node:module';

/*
 * The connector with signing and the evidence log taken out, for scenario (c) of the bench and for nothing else: the
 * modules that sign, verify, hash and record are replaced while they are loaded. No program has a switch for this.
 * What is left is a whole connector: systems, statements, trust, grants, limits, headers, metrics and log lines.
 */

const root = new URL('../../', import.meta.url);
const replaced = new Map(
  [
    ['exchange/wire/request-signature.ts', 'request-signature.ts'],
    ['exchange/wire/answer-signature.ts', 'answer-signature.ts'],
    ['exchange/evidence/evidence-store.ts', 'evidence-store.ts'],
    ['exchange/replay/replay-guard.ts', 'replay-guard.ts'],
    ['exchange/load/gatherer.ts', 'gatherer.ts'],
    ['kernel/crypto/http-signatures/content-digest.ts', 'content-digest.ts'],
  ].map(([original = '', stub = '']) => [
    new URL(original, root).href,
    new URL(`./unsigned/${stub}`, import.meta.url).href,
  ]),
);

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    const stub = replaced.get(resolved.url);
    return stub === undefined ? resolved : { ...resolved, url: stub };
  },
});

await import('./connector.ts');
