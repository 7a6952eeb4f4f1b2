import { swedishTime } from '@ena/kernel/time.ts';
import { Type } from 'typebox';
import { openSteps, type Role } from '../domain/machine.ts';
import { machines, stateOf } from '../domain/machines.ts';
import type { Matter } from '../domain/matter.ts';
import { matterDetails, renderDetail } from './matter-details.ts';
import { instant, matterKind, text } from './values.ts';

/** A matter as the examples of the API show it. */
export const matterExample = {
  id: 'matter_019ab3f2c0de7000a1b2c3d4e5f60718',
  kind: 'organisation',
  orgnr: '2120003005',
  state: 'signing',
  stateText: { sv: 'Avtalet väntar på underskrifter', en: 'The agreement awaits signatures' },
  final: false,
  waitsFor: ['signatory'],
  revision: 2,
  createdAt: '2026-11-22T12:00:00+01:00',
  changedAt: '2026-11-22T12:00:00+01:00',
  said: { step: 'pass-checks', reason: 'Kontrollerna mot grunddata är godkända.', mend: [] },
  steps: [{ step: 'withdraw', demands: 'reason' }],
};

/** A matter as a person before it sees it. `revision` is its entity tag. */
export const matterReply = Type.Object(
  {
    id: Type.String(),
    kind: matterKind,
    orgnr: Type.String(),
    state: Type.String({ description: 'A state of the kind’s process; README lists them. Tillstånd.' }),
    stateText: text,
    final: Type.Boolean({ description: 'The process has ended. Processen är avslutad.' }),
    waitsFor: Type.Array(Type.String(), { description: 'Who is expected to act. Vem som väntas agera.' }),
    revision: Type.Integer({ minimum: 1, description: 'Send it as If-Match: "<revision>" with a step.' }),
    createdAt: instant,
    changedAt: instant,
    said: Type.Object(
      { step: Type.String(), reason: Type.String(), mend: Type.Array(Type.String()) },
      { description: 'The last step, why it was taken, and what to mend. Skäl och vad som ska rättas.' },
    ),
    steps: Type.Array(
      Type.Object({
        step: Type.String(),
        demands: Type.String({ enum: ['nothing', 'reason', 'reason-and-mend'] }),
      }),
      { description: 'What the caller may do now. Vad anroparen kan göra nu.' },
    ),
    ...matterDetails,
  },
  { examples: [matterExample] },
);

export function renderMatter(matter: Matter, roles: readonly Role[]) {
  const { id, kind, organisationNumber, state, revision, said } = matter;
  const { sv, en, final, waitsFor } = stateOf(kind, state);
  return {
    id,
    kind,
    orgnr: organisationNumber,
    state,
    stateText: { sv, en },
    final,
    waitsFor: [...waitsFor],
    revision,
    createdAt: swedishTime(matter.createdAt),
    changedAt: swedishTime(matter.changedAt),
    said: { ...said, mend: [...said.mend] },
    steps: openSteps(machines[kind], state, roles).map(({ step, demands }) => ({ step, demands })),
    ...renderDetail(matter),
  };
}
