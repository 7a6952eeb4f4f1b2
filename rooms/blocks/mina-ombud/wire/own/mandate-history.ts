import { swedishTime } from '@ena/kernel/time.ts';
import { Type } from 'typebox';
import type { Actor, HistoryEntry } from '../../domain/history.ts';
import { displayName } from '../../domain/party.ts';
import { pageOf } from './page.ts';
import { instant } from './party.ts';
import { reasonEn, renderReason } from './reason.ts';

/** One change, without personal numbers. `number` counts within the subject. */
export const historyReply = Type.Object(
  {
    subject: Type.String({ enum: ['proposal', 'mandate'] }),
    number: Type.Integer({ minimum: 1 }),
    at: instant,
    change: Type.String({ description: 'registered, ended, signed … Vad som hände.' }),
    by: Type.Object({
      kind: Type.String({ enum: ['person', 'relying-party', 'system', 'operator', 'rule'] }),
      name: Type.Optional(Type.String()),
      for: Type.Optional(Type.String({ description: 'The organisation acted for. Organisation.' })),
    }),
    reason: Type.String(),
    reasonEn: Type.Optional(reasonEn),
  },
  {
    examples: [
      {
        subject: 'mandate',
        number: 2,
        at: '2026-11-22T12:00:00+01:00',
        change: 'ended',
        by: { kind: 'person', name: 'Åsa Öberg' },
        reason: 'Uppdraget är slutfört.',
      },
    ],
  },
);

export const historyPage = pageOf(
  historyReply,
  '/mandates/v1/mandates/7b0d7c0e-3c9a-4a3e-9d5f-6a1f0a6c8e21/history',
);

/** `relyingParty`: whose case handlers are told of as the authority and not by name. */
export function renderEntry(
  { subject, number, at, change, actor, reason }: HistoryEntry,
  relyingParty: string,
) {
  const by = renderActor(actor, relyingParty);
  return { subject, number, at: swedishTime(at), change, by, ...renderReason(reason) };
}

function renderActor(actor: Actor, relyingParty: string) {
  switch (actor.kind) {
    case 'person':
      if (actor.for === relyingParty) return { kind: 'relying-party', for: actor.for };
      return {
        kind: 'person',
        name: displayName(actor.person),
        ...(actor.for !== undefined && { for: actor.for }),
      };
    case 'system':
      return { kind: 'system', name: actor.client, for: actor.for };
    case 'operator':
      return { kind: 'operator' };
    case 'rule':
      return { kind: 'rule', name: actor.rule };
  }
}
