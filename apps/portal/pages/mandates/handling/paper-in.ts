import type { PaperMandate, Template } from '@ena/client/mandates.ts';
import type { FieldError } from '../../../shell/form.ts';
import type { Form, OwnVisit } from '../../../shell/visit.ts';
import { named, partiesIn, partyIn, partyLines } from '../number.ts';
import { oneLine } from '../plain-text.ts';
import { reasonFault } from '../reason.ts';
import { contentIn } from '../wanted.ts';

/** What was filled in about a document on paper, as the API wants it, or what is wrong with it. */
export function paperIn(
  visit: OwnVisit,
  template: Template,
  form: Form,
): PaperMandate | { readonly errors: readonly FieldError[] } {
  const { t } = visit;
  const e = t.mandateHandling.errors;
  const grantor = partyIn(form.grantor ?? '');
  const holder = partyIn(form.holder ?? '');
  const more = partiesIn(form.more ?? '');
  const signers = partyLines(form.signer ?? '');
  const wrongSigner = signers.find(({ party }) => party === undefined || party.kind === 'organisation');
  const [hash, reason, signedOn] = [form.hash, form.reason, form['signed-on']].map(oneLine);
  const wrongReason = reasonFault(visit, reason ?? '');
  const checks: readonly (readonly [boolean, string, string])[] = [
    [grantor === undefined, 'grantor', e.number],
    [holder === undefined, 'holder', e.number],
    ['wrongLine' in more, 'more', 'wrongLine' in more ? t.mandates.errors.moreMissing(more.wrongLine) : ''],
    [signers.length === 0 && grantor?.kind === 'organisation', 'signer', e.signersMissing],
    [wrongSigner !== undefined, 'signer', e.signerLine(wrongSigner?.line ?? 1)],
    [!/^\d{4}-\d{2}-\d{2}$/.test(signedOn ?? ''), 'signed-on', e.signedOn],
    [!/^[0-9a-fA-F]{64}$/.test(hash ?? ''), 'hash', e.hash],
    [wrongReason !== undefined, 'reason', wrongReason ?? ''],
  ];
  const errors = checks.flatMap(([wrong, field, message]) => (wrong ? [{ field, message }] : []));
  if (errors.length > 0 || grantor === undefined || holder === undefined) return { errors };
  const from = named(grantor, form['grantor-name']);
  const signed = signers.flatMap(({ party }) => (party === undefined ? [] : [party]));
  return {
    ...contentIn(form, template.content.limits),
    template: template.id,
    grantor: from,
    grantorRole: grantor.kind === 'organisation' ? 'organisation' : 'private',
    holders: [named(holder, form['holder-name']), ...('parties' in more ? more.parties : [])],
    // Whoever gives the mandate signs under the name that stands for her above.
    signers:
      signed.length === 0 ? [from] : signed.map((one) => (one.id === grantor.id ? { ...from, ...one } : one)),
    signedOn: signedOn ?? '',
    documentHash: (hash ?? '').toLowerCase(),
    reason: reason ?? '',
  };
}
