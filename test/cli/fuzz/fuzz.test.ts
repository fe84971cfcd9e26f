import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseScenarioFile } from '../../../cli/contract/files.ts'
import { openLocalTarget } from '../../../cli/contract/targets.ts'
import { fuzz } from '../../../cli/fuzz/run.ts'
import type { Target } from '../../../scenarios/target.ts'
import { runCli } from '../cli-process.ts'

let target: Target
beforeAll(async () => {
  target = await openLocalTarget('in-process')
})
afterAll(() => target.close())

/** The emulator, but for calls whose form matches: those are answered as the other says. */
const broken = (form: RegExp, answer: () => Response): Target => ({
  ...target,
  async open(given) {
    const stage = await target.open(given)
    return {
      ...stage,
      async fetch(url, init) {
        const body = await new Response(init.body ?? '').text()
        return form.test(decodeURIComponent(body)) ? answer() : stage.fetch(url, { ...init, body })
      },
    }
  },
})

const id = '7B2E6C31-0F4D-5A1B-9C77-1D2A3B4C5D6E'
const reply =
  (status: number, body: object): (() => Response) =>
  () =>
    new Response(JSON.stringify({ RequestId: id, Message: 'm', ...body }), {
      status,
      headers: { 'x-acs-request-id': id },
    })

describe('fuzz', () => {
  it('finds nothing wrong with the emulator in 500 calls', async () => {
    expect(await fuzz(target, { runs: 500, seed: 7 })).toBeUndefined()
  })

  it('makes a call that is wrongly refused as small as it can be', async () => {
    const failure = await fuzz(
      broken(/FallBackDuration=\d{4}/, reply(400, { Code: 'InvalidFallBackDuration' })),
      { runs: 500, seed: 7 },
    )
    expect(failure).toContain('InvalidFallBackDuration refuses a FallBackDuration that fits')
    const yaml = /# as a scenario[^\n]*\n([^]*?)# with curl/.exec(failure ?? '')?.[1] ?? ''
    const [step] = parseScenarioFile(yaml, 'generated.yaml').story
    expect(step).toMatchObject({ with: { FallBackDuration: 1000 } })
    expect((step as unknown as { with: { SenderList: unknown[] } }).with.SenderList).toHaveLength(1)
    expect(failure).toMatch(/curl -X POST 'http:\/\/127\.0\.0\.1:4010\/' \\\n {2}-H /)
  })

  it('finds a fault that is wrongly accepted', async () => {
    const failure = await fuzz(broken(/From=\+86/, reply(200, { Code: 'OK', GroupMessageId: '1' })), {
      runs: 500,
      seed: 7,
    })
    expect(failure).toContain('/Code is "OK"')
    expect(failure).toContain('A call whose only fault is that From has a plus is refused.')
  })

  it('repeats itself with the same seed', async () => {
    const again = (): Promise<string | undefined> =>
      fuzz(broken(/TaskId=/, reply(400, { Code: 'InvalidTaskId' })), { runs: 100, seed: 3 })
    const withoutCurl = (text: string | undefined): string | undefined =>
      text?.slice(0, text.indexOf('# with curl'))
    expect(withoutCurl(await again())).toBe(withoutCurl(await again()))
  })

  it('never goes to the live service', async () => {
    for (const name of ['live', 'https://cams.ap-southeast-1.aliyuncs.com']) {
      const { code, stderr } = await runCli('fuzz', '--target', name)
      expect({ code, said: stderr.includes('never go to the live service') }).toEqual({ code: 2, said: true })
    }
  })

  it('prints its seed, and exits with 0', async () => {
    const { code, stdout } = await runCli('fuzz', '--runs', '20', '--seed', '7')
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: '20 calls on in-process were answered as the contract says (seed 7).\n',
    })
  })
})
