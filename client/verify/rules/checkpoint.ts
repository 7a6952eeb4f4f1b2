import { verifierOf } from '@ena/kernel/trace/cosignature.ts';
import { openNote } from '@ena/kernel/trace/note.ts';
import { parseVkey, signatureType } from '@ena/kernel/trace/vkey.ts';
import { failed, passed, rule } from '../rule.ts';
import { sha256, verifyEd25519 } from '../web-crypto.ts';

/** The log's key comes from the owner's trust chain, never from the proof. https://c2sp.org/tlog-checkpoint */
export const checkpoint = rule({
  id: 'checkpoint',
  title: {
    sv: 'Loggen är undertecknad av postens ägare',
    en: 'The log is signed by the owner of the record',
  },
  needs: ['proof', 'owner'],
  run: async ({ proof, owner }) => {
    const key = await parseVkey(owner.log?.vkey ?? '', sha256);
    const verifier = key.ok ? verifierOf(key.value, verifyEd25519) : undefined;
    if (!key.ok || verifier === undefined || key.value.type !== signatureType.ed25519) {
      return failed(
        'Tillitskedjan anger ingen användbar loggnyckel för ägaren.',
        'The trust chain gives no usable log key of the owner.',
      );
    }
    const { origin, size } = proof.signed.checkpoint;
    if (origin !== owner.log?.origin) {
      return failed(
        `Loggbeviset är från ${origin}, inte från ägarens logg ${owner.log?.origin}.`,
        `The log proof is from ${origin}, not from the owner’s log ${owner.log?.origin}.`,
      );
    }
    const opened = await openNote(proof.signed.note, [verifier]);
    if (opened.kind !== 'signed') {
      return failed(
        'Loggens huvud saknar giltig underskrift av ägarens loggnyckel.',
        'The log’s checkpoint has no valid signature by the owner’s log key.',
      );
    }
    return passed(`${origin} med ${size} poster.`, `${origin} with ${size} entries.`, { logKey: key.value });
  },
});
