import { concatBytes } from '@ena/kernel/trace/bytes.ts';
import { leafInput } from '@ena/kernel/trace/merkle.ts';
import { parseTlogProof } from '@ena/kernel/trace/tlog-proof.ts';
import { failed, passed, rule } from '../rule.ts';
import { hex } from '../text.ts';
import { sha256 } from '../web-crypto.ts';

/** The log holds SHA-256(salt ‖ record); its leaf is the RFC 6962 hash of that. */
export const leafHash = rule({
  id: 'leaf-hash',
  title: { sv: 'Posten och saltet ger en plats i loggen', en: 'Record and salt give a place in the log' },
  needs: ['file'],
  run: async ({ file }) => {
    const entry = await sha256(concatBytes(file.salt, file.record));
    const leaf = await sha256(leafInput(entry));
    const proof = parseTlogProof(file.proof);
    if (!proof.ok) {
      return failed(
        `Loggbeviset är inte välformat (${proof.error}).`,
        `The log proof is not well-formed (${proof.error}).`,
      );
    }
    if (proof.value.extra !== undefined) {
      return failed(
        'Loggbeviset har en extra-rad, som inget skyddar.',
        'The log proof has an extra line, which nothing protects.',
      );
    }
    if (proof.value.index !== file.index) {
      return failed(
        `Filen säger index ${file.index} i loggen, loggbeviset säger ${proof.value.index}.`,
        `The file says index ${file.index} in the log, the log proof says ${proof.value.index}.`,
      );
    }
    return passed(
      `Index ${file.index}, lövets hash ${hex(leaf)}.`,
      `Index ${file.index}, leaf hash ${hex(leaf)}.`,
      {
        leafHash: leaf,
        proof: proof.value,
      },
    );
  },
});
