import * as z from 'zod'
import type { Door } from '../../mock-server/ports/door.ts'
import { checkRules } from '../../mock-server/control/check-fault-rules.ts'
import { faultRule } from '../../mock-server/faults/rule.ts'
import type { FaultRule } from '../../mock-server/world/faults.ts'
import { createDirectory } from '../../mock-server/world-file/create-directory.ts'
import type { WorldDocument } from '../../mock-server/world-file/world-document.ts'
import { demoDocument } from '../../mock-server/world-file/demo-document.ts'
import { readYaml } from '../../mock-server/world-file/yaml-file.ts'
import { readText } from '../read-text.ts'

const faultsFile = z.strictObject({ faults: z.array(faultRule) })

/** Reads a file of faults for a server that is about to start. Throws `UsageError` with file, line and nearest name of everything that is wrong. */
export async function readFaultsFile(
  file: string,
  {
    document = demoDocument(),
    https,
  }: { readonly document: WorldDocument | undefined; readonly https: boolean },
): Promise<FaultRule[]> {
  const world = { directory: createDirectory(document), faults: [] }
  const door: Door = { tls: https, follow: async () => undefined }
  const { faults } = await readYaml(await readText(file), file, faultsFile, async (data) => {
    const complaints = await checkRules(data.faults, world, {
      doors: new Set([door]),
      worlds: { demo: world } as never,
    })
    return complaints.map(({ path, message }) => ({ path: ['faults', ...path], message }))
  })
  return faults
}

/** Reads a file of faults for a server that runs already, and knows better than this program what it has. */
export async function readFaults(file: string): Promise<FaultRule[]> {
  const { faults } = await readYaml(await readText(file), file, faultsFile, async (data) =>
    (await checkRules(data.faults)).map(({ path, message }) => ({ path: ['faults', ...path], message })),
  )
  return faults
}
