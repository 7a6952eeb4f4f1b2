import type { Tools } from '../tools.ts';
import { carry } from './carry.ts';

/** What `/identity/.well-known/openid-configuration` answers. */
export async function discoveryDocument({
  listener,
  issuer,
}: Pick<Tools, 'listener' | 'issuer'>): Promise<Readonly<Record<string, unknown>>> {
  const request = { headers: {}, query: {}, body: undefined };
  const path = '/.well-known/openid-configuration';
  const { status, body } = await carry(listener, issuer, { method: 'GET', path, request });
  if (status !== 200) throw new Error(`the metadata of the provider could not be read: ${status}`);
  return JSON.parse(String(body)) as Readonly<Record<string, unknown>>;
}
