import { Default } from 'typebox/value';
import { type OnboardingConfig, onboardingConfig } from '../config.ts';

/** The room's configuration where nothing is configured. */
export const defaultConfig = Default(onboardingConfig, {}) as OnboardingConfig;
