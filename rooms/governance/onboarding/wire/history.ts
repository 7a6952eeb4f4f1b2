import { swedishTime } from '@ena/kernel/time.ts';
import { Type } from 'typebox';
import type { HistoryEntry } from '../domain/matter.ts';
import { instant, pageOf } from './values.ts';

export const historyEntry = Type.Object(
  {
    number: Type.Integer({ minimum: 1 }),
    at: instant,
    step: Type.String(),
    from: Type.Optional(Type.String()),
    to: Type.String(),
    by: Type.Object({
      kind: Type.String({ enum: ['person', 'case-handler', 'system'] }),
      name: Type.String(),
      role: Type.String(),
    }),
    reason: Type.String(),
    mend: Type.Array(Type.String()),
    details: Type.Record(Type.String(), Type.Unknown()),
  },
  {
    examples: [
      {
        number: 2,
        at: '2026-11-22T12:00:00+01:00',
        step: 'pass-checks',
        from: 'applied',
        to: 'signing',
        by: { kind: 'system', name: 'automatisk kontroll mot grunddata', role: 'system' },
        reason: 'Kontrollerna mot grunddata är godkända och avtalet är upprättat.',
        mend: [],
        details: { checks: ['number: passed'] },
      },
    ],
  },
);

export const historyPage = pageOf(historyEntry);

export function renderEntry({
  number,
  at,
  step,
  from,
  to,
  actor,
  role,
  reason,
  mend,
  details,
}: HistoryEntry) {
  return {
    number,
    at: swedishTime(at),
    step,
    ...(from !== undefined && { from }),
    to,
    by: { kind: actor.kind, name: actor.name, role },
    reason,
    mend: [...mend],
    details,
  };
}
