import { compare } from '../claim.ts';
import type { EvidenceRecord } from '../evidence-record.ts';
import { failed, passed, rule } from '../rule.ts';
import { parseSignatureBase } from '../signature-base.ts';

/** The response says what the record says, and answers this very request: it covers the request's signature (RFC 9421 §2.4). */
export const responseContent = rule({
  id: 'response-content',
  title: { sv: 'Svaret hör till just den här frågan', en: 'The response belongs to this very request' },
  needs: ['record'],
  run: async ({ record }) => {
    if (record.response === undefined)
      return passed('Inget svar att jämföra med.', 'No response to compare.');
    const base = parseSignatureBase(record.response.signatureBase);
    if (base === undefined) {
      return failed(
        'Svarets underskriftsunderlag är inte välformat.',
        'The response’s signature base is not well-formed.',
      );
    }
    const { components: signed } = base;
    return compare(
      [
        { sv: 'status', en: 'status', holds: signed.get('@status') === String(record.response.status) },
        { sv: 'innehållets digest', en: 'content digest', holds: signed.has('content-digest') },
        { sv: 'utbytets id', en: 'exchange id', holds: signed.get('ena-exchange-id') === record.exchangeId },
        {
          sv: 'vem som svarade',
          en: 'who made the answer',
          holds: isSameAuthor(record, signed.get('ena-error')),
        },
        {
          sv: 'vilken fråga som besvaras',
          en: 'which request is answered',
          holds: signed.get('"signature";req;key="ena"') === `:${record.request.signature}:`,
        },
      ],
      { sv: 'det undertecknade svaret', en: 'the signed response' },
    );
  },
});

/** A connector that answers in place of its service signs the reason; a service's answer has none. */
function isSameAuthor(record: EvidenceRecord, reason: string | undefined): boolean {
  return record.problem === reason && (record.outcome === 'refused') === (reason !== undefined);
}
