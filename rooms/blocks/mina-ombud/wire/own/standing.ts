import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { PresentedContext } from '../../domain/presented-context.ts';
import { Behorighetskontext } from '../hamta-behorigheter-response.ts';

/** Body of `POST /mandates/v1/standings`. */
export const standingBody = Type.Object(
  {
    context: Type.String({
      pattern: '^[A-Za-z0-9_-]{1,32000}$',
      description:
        'The context as it came in `Ena-Mandate`: base64url of the JSON that the mandate service answered.',
    }),
    nonce: Type.String({
      pattern: '^[A-Za-z0-9_-]{16,64}$',
      description: 'Of the asker’s own; it stands in the answer, so that no earlier one can take its place.',
    }),
  },
  { additionalProperties: false },
);
export type StandingBody = Static<typeof standingBody>;

const form = Compile(Behorighetskontext);

/** `undefined` for what is no context. */
export function parseContext(text: string): PresentedContext | undefined {
  const value = parse(text);
  if (!form.Check(value)) return undefined;
  const { _sig: signature, ...payload } = value;
  const mandates = [...new Set(value.behorigheter.map(({ fullmakt }) => fullmakt.toLowerCase()))];
  return { relyingParty: value.tredjeman, mandates, at: Date.parse(value.tidpunkt), payload, signature };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
