// Writes the declarations of all entry points to dist/types, and those of the SDK and the assertions once more to dist/types-cjs, for CommonJS.
import { spawnSync } from 'node:child_process'
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const outdir = resolve(process.argv[2] ?? join(root, 'dist'))
const types = join(outdir, 'types')
const typesForCommonJs = join(outdir, 'types-cjs')

const compiler = createRequire(import.meta.url).resolve('typescript/package.json')
await Promise.all([
  rm(types, { recursive: true, force: true }),
  rm(typesForCommonJs, { recursive: true, force: true }),
])
const { status } = spawnSync(
  process.execPath,
  [join(dirname(compiler), 'bin/tsc'), '--project', join(root, 'tsconfig.types.json'), '--outDir', types],
  { stdio: 'inherit' },
)
if (status !== 0) process.exit(status ?? 1)

/** Sources import each other as `.ts`; what is published lies beside JavaScript. */
for (const file of await declarationsIn(types)) {
  const text = await readFile(file, 'utf8')
  await writeFile(
    file,
    text.replaceAll(/((?:from|import)\s*\(?\s*['"])(\.{1,2}\/[^'"]+)\.ts(['"])/g, '$1$2.js$3'),
  )
}

const forCommonJs = new Set()
for (const entry of ['sdk/index.d.ts', 'mock-server/entry/assert.d.ts'])
  await reachableFrom(join(types, entry), forCommonJs)
for (const file of forCommonJs) await cp(file, join(typesForCommonJs, relative(types, file)))
await mkdir(typesForCommonJs, { recursive: true })
await writeFile(join(typesForCommonJs, 'package.json'), '{ "type": "commonjs" }\n')

async function declarationsIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
}

async function reachableFrom(file, found = new Set()) {
  if (found.has(file)) return found
  found.add(file)
  for (const [, specifier] of (await readFile(file, 'utf8')).matchAll(
    /(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)\.js['"]/g,
  ))
    await reachableFrom(`${resolve(dirname(file), specifier)}.d.ts`, found)
  return found
}
