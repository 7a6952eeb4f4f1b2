import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from '@ena/kernel/http/public-address.ts';

export class PrivateAddressError extends Error {
  constructor() {
    super('the name leads to a private address');
    this.name = 'PrivateAddressError';
  }
}

/** A `lookup` for sockets that resolves to public addresses only; checked at connect, so a rebinding name gains nothing. */
export const publicAddressLookup: LookupFunction = (hostname, options, callback) => {
  systemLookup(hostname, { ...options, all: true }, (error, found) => {
    const addresses = (found ?? []) as LookupAddress[];
    if (error) return callback(error, '', 0);
    const open = addresses.filter(({ address }) => isPublicAddress(address));
    const first = open[0];
    if (!first) return callback(new PrivateAddressError(), '', 0);
    return options.all ? callback(null, open) : callback(null, first.address, first.family);
  });
};
