import { type Static, Type } from 'typebox';
import { matterExample, matterReply } from './matter.ts';
import { email, oneTimeSecret, pageOf, personalNumber, personName } from './values.ts';

const role = Type.Union([
  Type.Literal('administrative'),
  Type.Literal('technical'),
  Type.Literal('technical-agent'),
]);

export const invitationBody = Type.Object(
  { role, name: personName, email, personalNumber: Type.Optional(personalNumber) },
  {
    additionalProperties: false,
    examples: [{ role: 'technical', name: 'Örjan Testsson', email: 'orjan@kommun.example' }],
  },
);
export type InvitationBody = Static<typeof invitationBody>;

export const invitationReply = Type.Object(
  {
    contact: matterReply,
    code: Type.Optional(
      Type.String({
        description:
          'Told once: hand it to the one invited. Absent when the call repeats an earlier one. Inbjudningskod.',
      }),
    ),
  },
  {
    examples: [{ contact: matterExample, code: 'kX1vE0bqVn2Zr7u5o3y8w6t4s9p2m1l0k8j7h6g5f4d' }],
  },
);

export const invitationAnswerBody = Type.Object(
  { code: oneTimeSecret, answer: Type.Union([Type.Literal('accept'), Type.Literal('decline')]) },
  {
    additionalProperties: false,
    examples: [{ code: 'kX1vE0bqVn2Zr7u5o3y8w6t4s9p2m1l0k8j7h6g5f4d', answer: 'accept' }],
  },
);
export type InvitationAnswerBody = Static<typeof invitationAnswerBody>;

export const organisationPage = pageOf(
  Type.Object(
    {
      orgnr: Type.String(),
      organisationName: Type.String(),
      roles: Type.Array(role),
      application: Type.Optional(Type.String({ description: 'Id of its application. Ärende.' })),
      state: Type.Optional(Type.String()),
    },
    {
      examples: [
        {
          orgnr: '2120003005',
          organisationName: 'Uppsala kommun',
          roles: ['administrative'],
          state: 'active',
        },
      ],
    },
  ),
);

export const caseHandlerBody = Type.Object(
  { personalNumber, name: personName },
  {
    additionalProperties: false,
    examples: [{ personalNumber: '199103302387', name: 'Handläggare Testsson' }],
  },
);
export type CaseHandlerBody = Static<typeof caseHandlerBody>;

export const caseHandlerReply = Type.Object(
  { id: Type.String(), name: Type.String(), addedAt: Type.String({ format: 'date-time' }) },
  {
    examples: [
      {
        id: 'handler_019ab3f2c0de7000a1b2c3d4e5f60718',
        name: 'Handläggare Testsson',
        addedAt: '2026-11-22T12:00:00+01:00',
      },
    ],
  },
);
export const caseHandlerPage = pageOf(caseHandlerReply);
