import type { AnchorRules } from '../domain/anchor-rules.ts';
import type { Member } from '../domain/member.ts';

/** As for entities: reads see what was saved before, and a revoked member is absent unless the method says otherwise. */
export interface MemberStore {
  find(entityId: string): Promise<Member | undefined>;
  /** The revision of an active member. Cheap: asked on every resolve. */
  revisionOf(entityId: string): Promise<number | undefined>;
  /** Revoked ones too: an id never passes to another. */
  findEver(entityId: string): Promise<Member | undefined>;
  /** All active members, ordered by id. */
  all(): Promise<readonly Member[]>;
  /** One page of `all`, and how many there are. */
  list(
    offset: number,
    limit: number,
  ): Promise<{ readonly members: readonly Member[]; readonly total: number }>;
  /** Compare and save, as `EntityWriter.save`. */
  save(member: Member, previous: number | undefined): Promise<'saved' | 'raced'>;
}

/** What the anchor says to all beneath it; one for the whole federation. */
export interface RulesStore {
  rules(): Promise<AnchorRules | undefined>;
  /** Replaces the rules whose revision is `previous`. */
  saveRules(rules: AnchorRules, previous: number | undefined): Promise<'saved' | 'raced'>;
}
