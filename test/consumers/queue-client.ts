import { isDeepStrictEqual } from 'node:util'
import { startEmulator } from './emulator-process.ts'
import type { ExampleResult } from './examples.ts'
import { run } from './processes.ts'
import type { Command } from './toolchains.ts'

type Line = Readonly<Record<string, unknown>> & { readonly tried: string }

const template = {
  MsgFrameType: 'template',
  TaskId: 'queue-1',
  To: '8613800000001',
  TemplateCode: '1119000000000000001',
}

/** What the program must have seen, by what it tried; of items, these fields. */
const expected: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  empty: { code: 'MessageNotExist' },
  'long-poll': { item: { Status: 'Sent', ...template }, count: 1 },
  'stale-handle': { code: 'MessageNotExist' },
  batch: { items: [{ Status: 'Delivered', ...template }] },
  attributes: { active: 0, inactive: 0 },
  'wrong-secret': { code: 'SignatureDoesNotMatch' },
  'wrong-token': { code: 'InvalidSecurityToken' },
}

/** Lets the vendor's Python client for queues consume the receipts of one message. */
export async function runQueueClient(commandOf: (program: string) => Command): Promise<ExampleResult> {
  const [program, ...args] = commandOf('consume_queue.py')
  const emulator = await startEmulator()
  try {
    const output = await run(program, [...args], {
      cwd: import.meta.dirname,
      env: { CHATAPP_MOCK_ENDPOINT: emulator.endpoint, PYTHONWARNINGS: 'ignore' },
      timeoutSeconds: 60,
    })
    const lines = new Map(
      output
        .trim()
        .split('\n')
        .map((text) => JSON.parse(text) as Line)
        .map((line) => [line.tried, line]),
    )
    const wrong = Object.entries(expected).find(
      ([tried, fields]) => !isDeepStrictEqual(likeOf(lines.get(tried), fields), fields),
    )
    const said =
      wrong === undefined
        ? ''
        : `${wrong[0]}: expected ${JSON.stringify(wrong[1])}, got ${JSON.stringify(lines.get(wrong[0]))}`
    return { name: 'aliyun-mns-sdk', verdict: wrong === undefined ? 'pass' : 'FAIL', said }
  } catch (error) {
    return { name: 'aliyun-mns-sdk', verdict: 'FAIL', said: (error as Error).message }
  } finally {
    await emulator.stop()
  }
}

/** Of a value the parts that another one has, for comparing the two. */
function likeOf(value: unknown, model: unknown): unknown {
  if (Array.isArray(model) && Array.isArray(value))
    return value.map((each, index) => likeOf(each, model[index]))
  if (typeof model !== 'object' || model === null || typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(model).map(([name, part]) => [
      name,
      likeOf((value as Record<string, unknown>)[name], part),
    ]),
  )
}
