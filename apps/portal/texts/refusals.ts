/** What the onboarding API refuses, in plain words, by the last part of the problem's `type`. */
const sv = {
  'step-not-open': 'Ärendet står inte längre där steget börjar. Gå tillbaka och läs ärendet på nytt.',
  'step-not-yours': 'Det är någon annan som tar det här steget.',
  'reason-missing': 'Skriv varför.',
  'mend-missing': 'Skriv vad som ska rättas.',
  'changed-meanwhile': 'Någon har ändrat ärendet sedan du läste det. Gå tillbaka och läs det på nytt.',
  'idempotency-key-reused': 'Formuläret har redan skickats. Öppna det på nytt om du vill skicka något annat.',
  'application-exists': 'Organisationen har redan en ansökan, eller är redan ansluten.',
  'bad-organisation-number': 'Organisationsnumret stämmer inte. Kontrollera de tio siffrorna.',
  'already-signed': 'Du har redan skrivit under det här avtalet.',
  'signature-refused':
    'Underskriften gick inte att ta emot. Skriv under på nytt med din egen e-legitimation.',
  'no-agreement': 'Avtalet är inte upprättat ännu. Rätta det som kontrollerna pekar på och skicka in igen.',
  'not-a-member': 'Organisationen är inte ansluten ännu, eller tjänsten är inte publicerad.',
  'unknown-trust-mark': 'Ingen utfärdar det tillitsmärket.',
  'unknown-requirement': 'Tillitsmärket ställer inte det kravet.',
  'invalid-body': 'Något i formuläret har en form som inte går att ta emot. Gå tillbaka och kontrollera det.',
  'body-too-large': 'Det du skickade är för stort.',
  'too-many-requests': 'Det kom för många försök på kort tid. Vänta en minut och försök igen.',
} as const;

const en = {
  'step-not-open': 'The matter no longer stands where the step begins. Go back and read the matter again.',
  'step-not-yours': 'Someone else takes this step.',
  'reason-missing': 'Write why.',
  'mend-missing': 'Write what is to be put right.',
  'changed-meanwhile': 'Someone has changed the matter since you read it. Go back and read it again.',
  'idempotency-key-reused':
    'The form has been sent already. Open it again if you want to send something else.',
  'application-exists': 'The organisation has an application already, or is connected already.',
  'bad-organisation-number': 'The organisation number is not right. Check the ten digits.',
  'already-signed': 'You have signed this agreement already.',
  'signature-refused': 'The signature could not be taken. Sign again with your own electronic identity.',
  'no-agreement': 'No agreement is prepared yet. Put right what the checks point at and submit again.',
  'not-a-member': 'The organisation is not connected yet, or the service is not published.',
  'unknown-trust-mark': 'Nobody issues that trust mark.',
  'unknown-requirement': 'The trust mark does not ask that.',
  'invalid-body': 'Something in the form cannot be taken as it is. Go back and check it.',
  'body-too-large': 'What you sent is too large.',
  'too-many-requests': 'There were too many attempts in a short time. Wait a minute and try again.',
} as const;

export const refusalTexts = { sv, en };
