import { type HubProgram, startHubProgram } from '../hub-program.ts';

export type StartedHub = HubProgram;

/** The hub program with the identity room and what it needs. */
export function startHub(clients: readonly object[]): Promise<StartedHub> {
  return startHubProgram({
    rooms: ['blocks/trust-framework', 'blocks/identity'],
    configuration: { 'blocks/identity': { clients } },
  });
}
