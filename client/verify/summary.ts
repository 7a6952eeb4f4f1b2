import { swedishTime } from '@ena/kernel/time.ts';
import type { Findings } from './rule.ts';
import type { Summary } from './verdict.ts';

/** What the record says, with names from the trust chains as far as those hold. */
export function summarise({ record, consumer, provider, timeStamp }: Partial<Findings>): Summary | undefined {
  if (record === undefined) return undefined;
  return {
    role: record.role,
    exchangeId: record.exchangeId,
    consumer: { orgnr: record.consumer.orgnr, name: consumer?.name, system: record.consumer.system },
    provider: { orgnr: record.provider.orgnr, name: provider?.name, service: record.provider.service },
    operation: `${record.operation.method} ${record.operation.path}`,
    when: swedishTime(record.receivedAt),
    purpose: record.purpose,
    legalBasis: record.legalBasis,
    hasSubject: record.subject !== undefined,
    outcome: record.outcome,
    status: record.response?.status,
    timeStamp: timeStamp === undefined ? undefined : swedishTime(timeStamp),
  };
}
