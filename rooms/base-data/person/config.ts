import { type Static, Type } from 'typebox';

/** Nothing is configured. */
export const personConfig = Type.Object({});

export type PersonConfig = Static<typeof personConfig>;
