import { type Static, Type } from 'typebox';

export const onboardingConfig = Type.Object({
  operatorName: Type.String({
    description: 'The operator as it is named in the agreement that organisations sign',
    default: 'Operatören av denna installation av Ena',
    minLength: 1,
  }),
  privateForms: Type.Array(Type.String({ pattern: '^[0-9]{2}$' }), {
    description:
      'Legal forms beside the public sector’s that may apply: two digits of SCB’s list of legal forms',
    default: ['31', '49', '51', '53', '61', '62', '63', '71', '72'],
  }),
  invitationDays: Type.Integer({
    description: 'How many days an invitation to become a contact can be accepted',
    default: 14,
    minimum: 1,
    maximum: 90,
  }),
  joinTokenHours: Type.Integer({
    description: 'How many hours a join token can be used by the organisation’s connector',
    default: 24,
    minimum: 1,
    maximum: 168,
  }),
});

export type OnboardingConfig = Static<typeof onboardingConfig>;
