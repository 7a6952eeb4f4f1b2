import { type Static, Type } from 'typebox';

export const feedbackConfig = Type.Object({
  openRegistration: Type.Boolean({
    description:
      'Whether anyone may register an organisation with its domains and receive a key, as the contract has it. The sandbox is always open; elsewhere the operator registers, unless this is set.',
    default: false,
  }),
  averageDays: Type.Integer({
    description: 'How many days back ratings count in an average.',
    minimum: 1,
    maximum: 3650,
    default: 365,
  }),
});

export type FeedbackConfig = Static<typeof feedbackConfig>;
