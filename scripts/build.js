// Builds dist/, or the folder named: the command line as one bundle, the libraries as bundles that share chunks. The SDK stands alone, as ESM and as CommonJS.
// Types are written by build-types.js when packing, and left alone here.
import { readdir, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { bundleSdk } from './bundle-sdk.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const outdir = resolve(process.argv[2] ?? join(root, 'dist'))
for (const entry of await readdir(outdir).catch(() => [])) if (!entry.startsWith('types')) await rm(join(outdir, entry), { recursive: true, force: true })
const options = {
  absWorkingDir: root,
  outdir,
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // Loaded only when needed, so they stay packages of their own.
  external: ['express', 'ajv', 'yaml', 'node-forge', 'fast-xml-parser', 'msw', 'vitest', '@faker-js/faker', 'fast-check'],
  banner: { js: "import { createRequire as __createRequire } from 'node:module';const require=__createRequire(import.meta.url);" },
  // Most of a start is reading source. Names stay as they are, for stacks that say something.
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: 'warning',
}
// The command line shares no chunks with the libraries: its start would have to read more and smaller files.
await build({ ...options, entryPoints: { cli: 'cli/main.ts' }, chunkNames: 'chunks/cli-[name]-[hash]' })
await build({
  ...options,
  entryPoints: { index: 'index.ts', express: 'mock-server/adapters/express.ts', msw: 'mock-server/adapters/msw.ts', vitest: 'mock-server/adapters/vitest.ts', scenarios: 'scenarios/index.ts' },
})
await bundleSdk(outdir)
