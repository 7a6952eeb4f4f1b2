import type { Producer } from '../producer.ts';

/** How a producer is asked: in this room's own database, at its own address, or through the exchange. */
export type Reach =
  | { readonly kind: 'here' }
  | {
      readonly kind: 'https';
      /** What `kundhandelseFragaSynkron` stands under. */
      readonly url: string;
      /** Where client credentials are exchanged for an access token. */
      readonly tokenEndpoint: string;
      readonly clientId: string;
      /** Whether the credentials go along as headers too, as gateways ask that know no tokens. */
      readonly gatewayHeaders: boolean;
      readonly announces: boolean;
    }
  | {
      readonly kind: 'exchange';
      /** `2120000829/customer-events`. */
      readonly service: string;
      readonly purpose: string;
      readonly legalBasis: string;
      /** Whether it tells the index itself about whom it holds something; else it is asked about everyone. */
      readonly announces: boolean;
    };

export interface ReachedProducer extends Producer {
  readonly reach: Reach;
  /** False while the index may not know of everyone about whom a producer that is kept here holds something. */
  readonly announced: boolean;
}
