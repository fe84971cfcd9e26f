export function bundleSdk(outdir: string): Promise<void>
