import type { FeatureRoute } from '../../shell/feature-route.ts';

/** The pages of this feature. */
export const pages: FeatureRoute[] = [];
