/** The id under which other rooms name this one in `needs`. It offers nothing: whoever collects feedback calls its API. */
export const feedbackId = 'governance/feedback';
