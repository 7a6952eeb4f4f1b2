import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { type Static, Type } from 'typebox';
import { eventLimits as limits } from '../../domain/event.ts';
import { storableFault } from '../../domain/storable.ts';
import type { LoadFault } from './load-fault.ts';

const id = Type.String({ minLength: 1, maxLength: limits.id });

export const retractionsBody = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          kundhandelseId: id,
          reason: Type.String({
            minLength: 1,
            maxLength: 500,
            description: 'For the one whom it is about. Läses av den som kundhändelsen gäller.',
          }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: limits.batch },
    ),
  },
  {
    additionalProperties: false,
    examples: [
      { items: [{ kundhandelseId: 'TESTKOP-BYGG-2026-00123-1', reason: 'Beslutet gällde en annan tomt.' }] },
    ],
  },
);

export type RetractionsBody = Static<typeof retractionsBody>;

export const retractionsReply = Type.Object(
  {
    antal: Type.Integer({ description: 'How many stood and are retracted now.' }),
    redan: Type.Integer({ description: 'How many had been retracted before; they keep time and reason.' }),
    okanda: Type.Array(Type.String(), { description: 'kundhandelseId of those that are not here.' }),
  },
  { examples: [{ antal: 1, redan: 0, okanda: [] }] },
);

/** An id that no event can have is refused too; it would never be found. */
export function parseRetractions({
  items,
}: RetractionsBody): Result<readonly { id: string; reason: string }[], readonly LoadFault[]> {
  const faults = items.flatMap((item, place) =>
    (['kundhandelseId', 'reason'] as const).flatMap((member) =>
      storableFault(item[member]) === undefined
        ? []
        : [
            {
              pointer: `/items/${place}/${member}`,
              detail: 'Leave out U+0000 and halves of surrogate pairs.',
            },
          ],
    ),
  );
  if (faults.length > 0) return fail(faults);
  return ok(items.map(({ kundhandelseId, reason }) => ({ id: kundhandelseId, reason })));
}
