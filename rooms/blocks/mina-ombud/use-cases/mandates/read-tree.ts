import type { Mandate } from '../../domain/mandate.ts';
import type { ActingPerson } from '../actor.ts';
import { type SeenMandate, seeFound, seeMandate } from './parts.ts';
import { noteReading } from './read-mandate.ts';
import type { LifeTools } from './tools.ts';

/** A mandate among those it came from or that came from it. */
export interface TreeNode {
  readonly mandate: Mandate;
  /** Whether the actor may read it in whole. */
  readonly mayRead: boolean;
}

export interface MandateTree {
  /** Whence it came, the root first; from the first that concerns the actor on. */
  readonly above: readonly TreeNode[];
  /** All that was passed on from it, ended ones included; parents before children. */
  readonly below: readonly TreeNode[];
}

/** Who signed for an organisation sees the mandate as it was signed, not what others made of it later. */
const whole = ['grantor', 'holder', 'delegator', 'handler'] as const;

/**
 * The tree of a mandate for someone whom it concerns: whoever gave it, has it or lets it count sees all that was passed
 * on from it, for it falls together. `undefined` where the mandate is not the actor's to see.
 */
export async function readTree(
  tools: Pick<LifeTools, 'store' | 'clock'>,
  actor: ActingPerson,
  id: string,
  requestId: string,
): Promise<MandateTree | undefined> {
  const { store } = tools;
  const seen = await seeMandate(store, actor, id);
  if (seen === undefined) return undefined;
  const mandates = whole.some((part) => seen.parts.includes(part)) ? await store.descendants(id) : [];
  const above = await nodesAbove(tools, actor, seen.mandate);
  const below = await Promise.all(mandates.map((mandate) => nodeOf(tools, actor, mandate)));
  if (seen.parts.every((part) => part === 'handler')) {
    const told = [...above, seen, ...below].map(({ mandate }) => mandate);
    await noteReading(tools, told, 'readMandateTree', requestId);
  }
  return { above, below };
}

async function nodesAbove(
  tools: Pick<LifeTools, 'store'>,
  actor: ActingPerson,
  { parent }: Mandate,
): Promise<readonly TreeNode[]> {
  const found = parent === undefined ? undefined : await tools.store.find(parent);
  if (found === undefined) return [];
  const node = await nodeOf(tools, actor, found.mandate);
  return node.mayRead ? [...(await nodesAbove(tools, actor, found.mandate)), node] : [];
}

async function nodeOf(
  { store }: Pick<LifeTools, 'store'>,
  actor: ActingPerson,
  mandate: Mandate,
): Promise<TreeNode> {
  const seen: SeenMandate = await seeFound(store, actor, { mandate, delegated: false });
  return { mandate, mayRead: seen.parts.length > 0 };
}
