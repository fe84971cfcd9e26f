import { vi } from 'vitest'
import type { EmulatorPorts } from '../mock-server/emulator.ts'

/*
 * Watches every emulator of the whole suite: an answer that names no known rule fails the test it occurs in.
 */
vi.mock(import('../mock-server/emulator.ts'), async (importOriginal) => {
  const original = await importOriginal()
  return {
    ...original,
    createEmulator: (ports: EmulatorPorts) =>
      original.createEmulator({
        ...ports,
        onExchange(exchange) {
          if (!knowsRule(exchange.rule)) throw new Error(`The answer ${exchange.requestId} (${exchange.status} ${exchange.code}) names no known rule: ${JSON.stringify(exchange.rule)}`)
          if (exchange.evidence.source === '') throw new Error(`The rule ${exchange.rule} gives no source for its evidence`)
          ports.onExchange?.(exchange)
        },
      }),
  }
})

// Loaded after the mock is in place; rules.ts itself imports the emulator.
const { ruleOf } = await import('../mock-server/rules.ts')
const knowsRule = (id: string): boolean => ruleOf(id) !== undefined
