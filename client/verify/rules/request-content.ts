import { isPathTemplate, pathMatches } from '@ena/kernel/permit/path-template.ts';
import { type Claim, compare } from '../claim.ts';
import type { EvidenceRecord } from '../evidence-record.ts';
import { failed, rule } from '../rule.ts';
import { parseSignatureBase, type SignatureBase } from '../signature-base.ts';
import type { TrustedParty } from '../trusted-party.ts';

/** Seconds; the exchange refuses a request that differs more. */
const clockSkew = 60;

/** What the record tells a reader is what the consumer signed, member by member. */
export const requestContent = rule({
  id: 'request-content',
  title: {
    sv: 'Posten säger det som den frågande undertecknade',
    en: 'The record says what the consumer signed',
  },
  needs: ['record', 'provider'],
  run: async ({ record, provider }) => {
    const base = parseSignatureBase(record.request.signatureBase);
    if (base === undefined) {
      return failed(
        'Frågans underskriftsunderlag är inte välformat.',
        'The request’s signature base is not well-formed.',
      );
    }
    return compare(claims(record, base, provider), {
      sv: 'den undertecknade frågan',
      en: 'the signed request',
    });
  },
});

function claims(
  record: EvidenceRecord,
  { components: signed, created }: SignatureBase,
  provider: TrustedParty,
): Claim[] {
  const { consumer, operation } = record;
  const path = pathBelowService(signed.get('@target-uri') ?? '', provider.exchangeEndpoint ?? '', record);
  return [
    { sv: 'metod', en: 'method', holds: signed.get('@method') === operation.method },
    { sv: 'adress', en: 'address', holds: path !== undefined },
    { sv: 'operation', en: 'operation', holds: path !== undefined && isOperation(operation.path, path) },
    { sv: 'innehållets digest', en: 'content digest', holds: signed.has('content-digest') },
    { sv: 'utbytets id', en: 'exchange id', holds: signed.get('ena-exchange-id') === record.exchangeId },
    {
      sv: 'frågande system',
      en: 'asking system',
      holds: signed.get('ena-client') === `${consumer.orgnr}/${consumer.system}`,
    },
    {
      sv: 'tjänst',
      en: 'service',
      holds: signed.get('ena-service') === `${record.provider.orgnr}/${record.provider.service}`,
    },
    { sv: 'ändamål', en: 'purpose', holds: signed.get('ena-purpose') === record.purpose },
    { sv: 'rättslig grund', en: 'legal basis', holds: signed.get('ena-legal-basis') === record.legalBasis },
    { sv: 'vem det gäller', en: 'subject', holds: signed.get('ena-subject') === record.subject },
    { sv: 'meddelandets id', en: 'message id', holds: signed.get('ena-message-id') === record.messageId },
    { sv: 'tid', en: 'time', holds: isMadeDuring(record, created) },
  ];
}

/** The path below the service, without query, if the target lies at the provider's own endpoint. */
function pathBelowService(target: string, endpoint: string, record: EvidenceRecord): string | undefined {
  const [called, own] = [URL.parse(target), URL.parse(endpoint)];
  if (called === null || own === null || called.origin !== own.origin) return undefined;
  const service = `${own.pathname.replace(/\/$/, '')}/exchange/${record.provider.orgnr}/${record.provider.service}`;
  if (called.pathname === service) return '/';
  return called.pathname.startsWith(`${service}/`) ? called.pathname.slice(service.length) : undefined;
}

function isOperation(template: string, path: string): boolean {
  return template === path || (isPathTemplate(template) && pathMatches(template, path));
}

/**
 * A provider gets a request within a minute of its making. A consumer makes it while it handles its own
 * system's call, which may take as long as the system takes to send the body.
 */
function isMadeDuring(record: EvidenceRecord, created: number): boolean {
  const end = record.role === 'consumer' ? record.completedAt : record.receivedAt;
  return (
    created >= Math.floor(record.receivedAt / 1000) - clockSkew &&
    created <= Math.floor(end / 1000) + clockSkew
  );
}
