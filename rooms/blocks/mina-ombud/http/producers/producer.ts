import type { ContractUser } from '../../domain/contract-user.ts';
import type { MandateReader } from '../../store/store.ts';
import type { ApiError } from '../../wire/api-error.ts';
import type { FullmaktMetadataResponse } from '../../wire/fullmakt-metadata-response.ts';
import type { HamtaBehorigheterRequest } from '../../wire/hamta-behorigheter-request.ts';
import type { HamtaBehorigheterResponse } from '../../wire/hamta-behorigheter-response.ts';
import type { HamtaFullmakterRequest } from '../../wire/hamta-fullmakter-request.ts';
import type { HamtaFullmakterResponse } from '../../wire/hamta-fullmakter-response.ts';
import type { JwkSet } from '../../wire/jwk-set.ts';

export type Produced<Body> =
  | { readonly kind: 'answered'; readonly body: Body }
  | { readonly kind: 'failed'; readonly error: ApiError };

/** Who asks, and how; checked before it comes here. */
export interface ProducerCall {
  readonly version: 'v1' | 'v2';
  readonly requestId: string;
  readonly serviceName: string;
  /** Of the asking client. */
  readonly organisation: string;
  readonly clientId: string;
  readonly scope: 'user:self' | 'user:other' | 'user:any';
  /** As it came, for a producer that is elsewhere. */
  readonly idToken?: string;
  readonly user?: ContractUser;
}

/** Which of the mandates passed on are told of with a mandate. */
export type Utdelning = 'AKTUELLA' | 'ALLA';

/** What answers are made of. */
export type ReadingStore = Pick<MandateReader, 'authority' | 'search' | 'find' | 'descendants'>;

/** The mediator's view: one call for a relying party, or for a set of them. Nothing here throws for what a producer does. */
export interface Producers {
  hamtaBehorigheter(
    request: HamtaBehorigheterRequest,
    call: ProducerCall,
  ): Promise<Produced<HamtaBehorigheterResponse>>;
  /** What fails at some of the relying parties stands in `problem`; the others' mandates are answered. */
  hamtaFullmakter(
    request: HamtaFullmakterRequest,
    relyingParties: readonly string[],
    call: ProducerCall,
  ): Promise<Produced<HamtaFullmakterResponse>>;
  /** `isTold`: whether the caller is told what was found; only then it is written down that somebody read it. */
  hamtaFullmakt(
    tredjeman: string,
    fullmakt: string,
    utdelning: Utdelning | undefined,
    call: ProducerCall,
    isTold?: (found: FullmaktMetadataResponse) => Promise<boolean>,
  ): Promise<Produced<FullmaktMetadataResponse>>;
  hamtaTredjemanJwks(tredjeman: string): Promise<Produced<JwkSet>>;
  /**
   * For a decision: ids of the mandates by which a holder may do something for a grantor today, at a relying party
   * elsewhere; `undefined` where its producer does not answer.
   */
  permitting(request: HamtaBehorigheterRequest, requestId: string): Promise<readonly string[] | undefined>;
  /** Whether a mandate at a relying party elsewhere is in force now; `here` where its mandates are in this database. */
  standing(tredjeman: string, fullmakt: string): Promise<'here' | 'in-force' | 'ended' | 'unknown'>;
  isElsewhere(tredjeman: string): boolean;
  /** All that this mediator knows. */
  relyingParties(): Promise<readonly string[]>;
}
