import type { Route } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import { errors } from '../errors.ts';
import { readDocument } from '../use-cases/read-document.ts';
import { refuse } from './refuse.ts';
import type { CompanyHttp } from './routes.ts';

export function document({ store, clock }: CompanyHttp): Route['handler'] {
  return async ({ params, requestId }) => {
    const outcome = await readDocument(store, params.dokumentId ?? '');
    switch (outcome.kind) {
      case 'found':
        return { status: 200, contentType: outcome.mediaType, body: outcome.bytes };
      case 'unknown':
        return refuse(errors.unknownDocument, requestId, clock);
      default:
        return unreachable(outcome);
    }
  };
}
