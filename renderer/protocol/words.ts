/** What went wrong, as it is said to a person. */
export const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));
