import type { Alarm } from './judge.ts'
import { partsOf, type Letter, type Schedule } from './schedule.ts'

/** Tells what happened, in sentences. */
export function tellStory({ letters, overtakes }: Schedule, { property, what }: Alarm): string {
  const count = letters.length
  return [
    count === 1 ? 'One delivery is enough:' : `${count} deliveries are enough:`,
    ...overtakes.map(
      (message) => `     The receipts of message ${message} come before the answer of its send.`,
    ),
    ...letters.map((letter, index) => `  ${index + 1}. ${describeLetter(letter)}`),
    `${what} (${property})`,
  ].join('\n')
}

function describeLetter(letter: Letter): string {
  if ('together' in letter)
    return `At the same time: ${letter.together.map((list) => describeList(list)).join(', and ')}`
  return `${describeList(letter.push)}${letter.restart ? '; the application restarts after its answer' : ''}`
}

const describeList = (receipts: readonly string[]): string =>
  receipts.length === 1
    ? describeReceipt(receipts[0] ?? '')
    : `In one push: ${receipts.map(describeReceipt).join(', ')}`

function describeReceipt(receipt: string): string {
  const [message, what] = partsOf(receipt)
  return what === 'inbound' ? `An answer to message ${message}` : `${what} of message ${message}`
}

/** A test for vitest that plays this schedule. */
export const testOf = (schedule: Schedule): string => `import { storm } from "chatapp-mock/lab"
import { test } from "chatapp-mock/vitest"

test('bears what a storm found', async ({ world }) => {
  await storm(world, { consumer: url, read, schedule: ${JSON.stringify(schedule)} })
})
`
