import { producersToAsk } from '../domain/exploration.ts';
import type { Subject } from '../domain/subject.ts';
import type { Place } from '../store/store.ts';
import { type JoinOutcome, joinArea } from './administer.ts';
import { type Announcement, type AnnounceOutcome, announce } from './announce.ts';
import { type LeaveTools, leaveArea } from './leave.ts';
import { type Found, type LookUpOutcome, type LookUpTools, lookUp } from './look-up.ts';
import { type WithdrawOutcome, withdraw } from './withdraw.ts';

export interface RoomQuestion {
  readonly area: string;
  readonly purpose: string;
  readonly subject: Subject;
  /** The room that asks; its purposes stand in the configuration. */
  readonly room: string;
  /** The request that led to the question. */
  readonly requestId: string;
}

/** `ask` names those to be asked now: all the named, and of the others as many as the rate of exploration draws. */
export type RoomAnswer = (Found & { readonly ask: readonly string[] }) | Exclude<LookUpOutcome, Found>;

/** What the index offers the other rooms. */
export interface IndexOffer {
  /** Who holds something about the subject in the area. Every question is in the audit trail. */
  lookup(question: RoomQuestion): Promise<RoomAnswer>;
  /** As a producer announces by the API; the room answers for acting for that producer. At most 1,000 at once. */
  announce(place: Place, announcements: readonly Announcement[]): Promise<AnnounceOutcome>;
  /** Takes single pointers of the producer away; at most 1,000 at once. */
  withdraw(place: Place, subjects: readonly Subject[]): Promise<WithdrawOutcome>;
  /** Puts a producer that the room acts for into the area. */
  join(place: Place): Promise<JoinOutcome>;
  /** Takes it out, and its pointers with it; `false` where it was not there. */
  leave(place: Place): Promise<boolean>;
  /** What stands for the subject in the event `indexing.change.announced`. */
  reference(area: string, subject: Subject): string;
}

export function indexOffer(
  tools: LookUpTools & LeaveTools & { readonly explorationRate: number; readonly draw: () => number },
): IndexOffer {
  const { explorationRate, draw, keys } = tools;
  return {
    lookup: async ({ room, ...question }) => {
      const found = await lookUp(tools, { ...question, asker: { kind: 'room', room } });
      if (found.kind !== 'found') return found;
      const named = found.named.map(({ producer }) => producer);
      return { ...found, ask: producersToAsk(named, found.others, explorationRate, draw) };
    },
    announce: (place, announcements) => announce(tools, place, announcements),
    withdraw: (place, subjects) => withdraw(tools, place, subjects),
    join: (place) => joinArea(tools, place),
    leave: (place) => leaveArea(tools, place),
    reference: (area, subject) => keys.reference(area, subject),
  };
}
