import { resolveChainMetadata } from '@ena/kernel/federation/chain-metadata.ts';
import { readStatement, type Statement } from '@ena/kernel/federation/statement.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { isLeafClaims, type LeafClaims } from './metadata.ts';

/** In the order of a chain. */
const names = ['the entity configuration', 'the subordinate statement', 'the anchor’s entity configuration'];

/**
 * What the organisation may claim once its superior has spoken: the superior's metadata, its constraints and its
 * metadata policy are applied (OpenID Federation 1.0 §6). `chain` is `[leaf, subordinate, anchor]`, signatures checked.
 */
export function resolvedLeaf(chain: readonly string[], leaf: LeafClaims): Result<LeafClaims, string> {
  const statements: Statement[] = [];
  for (const [at, jwt] of chain.entries()) {
    const read = readStatement(jwt);
    if (!read.ok) return fail(`${names[at]} ${read.error}`);
    statements.push(read.value);
  }
  const metadata = resolveChainMetadata(statements);
  if (!metadata.ok) return fail(`${names[metadata.error.at]} ${metadata.error.because}`);
  if (metadata.value.ena_connector === undefined)
    return fail('the subordinate statement has a constraint that allows no connector');
  const resolved: unknown = { ...leaf, metadata: metadata.value };
  return isLeafClaims(resolved)
    ? ok(resolved)
    : fail('the entity configuration is not well-formed once the metadata policy is applied');
}
