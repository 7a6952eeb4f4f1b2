import { type Static, Type } from 'typebox';

export const casesConfig = Type.Object({
  importBatchRows: Type.Integer({
    description: 'How many events of a history file are saved in one transaction.',
    minimum: 1,
    maximum: 10_000,
    default: 1000,
  }),
  deadlineMs: Type.Integer({
    description:
      'How long a question to all producers may take; who has not answered then has no part in the answer.',
    minimum: 100,
    maximum: 60_000,
    default: 2000,
  }),
  producerDeadlineMs: Type.Integer({
    description:
      'How long one producer has to answer such a question; less than the whole, which is also put together.',
    minimum: 50,
    maximum: 60_000,
    default: 1800,
  }),
  overviewDeadlineMs: Type.Integer({
    description: 'How long one producer has to answer where a person is shown each answer as it comes.',
    minimum: 50,
    maximum: 60_000,
    default: 8000,
  }),
  pauseAfterFailures: Type.Integer({
    description: 'After so many failures in a row a producer elsewhere is not asked for a while.',
    minimum: 1,
    maximum: 1000,
    default: 5,
  }),
  pauseSeconds: Type.Integer({
    description: 'How long it is not asked then; one question after that decides whether it is asked again.',
    minimum: 1,
    maximum: 3600,
    default: 30,
  }),
  connectorUrl: Type.String({
    description:
      'The own connector, through which producers are reached by the exchange, as http://127.0.0.1:8410; empty where there is none.',
    pattern: '^(https?://[^\\s]+)?$',
    default: '',
  }),
  connectorSystem: Type.String({
    description: 'This system’s name with the connector, where that knows several.',
    pattern: '^[a-z0-9-]{0,64}$',
    default: '',
  }),
  connectorSystemKeyFile: Type.String({
    description: 'The file in which this system’s key for the connector lies, where it wants one.',
    default: '',
  }),
  sandboxCases: Type.Boolean({
    description:
      'Whether the sandbox begins with six producers and their cases. Outside the sandbox it does nothing.',
    default: true,
  }),
  changeDays: Type.Integer({
    description: 'How long changes of events, and messages that could not be delivered, are kept.',
    minimum: 1,
    maximum: 3650,
    default: 30,
  }),
  deliverySeconds: Type.Number({
    description: 'How long a receiver of changes has to answer.',
    minimum: 0.1,
    maximum: 60,
    default: 10,
  }),
  deliveryPauses: Type.Array(Type.Number({ minimum: 0, maximum: 86_400 }), {
    description:
      'Seconds before the second try of a message, the third and so on; after as many tries and one it is a dead letter.',
    maxItems: 50,
    default: [1, 5, 30, 120, 600, 1800, 7200, 21_600, 43_200],
  }),
  deliveryPollSeconds: Type.Number({
    description: 'How often a process looks for changes that another one logged, or left undelivered.',
    minimum: 0.1,
    maximum: 3600,
    default: 5,
  }),
  mostSubscriptions: Type.Integer({
    description: 'How many subscriptions to changes an organisation may have.',
    minimum: 0,
    maximum: 10_000,
    default: 100,
  }),
});

export type CasesConfig = Static<typeof casesConfig>;
