import type { Check, Text } from './check.ts';
import type { Authority } from './person.ts';
import { signaturesMissing } from './signing.ts';

/** What the base data said of the organisation. */
export type RegisterAnswer =
  | {
      readonly kind: 'found';
      readonly name: string;
      readonly legalForm: string | undefined;
      readonly publicSector: boolean;
      readonly deregisteredOn: string | undefined;
      readonly verified: boolean;
      readonly naturalPerson: boolean;
    }
  | { readonly kind: 'unknown' | 'malformed' | 'unavailable' };

/**
 * What the federation says of the organisation's name: `taken` by somebody else, or `other-name`: it takes part under
 * another one.
 */
export type Naming = 'free' | 'malformed' | 'taken' | 'other-name';

export interface CheckRules {
  /** Its name in the federation, which must be known before the decision; `undefined` where none is given. */
  readonly naming: Naming | undefined;
  /** Legal forms beside those of the public sector, two digits of SCB's list. */
  readonly privateForms: readonly string[];
}

/** The automatic checks of an application, in the order in which they are told. Later ones need the register's answer. */
export function checkOrganisation(
  answer: RegisterAnswer,
  authority: Authority | undefined,
  rules: CheckRules,
): readonly Check[] {
  switch (answer.kind) {
    case 'malformed':
      return [failed('number', texts.malformed, texts.mendNumber)];
    case 'unknown':
      return [passed('number', texts.wellFormed), failed('register', texts.unknown, texts.mendUnknown)];
    case 'unavailable':
      return [
        passed('number', texts.wellFormed),
        { check: 'register', result: 'unavailable', explanation: texts.away, mend: texts.mendAway },
      ];
    case 'found':
      return [
        passed('number', texts.wellFormed),
        register(answer),
        standing(answer),
        form(answer, rules),
        signatories(authority),
        entityId(rules),
      ];
  }
}

type Found = Extract<RegisterAnswer, { kind: 'found' }>;

function register({ verified }: Found): Check {
  if (verified) return passed('register', texts.inRegister);
  return { check: 'register', result: 'warning', explanation: texts.unverified };
}

function standing({ deregisteredOn }: Found): Check {
  if (deregisteredOn === undefined) return passed('standing', texts.live);
  return failed('standing', texts.deregistered(deregisteredOn), texts.mendDeregistered);
}

function form({ naturalPerson, publicSector, legalForm }: Found, { privateForms }: CheckRules): Check {
  if (!naturalPerson && publicSector) return passed('form', texts.publicForm);
  if (naturalPerson || legalForm === undefined || !privateForms.includes(legalForm)) {
    return failed('form', texts.wrongForm, texts.mendForm);
  }
  return { check: 'form', result: 'warning', explanation: texts.privateForm };
}

function signatories(authority: Authority | undefined): Check {
  if (authority === undefined) return failed('signatories', texts.noSignatories, texts.mendSignatories);
  const missing = signaturesMissing(authority, []);
  if (missing === undefined) return failed('signatories', texts.noRule, texts.mendSignatories);
  return passed('signatories', missing === 1 ? texts.alone : texts.jointly(missing));
}

function entityId({ naming }: CheckRules): Check {
  switch (naming) {
    case undefined:
      return failed('entity-id', texts.noEntityId, texts.mendEntityId);
    case 'malformed':
      return failed('entity-id', texts.badEntityId, texts.mendEntityId);
    case 'taken':
      return failed('entity-id', texts.takenEntityId, texts.mendTaken);
    case 'other-name':
      return failed('entity-id', texts.otherEntityId, texts.mendOther);
    case 'free':
      return passed('entity-id', texts.hasEntityId);
  }
}

function passed(check: Check['check'], explanation: Text): Check {
  return { check, result: 'passed', explanation };
}

function failed(check: Check['check'], explanation: Text, mend: Text): Check {
  return { check, result: 'failed', explanation, mend };
}

