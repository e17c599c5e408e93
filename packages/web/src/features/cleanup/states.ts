/** States of an item, in the order of the filter. */
export const CleanupState = ['open', 'later', 'decided', 'dismissed', 'batched', 'written', 'refused', 'gone'] as const;
