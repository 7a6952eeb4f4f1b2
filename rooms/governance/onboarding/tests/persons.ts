/** Test persons with official test numbers. The first five sign for the sandbox's organisations. */
export const persons = {
  chair: { personalNumber: '197811062384', name: 'Märta Exempelsson' },
  director: { personalNumber: '198301062397', name: 'Örjan Exempelsson' },
  deputy: { personalNumber: '198309112392', name: 'Erik Testberg' },
  head: { personalNumber: '197708162396', name: 'Nils Testsson' },
  alone: { personalNumber: '198211242386', name: 'Wilma Testberg' },
  clerk: { personalNumber: '199912302396', name: 'Åsa Provström' },
  technician: { personalNumber: '199906042396', name: 'Pär Provström' },
  stranger: { personalNumber: '200412112385', name: 'Amina Öbergtest' },
  handler: { personalNumber: '199706152387', name: 'Kerstin Exempelsson' },
} as const;

export type TestPerson = (typeof persons)[keyof typeof persons];
