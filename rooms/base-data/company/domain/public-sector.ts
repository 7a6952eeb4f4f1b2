/** Legal forms of the public sector, of the 37 in the list. */
const publicForms: ReadonlySet<string> = new Set([
  '81', // state authorities
  '82', // municipalities
  '83', // municipal associations
  '84', // regions
  '85', // social insurance offices
  '87', // public corporations and institutions
  '89', // regional state authorities
]);

export function isPublicForm(legalForm: string | undefined): boolean {
  return legalForm !== undefined && publicForms.has(legalForm);
}
