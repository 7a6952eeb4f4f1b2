import type { PaperMandate, Template } from '@ena/client/mandates.ts';
import type { FieldError } from '../../../shell/form.ts';
import type { Form, OwnVisit } from '../../../shell/visit.ts';
import { named, partiesIn, partyIn } from '../number.ts';
import { contentIn } from '../wanted.ts';

/** What was filled in about a document on paper, as the API wants it, or what is wrong with it. */
export function paperIn(
  { t }: OwnVisit,
  template: Template,
  form: Form,
): PaperMandate | { readonly errors: readonly FieldError[] } {
  const e = t.mandateHandling.errors;
  const grantor = partyIn(form.grantor ?? '');
  const holder = partyIn(form.holder ?? '');
  const more = partiesIn(form.more ?? '');
  const signer = (form.signer ?? '').trim() === '' ? grantor : partyIn(form.signer ?? '');
  const [hash, reason, signedOn] = [form.hash, form.reason, form['signed-on']].map((one) =>
    (one ?? '').trim(),
  );
  const checks: readonly (readonly [boolean, string, string])[] = [
    [grantor === undefined, 'grantor', e.number],
    [holder === undefined, 'holder', e.number],
    [more === undefined, 'more', e.number],
    [grantor !== undefined && signer === undefined, 'signer', e.personalNumber],
    [signer?.kind === 'organisation', 'signer', e.personalNumber],
    [!/^\d{4}-\d{2}-\d{2}$/.test(signedOn ?? ''), 'signed-on', e.signedOn],
    [!/^[0-9a-fA-F]{64}$/.test(hash ?? ''), 'hash', e.hash],
    [reason === '' || (reason ?? '').length > 1000, 'reason', e.reason],
  ];
  const errors = checks.flatMap(([wrong, field, message]) => (wrong ? [{ field, message }] : []));
  if (errors.length > 0 || grantor === undefined || holder === undefined || signer === undefined)
    return { errors };
  const from = named(grantor, form['grantor-name']);
  return {
    ...contentIn(form, template.content.limits),
    template: template.id,
    grantor: from,
    grantorRole: grantor.kind === 'organisation' ? 'organisation' : 'private',
    holders: [named(holder, form['holder-name']), ...(more ?? [])],
    signers: [signer.id === grantor.id ? from : signer],
    signedOn: signedOn ?? '',
    documentHash: (hash ?? '').toLowerCase(),
    reason: (reason ?? '').replaceAll(/\s+/g, ' '),
  };
}
