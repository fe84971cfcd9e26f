import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** Writes the SDK into a folder, as ESM and, under cjs/, as CommonJS. Each is one file that needs nothing else. */
export async function bundleSdk(outdir) {
  const settings = {
    absWorkingDir: join(dirname(fileURLToPath(import.meta.url)), '..'),
    entryPoints: { sdk: 'sdk/index.ts' },
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    sourcemap: 'linked',
    logLevel: 'warning',
  }
  await build({ ...settings, outdir, format: 'esm' })
  await build({ ...settings, outdir: join(outdir, 'cjs'), format: 'cjs' })
  await mkdir(join(outdir, 'cjs'), { recursive: true })
  await writeFile(join(outdir, 'cjs/package.json'), '{ "type": "commonjs" }\n')
}
