import { afterEach, vi } from 'vitest'
import type { Exchange } from '../contracts/exchange.ts'
import type { EmulatorPorts } from '../mock-server/emulator.ts'

/*
 * Watches every emulator of the whole suite: an answer that names no known rule fails the test it occurs in.
 */

/** One exchange for each rule that was named since the test before. */
const named = vi.hoisted(() => new Map<string, Exchange>())

vi.mock(import('../mock-server/emulator.ts'), async (importOriginal) => {
  const original = await importOriginal()
  return {
    ...original,
    createEmulator: (ports: EmulatorPorts) =>
      original.createEmulator({
        ...ports,
        onExchange(exchange) {
          named.set(exchange.rule, exchange)
          ports.onExchange?.(exchange)
        },
      }),
  }
})

afterEach(async () => {
  if (named.size === 0) return
  const exchanges = [...named.values()]
  named.clear()
  const { ruleOf } = await import('../mock-server/rules.ts')
  for (const { requestId, status, code, rule, evidence } of exchanges) {
    if (ruleOf(rule) === undefined) throw new Error(`The answer ${requestId} (${status} ${code}) names no known rule: ${JSON.stringify(rule)}`)
    if (evidence.source === '') throw new Error(`The rule ${rule} gives no source for its evidence`)
  }
})
