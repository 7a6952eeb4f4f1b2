/** The sandbox's case handler: a test person whom its log-in offers, with an official test number. */
export const sandboxCaseHandler = { personalNumber: '199706152387', name: 'Kerstin Exempelsson' } as const;
