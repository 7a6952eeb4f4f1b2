import assert from 'node:assert/strict';
import type { TestHub } from '@ena/testkit/hub.ts';

/** Writes the provider into the register of levels, as the operator does; answers the entry's tag. */
export async function approve(
  { url, operatorToken }: Pick<TestHub, 'url' | 'operatorToken'>,
  id: string,
  level: 2 | 3 | 4,
  state = 'approved',
  ifMatch?: string,
): Promise<string> {
  const answer = await fetch(`${url}/identity/v1/eid-issuer`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${operatorToken}`,
      'content-type': 'application/json',
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    },
    body: JSON.stringify({
      id,
      name: 'Annan utfärdare',
      organisationNumber: '5560000001',
      eidName: 'Annan-ID',
      level,
      reviewedBy: 'Granskaren',
      reviewedOn: '2026-01-15',
      state,
    }),
  });
  assert.ok(answer.ok, await answer.clone().text());
  return answer.headers.get('etag') ?? '';
}
