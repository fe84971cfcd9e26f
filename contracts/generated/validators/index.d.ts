/** By name of the curated operation, what reads the validator of its input. Written by scripts/generate.ts. */
export declare const compiled: Readonly<Record<string, () => Promise<{ readonly validate: unknown }>>>
