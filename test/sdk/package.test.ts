import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { describe, expect, it, onTestFinished } from 'vitest'
import { bundleSdk } from '../../scripts/bundle-sdk.js'

const root = join(import.meta.dirname, '../..')

describe('the SDK as it is published', () => {
  it('is smaller than 30 kB minified and made of nothing but sdk/ and contracts/', async () => {
    const { metafile, outputFiles } = await build({
      absWorkingDir: root,
      entryPoints: ['sdk/index.ts'],
      bundle: true,
      minify: true,
      write: false,
      metafile: true,
      format: 'esm',
      platform: 'node',
      target: 'node20.19',
      logLevel: 'silent',
    })
    expect(outputFiles[0]?.contents.length).toBeLessThan(30_000)
    const [output] = Object.values(metafile.outputs)
    const used = Object.entries(output?.inputs ?? {}).flatMap(([file, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [file] : [],
    )
    expect(used.filter((file) => !/^(sdk|contracts)\//.test(file))).toEqual([])
    expect([...new Set(output?.imports.map(({ path }) => path))].sort()).toEqual([
      'node:crypto',
      'node:fs/promises',
      'node:os',
    ])
  })

  it.each([
    ['ESM', 'sdk.js', (file: string) => `const sdk = await import(${JSON.stringify(`file://${file}`)})`],
    [
      'CommonJS',
      'cjs/sdk.js',
      (file: string) =>
        `const sdk = process.getBuiltinModule('node:module').createRequire('/').call(undefined, ${JSON.stringify(file)})`,
    ],
  ])('can be imported as %s', async (_kind, file, load) => {
    const folder = await mkdtemp(join(tmpdir(), 'chatapp-mock-sdk-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    await bundleSdk(folder)
    const script = `${load(join(folder, file))}; console.log(Object.keys(sdk).filter((name) => name !== 'default').sort().join())`
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
    })
    expect(stderr).toBe('')
    expect(stdout.trim()).toBe(
      Object.keys(await import('../../sdk/index.ts'))
        .sort()
        .join(),
    )
  })
})
