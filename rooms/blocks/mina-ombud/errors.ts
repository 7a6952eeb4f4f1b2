/*
 * Every refusal of the room, as data, by its area. The published contract has codes of its own (`contract-errors.ts`);
 * our own API answers problem documents whose `type` is `urn:ena:problem:mina-ombud:<slug>`.
 */

export { contractErrors } from './contract-errors.ts';
export { decisionErrors } from './decision-errors.ts';
export { mandateErrors } from './mandate-errors.ts';
export { proposalErrors } from './proposal-errors.ts';
export { templateErrors } from './template-errors.ts';
