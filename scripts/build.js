// Builds dist/, or the folder named: one bundle per entry point, sharing chunks, so that a start reads few files. The SDK stands alone, as ESM and as CommonJS.
// Types are written by build-types.js when packing, and left alone here.
import { readdir, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { bundleSdk } from './bundle-sdk.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const outdir = resolve(process.argv[2] ?? join(root, 'dist'))
for (const entry of await readdir(outdir).catch(() => [])) if (!entry.startsWith('types')) await rm(join(outdir, entry), { recursive: true, force: true })
await build({
  absWorkingDir: root,
  entryPoints: { cli: 'cli/main.ts', index: 'index.ts', express: 'mock-server/adapters/express.ts', msw: 'mock-server/adapters/msw.ts', vitest: 'mock-server/adapters/vitest.ts' },
  outdir,
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // Loaded only when needed, so they stay packages of their own.
  external: ['express', 'ajv', 'yaml', 'node-forge', 'fast-xml-parser', 'msw', 'vitest', '@faker-js/faker'],
  banner: { js: "import { createRequire as __createRequire } from 'node:module';const require=__createRequire(import.meta.url);" },
  sourcemap: 'linked',
  logLevel: 'warning',
})
await bundleSdk(outdir)
