import { type Static, Type } from 'typebox';

export const config = Type.Object({
  sourceDeadlineMs: Type.Integer({
    description: 'How long each of the two registers may take before its part of an answer is marked TIMEOUT',
    default: 2000,
    minimum: 10,
    maximum: 30_000,
  }),
  callsPerMinute: Type.Integer({
    description: 'Calls a minute for one caller and operation; Bolagsverket itself allows 60',
    default: 6000,
    minimum: 1,
  }),
  documentBytes: Type.Integer({
    description: 'The largest annual report that is taken in, in bytes',
    default: 52_428_800,
    minimum: 1,
  }),
  importBatchRows: Type.Integer({
    description: 'Rows of a bulk file that are written in one transaction; memory holds two such batches',
    default: 2000,
    minimum: 1,
    maximum: 50_000,
  }),
});

export type CompanyConfig = Static<typeof config>;
