import { verifyInclusion } from '@ena/kernel/trace/merkle-verify.ts';
import { failed, passed, rule } from '../rule.ts';
import { sha256 } from '../web-crypto.ts';

export const inclusion = rule({
  id: 'inclusion',
  title: { sv: 'Posten finns i loggen, oförändrad', en: 'The record is in the log, unchanged' },
  needs: ['leafHash', 'proof'],
  run: async ({ leafHash, proof }) => {
    const tree = proof.signed.checkpoint;
    const included = await verifyInclusion(sha256, leafHash, proof.index, tree, proof.hashes);
    if (!included) {
      return failed(
        'Posten leder inte till loggens rot: posten, saltet eller loggbeviset är ändrat.',
        'The record does not lead to the log’s root: the record, the salt or the log proof has been changed.',
      );
    }
    return passed(
      `Index ${proof.index} i ett träd med ${tree.size} poster, ${tree.origin}.`,
      `Index ${proof.index} in a tree of ${tree.size} entries, ${tree.origin}.`,
    );
  },
});
