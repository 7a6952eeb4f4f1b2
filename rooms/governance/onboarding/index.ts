/** The id under which other rooms name this one in `needs`. It offers nothing yet: its API serves the portal. */
export const onboardingId = 'governance/onboarding';
