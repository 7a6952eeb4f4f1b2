/** The id under which other rooms name this one in `needs`. It offers nothing yet. */
export const indexingId = 'blocks/indexing';
