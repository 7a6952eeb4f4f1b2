import type { Matter, SignatureEntry } from '@ena/client/onboarding.ts';
import { type Html, html } from '../../shell/html.ts';
import { notFoundPage } from '../../shell/message-page.ts';
import type { PageRow } from '../../shell/rows.ts';
import { scrollTable } from '../../shell/table.ts';
import { minuteTime } from '../../shell/time.ts';
import type { OwnVisit } from '../../shell/visit.ts';
import type { Capacity } from '../../sources/onboarding.ts';
import { isMatterId, type OnboardingTools, places, refusedPage } from './tools.ts';

/** The signatures of an application; none for other matters, or where they cannot be read. */
export async function findSignatures(
  tools: OnboardingTools,
  visit: OwnVisit,
  capacity: Capacity,
  { id, application }: Matter,
): Promise<readonly SignatureEntry[]> {
  if (application?.signing === undefined) return [];
  const outcome = await tools.api(visit).signatures(capacity, id);
  return outcome.kind === 'ok' ? outcome.value.items : [];
}

/** Who has signed, and the artefact of each as a file that others can verify without us. */
export function signaturesPart(
  { t, href }: OwnVisit,
  capacity: Capacity,
  { id }: Matter,
  signatures: readonly SignatureEntry[],
): Html | undefined {
  if (signatures.length === 0) return undefined;
  const s = t.signatures;
  const fileOf = (signature: SignatureEntry) => href(`${places[capacity]}/${id}/underskrift/${signature.id}`);
  return html`<h2 class="ds-heading" data-size="md">${s.title}</h2>
${scrollTable(
  s.title,
  [s.name, s.at, s.level, s.file],
  signatures.map((signature) => [
    html`${signature.name}`,
    html`${minuteTime(signature.signedAt)}`,
    html`${signature.loa}`,
    html`<a class="ds-link" href="${fileOf(signature)}" download>${s.download}<span class="ds-sr-only">: ${signature.name}</span></a>`,
  ]),
)}
${capacity === 'self' && html`<p><a class="ds-link" href="${href(`${places.self}/${id}/avtal`)}" download>${s.agreement}</a></p>`}`;
}

export function signatureFile(tools: OnboardingTools, capacity: Capacity): PageRow {
  return {
    name: capacity === 'self' ? 'SignatureFile' : 'SignatureFileForReview',
    path: `${places[capacity]}/:id/underskrift/:signature`,
    summary: 'En e-underskrift av avtalet, som fil',
    who: 'signed-in',
    show: async (visit) => {
      const { id, signature = '' } = visit.params;
      if (!isMatterId(id) || !/^signature_[0-9a-f]{32}$/.test(signature)) return notFoundPage(visit);
      const outcome = await tools.api(visit).signature(capacity, id, signature);
      if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
      return { kind: 'file', name: `${signature}.txt`, text: outcome.value };
    },
  };
}

/** The exact text that was signed: without it a signature proves nothing. */
export function agreementFile(tools: OnboardingTools): PageRow {
  return {
    name: 'AgreementFile',
    path: `${places.self}/:id/avtal`,
    summary: 'Avtalet ord för ord, som fil',
    who: 'signed-in',
    show: async (visit) => {
      const { id } = visit.params;
      if (!isMatterId(id)) return notFoundPage(visit);
      const outcome = await tools.api(visit).own.agreement(id);
      if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
      return { kind: 'file', name: `avtal-${outcome.value.version}.txt`, text: outcome.value.text };
    },
  };
}
