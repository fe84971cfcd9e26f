// Every operation with state through the vendor's generated Python client, part of `npm run test:sdks`: each has to be accepted.
import { curatedOperations } from '../../../contracts/operations/index.ts'
import { buildEmulator, startEmulator } from '../emulator-process.ts'
import { run } from '../processes.ts'
import { prepare, UnavailableError } from '../toolchains.ts'

interface Said {
  readonly operation: string
  readonly code: string
  readonly message: string
}

/** Calls the operations one after the other against an emulator of their own; what each was answered. */
async function play(): Promise<readonly Said[]> {
  const [program, ...args] = (await prepare('python'))('operations.py')
  await buildEmulator()
  const emulator = await startEmulator()
  try {
    const env = { CHATAPP_MOCK_ENDPOINT: emulator.endpoint }
    const stdout = await run(program, args, { cwd: import.meta.dirname, env, timeoutSeconds: 120 })
    return stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Said)
  } finally {
    await emulator.stop()
  }
}

try {
  const said = await play()
  const missing = Object.keys(curatedOperations).filter(
    (name) => !said.some(({ operation, code }) => operation === name && code === 'OK'),
  )
  if (missing.length > 0) throw new Error(`not accepted: ${missing.join(', ')}`)
  console.log(`python: ${said.length} calls of every operation with state were accepted`)
} catch (error) {
  if (error instanceof UnavailableError) console.log(`python: operations skipped, ${error.message}`)
  else {
    console.error(`python: operations: ${(error as Error).message}`)
    process.exitCode = 1
  }
}
