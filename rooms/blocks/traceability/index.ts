/** The id under which other rooms name this one in `needs`. It offers nothing yet: its answers are public HTTP. */
export const traceabilityId = 'blocks/traceability';
