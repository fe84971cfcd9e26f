import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleSdk } from '../scripts/bundle-sdk.js'

/** Measures the SDK as it is published, built into a folder that is removed afterwards. */
export async function withBuiltSdk<T>(measure: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'chatapp-mock-sdk-'))
  try {
    await bundleSdk(folder)
    return await measure(join(folder, 'sdk.js'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