const texts = {
  wellFormed: { sv: 'Organisationsnumret är rätt skrivet.', en: 'The organisation number is well-formed.' },
  malformed: {
    sv: 'Numret är inget organisationsnummer: kontrollsiffran stämmer inte.',
    en: 'The number is no organisation number: its check digit is wrong.',
  },
  mendNumber: {
    sv: 'Skriv de tio siffrorna i organisationsnumret.',
    en: 'Write the ten digits of the organisation number.',
  },
  inRegister: {
    sv: 'Organisationen finns i grunddatadomänen Företag.',
    en: 'The organisation is in the company base data.',
  },
  unverified: {
    sv: 'Organisationen finns, men ingen har jämfört numret med SCB:s register. Handläggaren behöver göra det.',
    en: 'The organisation is known, but nobody has compared its number with the register. The case handler has to.',
  },
  unknown: { sv: 'Inget register känner organisationen.', en: 'No register knows the organisation.' },
  mendUnknown: {
    sv: 'Kontrollera numret. Är det rätt: be registerhållaren om en rättelse och lämna sedan in ansökan igen.',
    en: 'Check the number. If it is right, have the register corrected and submit again.',
  },
  away: { sv: 'Registret svarar inte just nu.', en: 'The register does not answer at the moment.' },
  mendAway: {
    sv: 'Lämna in ansökan igen om en stund; inget har gått förlorat.',
    en: 'Submit again in a while; nothing is lost.',
  },
  live: { sv: 'Organisationen är inte avregistrerad.', en: 'The organisation is not deregistered.' },
  deregistered: (day: string): Text => ({
    sv: `Organisationen avregistrerades ${day}.`,
    en: `The organisation was deregistered on ${day}.`,
  }),
  mendDeregistered: {
    sv: 'Ansök med den organisation som har tagit över verksamheten.',
    en: 'Apply with the organisation that has taken over.',
  },
  publicForm: {
    sv: 'Organisationen hör till den offentliga sektorn.',
    en: 'The organisation belongs to the public sector.',
  },
  privateForm: {
    sv: 'Organisationen är en privat juridisk person. Handläggaren bedömer om den utför offentligt finansierad verksamhet.',
    en: 'The organisation is a private legal person. The case handler judges whether it provides a public service.',
  },
  wrongForm: {
    sv: 'Den juridiska formen kan inte vara medlem i Ena.',
    en: 'This legal form cannot be a member of Ena.',
  },
  mendForm: {
    sv: 'Ansök med en myndighet, kommun, region eller en juridisk person som utför välfärdstjänster.',
    en: 'Apply with an authority, a municipality, a region or a legal person that provides welfare services.',
  },
  noSignatories: {
    sv: 'Det finns ingen uppgift om vem som får teckna organisationens firma.',
    en: 'Nobody has told who may sign for the organisation.',
  },
  noRule: {
    sv: 'Firmateckningen kan inte uppfyllas av dem som är registrerade.',
    en: 'Those who are registered cannot meet the signing rule.',
  },
  mendSignatories: {
    sv: 'Lämna uppgift om firmatecknare till operatören (protokollsutdrag eller registreringsbevis) och lämna in ansökan igen.',
    en: 'Give the operator proof of who may sign, then submit again.',
  },
  noEntityId: {
    sv: 'Ansökan anger inte vad organisationen heter i federationen.',
    en: 'The application does not say under which id the organisation takes part.',
  },
  mendEntityId: {
    sv: 'Ange entityId: en https-adress under organisationens egen domän, med små bokstäver och utan snedstreck sist.',
    en: 'Give entityId: an https URL under the organisation’s own domain, in lower case, without a final slash.',
  },
  badEntityId: {
    sv: 'Organisationens namn i federationen är inte skrivet på det sätt som federationen tar emot.',
    en: 'The organisation’s id in the federation is not written as the federation takes it.',
  },
  takenEntityId: {
    sv: 'Någon annan har eller har haft det namnet i federationen.',
    en: 'Somebody else has, or has had, this id in the federation.',
  },
  mendTaken: {
    sv: 'Ange ett annat entityId: en https-adress under organisationens egen domän.',
    en: 'Give another entityId: an https URL under the organisation’s own domain.',
  },
  otherEntityId: {
    sv: 'Organisationen deltar redan i federationen under ett annat namn.',
    en: 'The organisation takes part in the federation already, under another id.',
  },
  mendOther: {
    sv: 'Ange det entityId som organisationen redan har, eller be operatören att först återkalla det.',
    en: 'Give the entityId that it has already, or ask the operator to revoke that first.',
  },
  hasEntityId: {
    sv: 'Organisationens namn i federationen är angivet.',
    en: 'The organisation’s id in the federation is given.',
  },
  alone: {
    sv: 'Firman tecknas av en person ensam.',
    en: 'One person alone signs for the organisation.',
  },
  jointly: (count: number): Text => ({
    sv: `Firman tecknas av ${count} personer i förening.`,
    en: `${count} persons jointly sign for the organisation.`,
  }),
} as const;
