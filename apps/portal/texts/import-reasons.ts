/** What is wrong with a row of a list, by the API's code, which answers in English. */
export const importReasonsSv: Readonly<Record<string, string>> = {
  'grantor-invalid': 'Organisationen kan inte ge fullmakten.',
  'grantor-role-not-allowed': 'Mallens fullmakter kan inte ges av en organisation.',
  'holder-missing': 'Skriv minst en fullmaktshavare.',
  'holder-invalid':
    'Kontrollera numret: tolv siffror för en person, tio för en organisation, och rätt kontrollsiffra. Var och en får stå en gång. Skriv namnet om inget register känner till numret.',
  'holder-role-not-allowed': 'Mallens fullmakter kan inte ges till en sådan part.',
  'permission-missing': 'Skriv minst en behörighet.',
  'permission-unknown': 'Mallen har ingen sådan behörighet.',
  'permission-duplicated': 'Skriv varje behörighet en gång.',
  'permission-obligatory': 'En behörighet som alltid ingår i mallen saknas.',
  'end-missing': 'Skriv en sista dag. Mallen kräver det.',
  'too-long': 'Tiden är längre än mallen tillåter.',
  'wrong-day':
    'Skriv en dag som finns, till exempel 2027-01-31. Den första är tidigast i dag, och den sista inte före den.',
  'limit-not-allowed': 'Så kan mallens fullmakter inte begränsas. Skriv varje begränsning en gång.',
  'delegation-not-allowed': 'Mallens fullmakter kan inte ges vidare.',
  'template-unknown': 'Mallen finns inte. Skriv dess id, som i en hämtad lista.',
  'template-national': 'Mallen är nationell. Skriv id för mottagarens egen mall.',
  'template-not-published': 'Mallen kan inte användas nu.',
  'template-changed': 'Mallen har ändrats. Skicka listan igen.',
  'register-away': 'Ett register svarar inte. Skicka listan igen senare.',
  'names-spent': 'För många personer på en timme. Skicka samma lista igen om en timme.',
  'parent-unknown': 'Raden stämmer inte med det som har lämnats förut. Skicka den i en ny lista.',
  'key-reused': 'Raden stämmer inte med det som har lämnats förut. Skicka den i en ny lista.',
  'too-many-rows': 'En lista har högst 2 000 rader. Skicka den här raden och de följande i en annan.',
  'stray-quote': 'Text följer efter ett avslutande citattecken. Dubbla de citattecken som hör till texten.',
  'open-quote': 'Ett citattecken avslutas aldrig.',
  'row-too-long': 'Raden är längre än 65 536 tecken.',
  'bad-cell':
    'En cell går inte att läsa: skriv ja eller nej under vidaredelning, högst 50 fullmaktshavare och 50 begränsningar, och namn på en rad i samma ordning som numren.',
};
