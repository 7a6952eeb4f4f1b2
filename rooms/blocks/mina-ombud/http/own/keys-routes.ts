import type { Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import { keyRotationBody, keyRotationReply } from '../../wire/own/key-rotation.ts';
import { type KeyTools, rotateDocumentKeysHandler, rotateKeysHandler } from './keys.ts';
import { operator, recorded, writes } from './rules.ts';

const params = Type.Object({ orgnr: Type.String({ pattern: '^[0-9]{10}$' }) });

export function keyRoutes(tools: KeyTools): readonly Route[] {
  return [
    {
      operation: 'rotateRelyingPartyKeys',
      method: 'POST',
      path: '/mandates/v1/operator/relying-parties/:orgnr/key-rotations',
      auth: operator,
      limit: writes,
      audit: recorded,
      schema: { params, body: keyRotationBody, replies: { 200: keyRotationReply } },
      summary: 'Announces a relying party’s next key, or at once withdraws all that may have leaked',
      handler: (request) => rotateKeysHandler(request, tools),
    },
    {
      operation: 'rotateDocumentKeys',
      method: 'POST',
      path: '/mandates/v1/operator/document-keys/rotations',
      auth: operator,
      limit: writes,
      audit: recorded,
      schema: { body: keyRotationBody, replies: { 200: keyRotationReply } },
      summary:
        'Announces the next key of the documents for connectors, or at once withdraws all that may have leaked',
      handler: (request) => rotateDocumentKeysHandler(request, tools),
    },
  ];
}
