import { failed, passed, type Rule, rule } from '../rule.ts';
import { verifyTrustChain } from '../trust-chain.ts';
import type { Text } from '../verdict.ts';

const titles: Readonly<Record<'consumer' | 'provider', Text>> = {
  consumer: { sv: 'Den som frågade är den som posten säger', en: 'The one who asked is who the record says' },
  provider: {
    sv: 'Den som tillfrågades är den som posten säger',
    en: 'The one who was asked is who the record says',
  },
};

/** The same rule for both parties: their keys, addresses and numbers come from the trust chain and nothing else. */
export function partyTrust(side: 'consumer' | 'provider'): Rule {
  return rule({
    id: `${side}-trust`,
    title: titles[side],
    needs: ['file', 'record'],
    run: async ({ file, record }) => {
      const { orgnr, entityId } = record[side];
      const claimed = { orgnr, entityId, statements: record.statements[side], at: record.receivedAt };
      const party = await verifyTrustChain(file.trust[side], claimed);
      if ('broken' in party) {
        return failed(
          `Tillitskedjan brister: ${party.broken.sv}.`,
          `The trust chain is broken: ${party.broken.en}.`,
        );
      }
      const name = `${party.name ?? entityId} (${orgnr})`;
      return passed(
        `${name}, intygad av ${party.anchor.entityId}.`,
        `${name}, stated by ${party.anchor.entityId}.`,
        {
          [side]: party,
          ...(record.role === side && { owner: party }),
        },
      );
    },
  });
}
