import { systemClock } from '@ena/kernel/time.ts';
import { type Finding, type Findings, failed, type Rule, type Terms } from './rule.ts';
import { anchor } from './rules/anchor.ts';
import { checkpoint } from './rules/checkpoint.ts';
import { fileForm } from './rules/file-form.ts';
import { inclusion } from './rules/inclusion.ts';
import { leafHash } from './rules/leaf-hash.ts';
import { partyTrust } from './rules/party-trust.ts';
import { recordForm } from './rules/record-form.ts';
import { requestContent } from './rules/request-content.ts';
import { requestSignature } from './rules/request-signature.ts';
import { responseContent } from './rules/response-content.ts';
import { responseSignature } from './rules/response-signature.ts';
import { witness } from './rules/witness.ts';
import { summarise } from './summary.ts';
import type { Check, Verdict } from './verdict.ts';

/** The order in which evidence is verified. */
const rules: readonly Rule[] = [
  fileForm,
  recordForm,
  leafHash,
  inclusion,
  partyTrust('consumer'),
  partyTrust('provider'),
  anchor,
  checkpoint,
  witness,
  requestSignature,
  requestContent,
  responseSignature,
  responseContent,
];

export interface VerifyOptions {
  /** RFC 7638 SHA-256 thumbprints (base64url) of the anchor keys that the reader trusts. None: a warning names the one relied on. */
  readonly anchorThumbprints?: readonly string[];
  /** Milliseconds since the epoch; default the system's clock. */
  readonly now?: number;
}

/**
 * Verifies an evidence file (`ena-evidence/1`) offline: no network, no server, nothing but the file and the
 * reader's own trust in an anchor key. Runs in Node and in browsers. Never throws, whatever the text is.
 */
export async function verifyEvidence(fileText: string, options: VerifyOptions = {}): Promise<Verdict> {
  const terms: Terms = {
    anchorThumbprints: options.anchorThumbprints ?? [],
    now: options.now ?? systemClock.now(),
  };
  let known: Partial<Findings> = {};
  const checks: Check[] = [];
  for (const rule of rules) {
    const { id, title } = rule;
    if (rule.needs.some((need) => known[need] === undefined)) {
      checks.push({ id, title, ok: false, skipped: true, detail: skipped });
      continue;
    }
    const finding = await runSafely(rule, known, terms, fileText);
    if (finding.ok !== false) known = { ...known, ...finding.adds };
    checks.push({ id, title, ok: finding.ok, detail: finding.detail });
  }
  const firstProblem = checks.find(({ ok }) => ok === false);
  return { ok: firstProblem === undefined, summary: summarise(known), checks, firstProblem };
}

const skipped = {
  sv: 'Inte kontrollerat: en tidigare kontroll misslyckades.',
  en: 'Not checked: an earlier check failed.',
};

/** A file from a stranger must not break the reader; what cannot be checked is not accepted. */
async function runSafely(
  rule: Rule,
  known: Partial<Findings>,
  terms: Terms,
  fileText: string,
): Promise<Finding> {
  try {
    return await rule.run(known, terms, fileText);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotSupportedError') {
      return failed(
        'Webbläsaren saknar en algoritm som behövs (P-256 eller Ed25519); använd en nyare.',
        'This browser lacks an algorithm that is needed (P-256 or Ed25519); use a newer one.',
      );
    }
    return failed(
      'Kontrollen gick inte att göra på den här filen.',
      'The check could not be made on this file.',
    );
  }
}
