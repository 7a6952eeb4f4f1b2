import { type Static, Type } from 'typebox';

export const traceabilityConfig = Type.Object({
  witnessName: Type.String({
    description:
      'Key name of the witness in cosignatures (C2SP signed-note): no blank, no plus. Never change it while its key is in use. Empty: the host of the trust anchor, then /witness.',
    default: '',
  }),
});

export type TraceabilityConfig = Static<typeof traceabilityConfig>;
