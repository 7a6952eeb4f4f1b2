import { unreachable } from '@ena/kernel/result.ts';
import { checkMessageSignature } from '../message-signature.ts';
import { failed, passed, rule } from '../rule.ts';

export const requestSignature = rule({
  id: 'request-signature',
  title: {
    sv: 'Frågan är undertecknad av den som frågade',
    en: 'The request is signed by the one who asked',
  },
  needs: ['record', 'consumer'],
  run: async ({ record, consumer }) => {
    const signature = await checkMessageSignature(record.request, consumer);
    switch (signature.kind) {
      case 'valid':
        return passed(`Underskrift med nyckeln ${signature.kid}.`, `Signed with the key ${signature.kid}.`);
      case 'not-a-base':
        return failed(
          'Frågans underskriftsunderlag är inte välformat.',
          'The request’s signature base is not well-formed.',
        );
      case 'key-unknown':
        return failed(
          'Frågans nyckel är inte den frågandes enligt tillitskedjan.',
          'The request’s key is not the consumer’s according to the trust chain.',
        );
      case 'invalid':
        return failed('Frågans underskrift stämmer inte.', 'The request’s signature does not verify.');
      default:
        return unreachable(signature);
    }
  },
});
