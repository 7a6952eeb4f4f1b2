import assert from 'node:assert/strict';
import type { WalkedPortal } from './walked-portal.ts';

/** Makes and publishes a national template, as the operator does. */
export async function nationalTemplate(
  { url, operatorToken }: Pick<WalkedPortal, 'url' | 'operatorToken'>,
  title: string,
): Promise<void> {
  const send = async (path: string, body: object, headers = {}) => {
    const answer = await fetch(`${url}/mandates/v1/national-templates${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${operatorToken}`,
        'content-type': 'application/json',
        ...headers,
      },
      body: JSON.stringify(body),
    });
    assert.ok(answer.ok, await answer.clone().text());
    return (await answer.json()) as { readonly id: string };
  };
  const { id } = await send('', {
    title,
    description: 'För prov i hela landet.',
    grantorRoles: ['private'],
    holderRoles: ['person'],
    permissions: [{ code: 'prov.las', title: 'Läsa', obligatory: true }],
    longestMonths: 24,
    endRequired: true,
    mayDelegate: false,
    limits: ['case'],
    byLaw: [],
  });
  await send(`/${id}/steps`, { step: 'publish', reason: 'Granskad.' }, { 'if-match': '"1"' });
}
