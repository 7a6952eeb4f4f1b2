import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import { createImpression } from '../use-cases/create-impression.ts';
import { createRating } from '../use-cases/create-rating.ts';
import { type ImpressionForm, pageOf, renderImpression } from '../wire/impression.ts';
import { type RatingForm, renderRating } from '../wire/rating.ts';
import { apiKeyOf, contractError } from './contract-error.ts';
import type { Tools } from './tools.ts';

const unknownKey = 'X-API-KEY is not the key of a registered organisation.';

export async function createImpressionHandler(
  request: RoomRequest<unknown, unknown, ImpressionForm>,
  tools: Tools,
): Promise<RoomReply> {
  const { fingerprint } = request.body;
  const given = { apiKey: apiKeyOf(request.headers), fingerprint, page: pageOf(request.body) };
  const outcome = await createImpression(given, tools);
  switch (outcome.kind) {
    case 'created':
      return { status: 200, body: renderImpression(outcome.impression, outcome.average, fingerprint) };
    case 'unknown-key':
      return contractError('response', 403, unknownKey, tools.clock);
    case 'foreign-domain':
      return contractError('response', 400, "The domain is not one of the organisation's own.", tools.clock);
    default:
      return unreachable(outcome);
  }
}

export async function createRatingHandler(
  request: RoomRequest<unknown, unknown, RatingForm>,
  tools: Tools,
): Promise<RoomReply> {
  const { impressionId, score, fingerprint } = request.body;
  const outcome = await createRating({ apiKey: apiKeyOf(request.headers), impressionId, score }, tools);
  switch (outcome.kind) {
    case 'rated':
      return { status: 200, body: renderRating(outcome.rating, fingerprint) };
    case 'unknown-key':
      return contractError('api-error', 403, unknownKey, tools.clock);
    case 'foreign-impression':
      return contractError('api-error', 400, 'The organisation has no impression with this id.', tools.clock);
    default:
      return unreachable(outcome);
  }
}
