import { fixedClock } from '@ena/testkit/clock.ts';
import type { NamedParty } from '../../../domain/party.ts';
import type { Produced, ProducerCall } from '../producer.ts';

export const karlskrona = '2120000829';
export const sundsvall = '2120002411';
export const ostersund = '2120002528';
export const byra: NamedParty = { kind: 'organisation', id: '5561929323', name: 'TB Bokföringsbyrå AB' };
export const golv: NamedParty = { kind: 'organisation', id: '5563454502', name: 'TB Valls Golv AB' };
export const agda: NamedParty = {
  kind: 'person',
  id: '198101052382',
  name: 'Ängström',
  givenName: 'Agda',
};

/** Noon in Sweden on 22 November 2026. */
export const noon = () => fixedClock();

export const call: ProducerCall = {
  version: 'v2',
  requestId: 'd120654c-0d09-481a-8956-940a76474e6b',
  serviceName: 'bygglov',
  organisation: karlskrona,
  clientId: 'mina-ombud-sample',
  scope: 'user:any',
};

/** The body of an answer; fails where there is none. */
export function bodyOf<Body>(produced: Produced<Body>): Body {
  if (produced.kind === 'failed') throw new Error(`failed: ${produced.error.instance}`);
  return produced.body;
}

export function errorOf(produced: Produced<unknown>) {
  if (produced.kind === 'answered') throw new Error('answered');
  return produced.error;
}
