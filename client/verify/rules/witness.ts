import { minute, swedishTime } from '@ena/kernel/time.ts';
import { parseTimestampedSignature, verifierOf } from '@ena/kernel/trace/cosignature.ts';
import { type NoteSignature, openNote } from '@ena/kernel/trace/note.ts';
import { parseVkey, signatureType, type Vkey } from '@ena/kernel/trace/vkey.ts';
import { failed, passed, rule, warned } from '../rule.ts';
import { sha256, verifyEd25519 } from '../web-crypto.ts';

const pending = [
  'Tidsstämpeln väntar: inget vittne har ännu undertecknat.',
  'Time stamp pending: no witness has signed yet.',
] as const;

/**
 * The witness of the owner's anchor: its cosignature is the time stamp. https://c2sp.org/tlog-cosignature
 * C2SP has clients pass over signatures by unknown keys; an evidence file must not carry any, because
 * otherwise a damaged cosignature could pass for one that has not come yet.
 */
export const witness = rule({
  id: 'witness',
  title: { sv: 'Ett vittne har tidsstämplat loggen', en: 'A witness has time-stamped the log' },
  needs: ['proof', 'owner', 'logKey', 'record'],
  run: async ({ proof, owner, logKey, record }) => {
    const { note } = proof.signed;
    const key = await parseVkey(owner.anchor.witnessVkey ?? '', sha256);
    const stranger = note.signatures.find(
      (line) => !isBy(line, logKey) && !(key.ok && isBy(line, key.value)),
    );
    if (stranger !== undefined) {
      return failed(
        `Loggens huvud bär en underskrift av en okänd nyckel, ”${stranger.name}”.`,
        `The checkpoint carries a signature by an unknown key, “${stranger.name}”.`,
      );
    }
    const verifier = key.ok ? verifierOf(key.value, verifyEd25519) : undefined;
    if (!key.ok || verifier === undefined || key.value.type !== signatureType.cosignature)
      return warned(...pending);
    const opened = await openNote(note, [verifier]);
    if (opened.kind === 'no-known-key') return warned(...pending);
    if (opened.kind === 'bad-signature') {
      return failed('Vittnets underskrift stämmer inte.', 'The witness’s signature does not verify.');
    }
    const time = Math.max(...opened.by.map((line) => stampedAt(line)));
    if (!(time < 8_640_000_000_000_000) || time < record.receivedAt - minute) {
      return failed(
        'Vittnets tidsstämpel är äldre än utbytet.',
        'The witness’s time stamp is older than the exchange.',
      );
    }
    return passed(
      `${key.value.name} såg loggen ${swedishTime(time)}.`,
      `${key.value.name} saw the log at ${swedishTime(time)}.`,
      { timeStamp: time },
    );
  },
});

function isBy(line: NoteSignature, key: Vkey): boolean {
  return line.name === key.name && line.keyId === key.keyId;
}

/** Milliseconds since the epoch. */
function stampedAt(line: NoteSignature): number {
  return (parseTimestampedSignature(line.signature)?.timestamp ?? Number.NaN) * 1000;
}
