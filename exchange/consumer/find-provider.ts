import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { type Refusal, refuse } from '../errors.ts';
import type { Entity, TrustProblem } from '../trust/entity.ts';
import type { TrustCache } from '../trust/trust-cache.ts';
import type { Target } from './call.ts';

/** The provider as the federation knows it, from memory when possible. A service it does not offer is refused here. */
export function findProvider(
  trust: TrustCache,
  target: Target,
): Result<Entity, Refusal> | Promise<Result<Entity, Refusal>> {
  const known = trust.findByOrgnr(target.provider);
  return known?.services.has(target.service) ? ok(known) : ask(trust, target);
}

/** A service that is not in the kept statement may be new, so the anchor is asked before the call is refused. */
async function ask(trust: TrustCache, target: Target): Promise<Result<Entity, Refusal>> {
  const known = trust.findByOrgnr(target.provider);
  const resolved = known ? await trust.refetch(known.entityId) : await trust.resolveOrgnr(target.provider);
  if (!resolved.ok && !known) return fail(trustRefusal(resolved.error));
  const provider = resolved.ok ? resolved.value : known;
  if (provider?.services.has(target.service)) return ok(provider);
  return fail(
    refuse(
      'service-unknown',
      'The provider’s metadata names no such service. See `ena service list` for what it offers.',
    ),
  );
}

function trustRefusal(problem: TrustProblem): Refusal {
  switch (problem.kind) {
    case 'unknown':
      return refuse(
        'provider-unknown',
        'The trust anchor knows no organisation with this number. Check it, or ask the organisation to join.',
      );
    case 'unavailable':
      return refuse(
        'trust-unavailable',
        'The trust anchor cannot be reached, and nothing is kept about this organisation. Try again when it is back.',
        problem.why,
      );
    case 'invalid':
      return refuse(
        'trust-unavailable',
        'What the trust anchor answered about this organisation does not verify. Tell its operator.',
        problem.why,
      );
  }
}
