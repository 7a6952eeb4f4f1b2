import type { Language } from './language.ts';

const sv = {
  skip: 'Hoppa till innehållet',
  service: 'Ena identitet',
  other: 'In English',
  logIn: 'Logga in',
  sign: 'Skriv under',
  to: 'Du loggar in hos',
  signFor: 'Du skriver under för',
  message: 'Meddelande från tjänsten',
  signMessage: 'Det här skriver du under',
  testMethod: 'Testlegitimation',
  testExplained: 'Bara för test: välj en påhittad person med ett av Skatteverkets testnummer.',
  person: 'Person',
  choosePerson: 'Välj person',
  level: 'Tillitsnivå',
  continueTest: 'Fortsätt med testlegitimation',
  signTest: 'Skriv under med testlegitimation',
  continueWith: 'Fortsätt med',
  cancel: 'Avbryt',
  noMethod: 'Det finns inget sätt att logga in på som tjänsten godtar. Avbryt och kontakta tjänsten.',
  wrongChoice: 'Välj en person och en tillitsnivå i listorna.',
  errorTitle: 'Det gick inte',
  errorText: 'Inloggningen kunde inte slutföras. Gå tillbaka till tjänsten du kom från och försök igen.',
  errorCode: 'Felkod',
  expired: 'Inloggningen har gått ut eller är redan avslutad.',
  upstreamFailed:
    'Den andra legitimeringstjänsten kunde inte intyga vem du är. Försök igen eller välj ett annat sätt.',
  signatureFailed:
    'Underskriften kunde inte göras eller styrkas. Ingenting har undertecknats. Försök igen eller avbryt.',
  otherPerson:
    'Du legitimerade dig som en annan person än den som ska göra detta. Ingenting har undertecknats. Försök igen eller avbryt.',
  noSigning:
    'Det finns inget sätt att skriva under på som tjänsten godtar just nu. Avbryt och kontakta tjänsten.',
  signWith: 'Skriv under med',
  leaving: 'Texten är klar att skriva under hos',
  logOut: 'Logga ut',
  logOutQuestion: 'Vill du logga ut?',
  logOutExplained: 'Du loggas ut här och från de tjänster som du har loggat in i härifrån.',
  logOutYes: 'Ja, logga ut',
  logOutNo: 'Nej, fortsätt vara inloggad',
  loggedOut: 'Du är utloggad',
  loggedOutText: 'Stäng webbläsaren om du delar dator med andra.',
} as const;

type Texts = { readonly [Key in keyof typeof sv]: string };

const en: Texts = {
  skip: 'Skip to content',
  service: 'Ena identity',
  other: 'På svenska',
  logIn: 'Log in',
  sign: 'Sign',
  to: 'You are logging in to',
  signFor: 'You are signing for',
  message: 'Message from the service',
  signMessage: 'This is what you sign',
  testMethod: 'Test e-identification',
  testExplained:
    'For tests only: choose an invented person with one of the Swedish Tax Agency’s test numbers.',
  person: 'Person',
  choosePerson: 'Choose a person',
  level: 'Level of assurance',
  continueTest: 'Continue with the test e-identification',
  signTest: 'Sign with the test e-identification',
  continueWith: 'Continue with',
  cancel: 'Cancel',
  noMethod: 'There is no way to log in that the service accepts. Cancel, and contact the service.',
  wrongChoice: 'Choose a person and a level of assurance from the lists.',
  errorTitle: 'It did not work',
  errorText: 'The log-in could not be completed. Go back to the service you came from and try again.',
  errorCode: 'Error code',
  expired: 'The log-in has expired or was completed already.',
  upstreamFailed: 'The other provider could not vouch for you. Try again, or choose another way.',
  signatureFailed:
    'The signature could not be made or proven. Nothing has been signed. Try again, or cancel.',
  otherPerson:
    'You identified yourself as another person than the one who is to do this. Nothing has been signed. Try again, or cancel.',
  noSigning: 'There is no way to sign that the service accepts right now. Cancel, and contact the service.',
  signWith: 'Sign with',
  leaving: 'The text is ready to be signed at',
  logOut: 'Log out',
  logOutQuestion: 'Do you want to log out?',
  logOutExplained: 'You are logged out here, and of the services that you logged in to from here.',
  logOutYes: 'Yes, log out',
  logOutNo: 'No, stay logged in',
  loggedOut: 'You are logged out',
  loggedOutText: 'Close the browser if you share the computer with others.',
};

export function textsIn(language: Language): Texts {
  return language === 'sv' ? sv : en;
}
