/** Test persons whom the sandbox's log-in offers, for a life event to happen to: twelve digits and name. */
export const people: ReadonlyMap<string, string> = new Map([
  ['199706152387', 'Kerstin Exempelsson'],
  ['198702182398', 'Lars Testsson'],
  ['198211242386', 'Wilma Testberg'],
  ['198301062397', 'Örjan Exempelsson'],
  ['197811062384', 'Märta Exempelsson'],
  ['197912082398', 'Sören Provström'],
  ['199302232385', 'Karin Provström'],
  ['198602052386', 'Riitta Rantanen'],
]);

/** A person of the list by name or number; a number that is not in it stands for itself. */
export function findPerson(given: string): { readonly number: string; readonly name: string } | undefined {
  const number = given.replace(/^(\d{8})-(\d{4})$/, '$1$2');
  if (/^\d{12}$/.test(number))
    return { number, name: people.get(number) ?? 'testpersonen / the test person' };
  const wanted = given.normalize('NFC').toLocaleLowerCase('sv');
  const found = [...people].find(([, name]) => name.toLocaleLowerCase('sv') === wanted);
  return found && { number: found[0], name: found[1] };
}
