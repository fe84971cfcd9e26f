/** By name of the curated operation, what reads the schema and the validator of its input. Written by scripts/generate.ts. */
export declare const printed: Readonly<Record<string, () => Promise<{ readonly schema: unknown; readonly validate: unknown }>>>
