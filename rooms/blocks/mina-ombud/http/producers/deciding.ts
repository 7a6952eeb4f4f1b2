import type { DecidingProducers } from '../../use-cases/decide-elsewhere.ts';
import { renderIdentitetsbeteckning } from '../../wire/identitetsbeteckning.ts';
import type { Producers } from './producer.ts';
import { renderRole } from './render-authority.ts';

/** What decisions ask of producers elsewhere, in the words of the contract. */
export function decidingProducers({
  isElsewhere,
  permitting,
}: Pick<Producers, 'isElsewhere' | 'permitting'>): DecidingProducers {
  return {
    isElsewhere,
    permitting: ({ relyingParty, grantor, grantorRole, permission }, holder, requestId) =>
      permitting(
        {
          tredjeman: relyingParty,
          fullmaktshavare: renderIdentitetsbeteckning(holder),
          fullmaktsgivare: renderIdentitetsbeteckning(grantor),
          ...(grantorRole !== undefined && { fullmaktsgivarroll: [renderRole(grantorRole)] }),
          behorigheter: [permission],
        },
        requestId,
      ),
  };
}
