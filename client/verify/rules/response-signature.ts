import { unreachable } from '@ena/kernel/result.ts';
import { checkMessageSignature } from '../message-signature.ts';
import { failed, passed, rule, warned } from '../rule.ts';

export const responseSignature = rule({
  id: 'response-signature',
  title: {
    sv: 'Svaret är undertecknat av den som svarade',
    en: 'The response is signed by the one who answered',
  },
  needs: ['record', 'provider'],
  run: async ({ record, provider }) => {
    if (record.response === undefined) {
      return warned(
        'Det finns inget undertecknat svar: att svaret uteblev är bara vad postens ägare säger.',
        'There is no signed response: that none came is only what the owner of the record says.',
      );
    }
    const signature = await checkMessageSignature(record.response, provider);
    switch (signature.kind) {
      case 'valid':
        return passed(`Underskrift med nyckeln ${signature.kid}.`, `Signed with the key ${signature.kid}.`);
      case 'not-a-base':
        return failed(
          'Svarets underskriftsunderlag är inte välformat.',
          'The response’s signature base is not well-formed.',
        );
      case 'key-unknown':
        return failed(
          'Svarets nyckel är inte den tillfrågades enligt tillitskedjan.',
          'The response’s key is not the provider’s according to the trust chain.',
        );
      case 'invalid':
        return failed('Svarets underskrift stämmer inte.', 'The response’s signature does not verify.');
      default:
        return unreachable(signature);
    }
  },
});
