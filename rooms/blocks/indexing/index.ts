export type { Area, Resolver } from './domain/area.ts';
export { producersToAsk } from './domain/exploration.ts';
export type { Subject } from './domain/subject.ts';
export type { Place } from './store/store.ts';
export type { JoinOutcome } from './use-cases/administer.ts';
export type { Announcement, AnnounceOutcome } from './use-cases/announce.ts';
export type { IndexOffer, RoomAnswer, RoomQuestion } from './use-cases/offer.ts';
export type { WithdrawOutcome } from './use-cases/withdraw.ts';

/** The id under which other rooms name this one in `needs`. */
export const indexingId = 'blocks/indexing';
