import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faults } from '../../../mock-server/faults/library/index.ts'
import { startMockServer, type MockServer } from '../../../mock-server/entry/start-mock-server.ts'
import { describePopError } from '../node/describe-pop-error.ts'
import { describeTeaError } from '../node/describe-tea-error.ts'
import type { Answer, Send } from '../node/run-cases.ts'
import { camsSender, popSender } from '../node/senders.ts'
import { faultCases } from './cases.ts'
import { arrange, message } from './meet.ts'
import { keepOutcomes, knownOutcomes, type Outcome } from './outcomes.ts'

/*
 * What the vendor's clients for Node make of each fault, beside what is recorded of it. Clients in other languages, timeouts and
 * certificates follow in `npm run test:sdks`. UPDATE_OUTCOMES=1 writes what is found here.
 */

const clients: Readonly<
  Record<string, { readonly send: (endpoint: string) => Send; readonly describe: (error: unknown) => Answer }>
> = {
  'node-cams-v3': { send: (endpoint) => camsSender('v3', { endpoint }), describe: describeTeaError },
  'node-pop-post': { send: (endpoint) => popSender('POST', { endpoint }), describe: describePopError },
}

let server: MockServer
beforeAll(async () => {
  server = await startMockServer({ clock: 'virtual' })
})
afterAll(() => server.close())

const inVitest = faultCases.filter(({ of, waits }) => of !== 'https' && !waits)

describe.each(Object.entries(clients))('%s', (name, { send, describe: describeError }) => {
  const found: Record<string, Outcome> = {}
  afterAll(() => {
    if (process.env['UPDATE_OUTCOMES'] === '1')
      keepOutcomes({ [name]: { ...knownOutcomes()[name], ...found } })
  })

  it.each(inVitest.map((each) => [each.name, each] as const))('meets %s', async (caseName, each) => {
    // Nobody has a connection to a server that is new.
    const met = each.of === 'port' ? await startMockServer({ clock: 'virtual' }) : server
    const { row, outcome } = await arrange(each, met)
    const { host } = new URL(met.url)
    let errorType: string | null = null
    let answer: Answer | undefined
    for (let call = 0; call < row.calls && errorType === null; call++) {
      try {
        answer = await send(host)(
          {
            ...message,
            From: row.from,
            SenderList: [{ To: '8613800000001', TemplateParams: { name: 'Ann', order: 'A1' } }],
          },
          row,
        )
      } catch (error) {
        errorType = (error as object).constructor.name
        answer = describeError(error)
      }
    }
    found[caseName] = await outcome({ errorType, code: answer?.code })
    if (met !== server) await met.close()
    if (process.env['UPDATE_OUTCOMES'] !== '1')
      expect(found[caseName]).toEqual(knownOutcomes()[name]?.[caseName])
  })
})

describe('what is recorded', () => {
  const known = Object.entries(knownOutcomes())
  it('is every fault an API client can see, by two SDKs at least', () => {
    const ofClients = faults.filter(({ at }) => !at.includes('callback')).map(({ name }) => name)
    const seenBy = (fault: string): number =>
      known.filter(([, outcomes]) =>
        faultCases.some(({ name, rule }) => rule.fault === fault && outcomes[name] !== undefined),
      ).length
    expect(ofClients.filter((fault) => seenBy(fault) < 2)).toEqual([])
  })
})
