import type { Route } from '@ena/kernel/http/route.ts';
import { contractErrors } from '../../contract-errors.ts';
import { parseSampleUser } from '../../wire/sample-user.ts';
import { refuse, renderRefusal } from './refuse.ts';
import type { ContractTools } from './tools.ts';

/** The id tokens of test persons, as the published samples ask for them; no row outside the sandbox. */
export function sampleUserRoutes({ sampleTokens, clock }: ContractTools): readonly Route[] {
  if (sampleTokens === undefined) return [];
  return [
    {
      operation: 'sampleUser',
      method: 'POST',
      path: '/sample/user',
      auth: {
        kind: 'public',
        why: 'In the sandbox only: its tokens are of test persons and hold nowhere else.',
      },
      limit: { bodyBytes: 16_384, perMinute: 600 },
      audit: { record: 'never', why: 'Nobody is read about: whoever asks says what the token is to say.' },
      consumes: ['text/plain', 'application/json', 'application/x-www-form-urlencoded'],
      renderProblem: renderRefusal(clock),
      summary: 'An id token of a test person',
      handler: async ({ body, requestId }) => {
        const claims = parseSampleUser(body);
        const token = claims && (await sampleTokens.issue(claims));
        if (token !== undefined) return { status: 200, contentType: 'application/jose', body: token };
        const violations = [
          { path: '', message: 'must be a number, a line, claims or a form with username' },
        ];
        return refuse(contractErrors.invalidRequest, { requestId, clock, violations });
      },
    },
  ];
}
