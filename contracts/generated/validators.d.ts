/** Validators of the curated operations' inputs, by name of the operation. Written by scripts/generate.ts. */
declare const validators: Readonly<Record<string, unknown>>
export = validators
