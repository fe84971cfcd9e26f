import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'

/** Writes the SDK into a folder, as ESM and, under cjs/, as CommonJS. Each is one file that needs nothing else. */
export async function bundleSdk(outdir) {
  const settings = {
    cwd: join(dirname(fileURLToPath(import.meta.url)), '..'),
    input: { sdk: 'sdk/index.ts' },
    platform: 'node',
    transform: { target: 'node20.19' },
  }
  await build({ ...settings, output: { dir: outdir, format: 'esm', sourcemap: true } })
  await build({
    ...settings,
    output: { dir: join(outdir, 'cjs'), format: 'cjs', sourcemap: true, dynamicImportInCjs: false },
  })
  await mkdir(join(outdir, 'cjs'), { recursive: true })
  await writeFile(join(outdir, 'cjs/package.json'), '{ "type": "commonjs" }\n')
}
