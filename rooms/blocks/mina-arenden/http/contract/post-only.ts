import { Fel } from '../../wire/fel.ts';
import { refuse } from './refuse.ts';

/**
 * What every row has that refuses a method. The standard has a body of its own for 405 as well, which the kernel cannot
 * know of an address it does not serve.
 */
export const postOnly = {
  auth: { kind: 'public', why: 'Answers nothing but that the method is POST.' },
  limit: { bodyBytes: 0, perMinute: 600 },
  audit: { record: 'never', why: 'Nothing is asked and nothing told.' },
  renderProblem: () => refuse({ kind: 'method-not-allowed' }),
  schema: { replies: { 405: Fel } },
  summary: 'Answers 405 in the words of the standard',
  handler: async () => refuse({ kind: 'method-not-allowed' }),
} as const;
