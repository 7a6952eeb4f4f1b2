import { type HubProgram, startHubProgram } from '../hub-program.ts';

export interface StartedHub extends Pick<HubProgram, 'url' | 'stop'> {
  register(id: string, client: object): Promise<void>;
}

export interface Setup {
  /** Of the room authorization. */
  readonly configuration?: object;
  /** Where others reach it; `url` stays the address on loopback. */
  readonly publicUrl?: string;
}

/** The hub program with trust framework and authorization. */
export async function startHub({ configuration = {}, publicUrl }: Setup = {}): Promise<StartedHub> {
  const { url, operatorToken, stop } = await startHubProgram({
    rooms: ['blocks/trust-framework', 'blocks/authorization'],
    configuration: { 'blocks/authorization': configuration },
    publicUrl,
  });
  return {
    url,
    stop,
    register: async (id, client) => {
      const answer = await fetch(`${url}/authorization/v1/clients/${encodeURIComponent(id)}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${operatorToken}`, 'content-type': 'application/json' },
        body: JSON.stringify(client),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
  };
}
