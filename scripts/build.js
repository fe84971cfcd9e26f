// Builds dist/, or the folder named: the command line as one bundle, the libraries as bundles that share chunks. The SDK stands alone, as ESM and as CommonJS.
// Types are written by build-types.js when packing, and left alone here.
import { chmod, readdir, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'
import { buildPage } from './build-page.js'
import { bundleSdk } from './bundle-sdk.js'
import { packagesIn, writeNotices } from './third-party.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const outdir = resolve(process.argv[2] ?? join(root, 'dist'))
for (const entry of await readdir(outdir).catch(() => []))
  if (!entry.startsWith('types')) await rm(join(outdir, entry), { recursive: true, force: true })
const options = {
  cwd: root,
  platform: 'node',
  transform: { target: 'node20.19' },
  // Loaded only when needed, so they stay packages of their own.
  external: /^(?:express|ajv|yaml|node-forge|fast-xml-parser|msw|vitest|@faker-js\/faker|fast-check)(?:\/|$)/,
}
const output = {
  dir: outdir,
  // Most of a start is reading source, and text beyond ASCII is read slower. Names stay as they are, for stacks that say something.
  minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
  charset: 'ascii',
}
const bundled = new Set()
async function bundle(settings) {
  for (const name of packagesIn(await build(settings))) bundled.add(name)
}
// The command line shares no chunks with the libraries, and what every start reads is one file beside the entry: many small ones take longer.
// The entry waits for the command to end, and would wait for ever if what a command reads later had to wait for the entry.
const entry = join(root, 'cli/main.ts')
await bundle({
  ...options,
  input: { cli: entry },
  output: {
    ...output,
    chunkFileNames: 'chunks/cli-[name]-[hash].js',
    codeSplitting: { groups: [{ name: 'start', tags: ['$initial'], test: (id) => id !== entry }] },
  },
})
// What `exec` loads into the processes of a command stands alone.
await bundle({
  ...options,
  input: { 'exec-node': 'cli/exec/node-module.ts' },
  output: { ...output, codeSplitting: false },
})
await chmod(join(outdir, 'cli.js'), 0o755)
await bundle({
  ...options,
  input: {
    index: 'index.ts',
    express: 'mock-server/adapters/express.ts',
    msw: 'mock-server/adapters/msw.ts',
    vitest: 'mock-server/entry/vitest.ts',
    scenarios: 'scenarios/index.ts',
    lab: 'lab/index.ts',
    assert: 'mock-server/entry/assert.ts',
  },
  output: { ...output, chunkFileNames: 'chunks/[name]-[hash].js' },
})
await bundleSdk(outdir)
// What test tools need that read CommonJS, such as Jest: nothing in it is loaded by import(), which Jest refuses.
await bundle({
  ...options,
  input: {
    index: 'index.ts',
    express: 'mock-server/adapters/express.ts',
    msw: 'mock-server/adapters/msw.ts',
    assert: 'mock-server/entry/assert.ts',
  },
  output: {
    ...output,
    dir: join(outdir, 'cjs'),
    format: 'cjs',
    dynamicImportInCjs: false,
    chunkFileNames: 'chunks/[name]-[hash].js',
  },
})
await buildPage(outdir)
// The page of the inspector is built apart.
await writeNotices(root, [...bundled, 'preact'], join(outdir, 'THIRD-PARTY-NOTICES.txt'))
