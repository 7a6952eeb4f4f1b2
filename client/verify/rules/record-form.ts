import { minute, swedishTime } from '@ena/kernel/time.ts';
import { parseEvidenceRecord } from '../evidence-record.ts';
import { failed, passed, rule, warned } from '../rule.ts';

export const recordForm = rule({
  id: 'record-form',
  title: { sv: 'Bevisposten går att läsa', en: 'The record can be read' },
  needs: ['file'],
  run: async ({ file }, { now }) => {
    const record = parseEvidenceRecord(file.record);
    if ('wrong' in record) {
      return failed(
        `Posten är inte välformad: felet är i ”${record.wrong}”.`,
        `The record is not well-formed: the fault is in “${record.wrong}”.`,
      );
    }
    if (record.completedAt < record.receivedAt) {
      return failed('Posten slutar före den börjar.', 'The record ends before it begins.');
    }
    if (record.receivedAt > now + minute) {
      const at = swedishTime(record.receivedAt);
      return warned(
        `Utbytet är daterat ${at}, som ligger i framtiden enligt den här datorns klocka.`,
        `The exchange is dated ${at}, which by this computer’s clock is in the future.`,
        { record },
      );
    }
    return passed(`Utbyte ${record.exchangeId}.`, `Exchange ${record.exchangeId}.`, { record });
  },
});
