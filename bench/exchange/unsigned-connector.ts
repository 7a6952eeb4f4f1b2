import { registerHooks } from 'node:module';

/*
 * The connector with signing and the evidence log taken out, for scenario (c) of the bench and for nothing else: the
 * modules that sign, verify, hash and record are replaced while they are loaded. No program has a switch for this.
 * What is left is a whole connector: systems, statements, trust, grants, limits, headers, metrics and log lines.
 *
 * What a plain hop needs stands: exchange ids, trace context, envelope, key ids, the pins of TLS. Nothing was taken out
 * that serves anything but proof: digests, signatures, the replay memory, waiting for company, the log with its index.
 * It does a little too much: each side still puts together the record that nobody keeps, 1–1.5 % of its CPU in a profile.
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
