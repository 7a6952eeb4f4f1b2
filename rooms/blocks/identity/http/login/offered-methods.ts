import type { Tools } from '../tools.ts';
import type { Interaction } from './interaction.ts';
import type { UpstreamMethod } from './upstream.ts';

/** Whether the client leaves open that this one vouches. */
export function isWanted({ method }: Interaction, authority: string): boolean {
  return method === undefined || method === authority;
}

/** The upstream providers that will do for what is asked: to sign, only those that sign. */
export async function offeredMethods(
  { methods }: Tools,
  interaction: Interaction,
): Promise<readonly UpstreamMethod[]> {
  const wanted = methods.filter(({ authority }) => isWanted(interaction, authority));
  if (interaction.sign === undefined) return wanted;
  const able = await Promise.all(wanted.map((method) => method.canSign()));
  return wanted.filter((_, i) => able[i]);
}
