import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stages } from '../../../mock-server/world/faults.ts'
import { faultNames, faultOf, faults } from '../../../mock-server/faults/library/index.ts'
import { faultRule } from '../../../mock-server/faults/rule.ts'

/** Files of the folder that are about faults in general. */
const general = new Set([
  'active-fault',
  'check-rules',
  'fault',
  'fault-struck',
  'index',
  'ordeal',
  'parameters',
  'pass-time',
  'rule',
  'with-body',
])

it('the index lists each file of the folder that is a fault, once', () => {
  const files = readdirSync(join(import.meta.dirname, '../../../mock-server/faults/library')).map((file) =>
    file.replace('.ts', ''),
  )
  expect([...faultNames].sort()).toEqual(files.filter((file) => !general.has(file)).sort())
  expect(new Set(faultNames).size).toBe(faultNames.length)
})

describe.each(faults.map((fault) => ({ fault, name: fault.name })))('$name', ({ fault }) => {
  it('says what happens, in one sentence', () => {
    expect(fault.summary).toMatch(/^[A-Z].*\.$/)
    expect(fault.summary.length).toBeLessThan(130)
  })

  it('has stages that exist, and can be set as its example says', () => {
    expect(fault.at.length).toBeGreaterThan(0)
    for (const stage of fault.at) expect(Object.keys(stages)).toContain(stage)
    const rule = faultRule.parse({ fault: fault.name, ...(fault.example && { with: fault.example }) })
    expect(rule.at).toBe(fault.at[0])
    // What was read can be read again: exported worlds hold it.
    expect(faultRule.parse(rule)).toEqual(rule)
    expect(faultOf(rule.fault)).toBe(fault)
  })
})
