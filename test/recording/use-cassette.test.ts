import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setupServer } from 'msw/node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mswCassetteHandlers } from '../../mock-server/adapters/msw.ts'
import { startMockServer } from '../watched-emulators.ts'
import type { MockServer } from '../../mock-server/entry/start-mock-server.ts'
import { redactionKey } from '../../recording/redaction/redaction-key.ts'
import { createRedactor } from '../../recording/redaction/redactor.ts'
import { openCassetteFile } from '../../recording/cassette-file.ts'
import { useCassette, type CassetteUseOptions } from '../../recording/use-cassette.ts'
import { createClient } from '../../sdk/client.ts'
import { massSend } from '../signed-requests.ts'

let folder: string
let file: string
let server: MockServer
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cassettes-'))
  file = join(folder, 'calls.cassette')
  server = await startMockServer({ clock: 'virtual' })
})
afterEach(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

const key = 'a key for tests only'
const to = (number: string) =>
  massSend({ SenderList: [{ To: number, TemplateParams: { name: 'Ann', order: 'A-1' } }] }) as never

/** Sends to each number through a cassette; gives the GroupMessageIds, or the codes of refusals. */
async function sendThrough(options: CassetteUseOptions, numbers: readonly string[], endpoint = server.url) {
  const cassette = useCassette(file, { key, now: () => Date.UTC(2026, 0, 1), ...options })
  const client = createClient({
    endpoint,
    credentials: { accessKeyId: 'mock-ak-1', accessKeySecret: 'mock-sk-1' },
    retry: { attempts: 1 },
    fetch: cassette.fetch,
  })
  const ids: unknown[] = []
  for (const number of numbers)
    ids.push(
      await client.sendChatappMassMessage(to(number)).then(
        ({ GroupMessageId }) => GroupMessageId,
        ({ code }: { code: string }) => code,
      ),
    )
  await cassette.close()
  return { ids, ...cassette.counts }
}

const sent = (): number => [...server.world.batches.values()].length

describe('a cassette in use by the SDK', () => {
  it('records, and replays without a call', async () => {
    const first = await sendThrough({ mode: 'record' }, ['8613800000001', '8613800000002'])
    expect(first).toMatchObject({ recorded: 2, replayed: 0 })
    expect(await readFile(file, 'utf8')).not.toMatch(/8613800000001|mock-ak-1|Signature|nonce/i)
    expect(
      await sendThrough({ mode: 'replay-or-fail' }, ['8613800000002', '8613800000001'], 'http://127.0.0.1:9'),
    ).toMatchObject({ ids: [first.ids[1], first.ids[0]], replayed: 2, missed: 0 })
    expect(sent()).toBe(2)
  })

  it('keeps no key, token or signature that an answer repeats', async () => {
    const token = 'CAIS8wF1q6Ft5B2yfSjIr5bMf=/+ThisIsNobodysToken'
    const cassette = useCassette(file, { mode: 'record', key })
    const client = createClient({
      endpoint: server.url,
      credentials: { accessKeyId: 'STS.NUqQ1abcdefghijk', accessKeySecret: 'x', securityToken: token },
      signature: 'V1',
      retry: { attempts: 1 },
      fetch: async (url, init) => cassette.fetch(url, init),
    })
    await expect(client.sendChatappMassMessage(to('8613800000001'))).rejects.toThrow()
    const signed = createClient({
      endpoint: server.url,
      credentials: { accessKeyId: 'mock-ak-1', accessKeySecret: 'wrong' },
      signature: 'V1',
      style: 'query',
      retry: { attempts: 1 },
      fetch: cassette.fetch,
    })
    await expect(signed.sendChatappMassMessage(to('8613800000001'))).rejects.toMatchObject({
      code: 'SignatureDoesNotMatch',
    })
    await cassette.close()
    const text = await readFile(file, 'utf8')
    const revealed = [...openCassetteFile(file, { redactor: createRedactor(redactionKey(key)) }).recordings()]
      .map((recording) => JSON.stringify(createRedactor(redactionKey(key)).reveal(recording)))
      .join('')
    for (const secret of [token, encodeURIComponent(token), 'NUqQ1abcdefghijk', 'mock-ak-1'])
      expect({ secret, raw: text.includes(secret), revealed: revealed.includes(secret) }).toEqual({
        secret,
        raw: false,
        revealed: false,
      })
  })

  it('replay: what is missing goes to the target and is added, with the same pseudonyms', async () => {
    const first = await sendThrough({ mode: 'record' }, ['8613800000001'])
    const second = await sendThrough({ mode: 'replay' }, ['8613800000001', '8613800000002'])
    expect(second).toMatchObject({ ids: [first.ids[0], second.ids[1]], replayed: 1, recorded: 1 })
    expect(await sendThrough({ mode: 'replay-or-fail' }, ['8613800000001', '8613800000002'])).toMatchObject({
      ids: second.ids,
    })
    expect(sent()).toBe(2)
  })

  it('replay without a file records', async () => {
    expect(await sendThrough({ mode: 'replay' }, ['8613800000001'])).toMatchObject({ recorded: 1 })
    expect(await readdir(folder)).toEqual(['calls.cassette'])
  })

  it('replay-or-fail lets nothing out, and says why', async () => {
    await sendThrough({ mode: 'record' }, ['8613800000001'])
    const complaints: string[] = []
    expect(
      await sendThrough({ mode: 'replay-or-fail', onMiss: (message) => complaints.push(message) }, [
        '8613800000001',
        '8613800000001',
        '85291234567',
      ]),
    ).toMatchObject({
      ids: [expect.stringMatching(/^\d+$/), 'Cassette.NoMatch', 'Cassette.NoMatch'],
      replayed: 1,
      missed: 2,
    })
    expect(complaints).toEqual([
      expect.stringContaining('all recordings of it are used up'),
      expect.stringContaining('/SenderList/0/To: asked "85291234567", recorded "8613800000001"'),
    ])
    expect(sent()).toBe(1)
    expect(() => useCassette(join(folder, 'none'), { mode: 'replay-or-fail' })).toThrow(
      'there is no such file',
    )
  })

  it('passthrough records nothing', async () => {
    expect(await sendThrough({ mode: 'passthrough' }, ['8613800000001'])).toMatchObject({
      recorded: 0,
      replayed: 0,
    })
    expect(await readdir(folder)).toEqual([])
  })

  it('leaves the file as it is when a new recording tells the same, but for ids and moments', async () => {
    await sendThrough({ mode: 'record' }, ['8613800000001'])
    const before = await readFile(file, 'utf8')
    await sendThrough({ mode: 'record', now: () => Date.UTC(2026, 5, 1) }, ['8613800000001'])
    expect(await readFile(file, 'utf8')).toBe(before)
    await sendThrough({ mode: 'record' }, ['8613800000003'])
    expect(await readFile(file, 'utf8')).not.toBe(before)
  })

  it('adds nothing to a cassette whose key it does not have', async () => {
    await sendThrough({ mode: 'record' }, ['8613800000001'])
    expect(() => useCassette(file, { mode: 'replay' })).toThrow(
      /was redacted with the key [0-9a-f]{8}, without which nothing can be added: give it, replay only \(replay-or-fail\), or record anew/,
    )
    expect(() => useCassette(file, { mode: 'replay', redact: false })).toThrow(
      'without which nothing can be added',
    )
  })

  it('is whole whoever records at once, and holds nothing that was answered after its end', async () => {
    const [one, other] = [
      useCassette(file, { mode: 'record', redact: false }),
      useCassette(file, { mode: 'record', redact: false }),
    ]
    const send = (through: typeof one, number: string) =>
      createClient({
        endpoint: server.url,
        credentials: { accessKeyId: 'mock-ak-1', accessKeySecret: 'mock-sk-1' },
        fetch: through.fetch,
      }).sendChatappMassMessage(to(number))
    await Promise.all(
      ['8613800000001', '8613800000002', '8613800000003'].flatMap((number) => [
        send(one, number),
        send(other, number),
      ]),
    )
    await Promise.all([one.close(), other.close()])
    const late = useCassette(file, { mode: 'record', redact: false })
    const answered = send(late, '8613800000004')
    await late.close()
    await answered
    await other.close()
    expect([...openCassetteFile(file).recordings()]).toHaveLength(3)
    expect(await readdir(folder)).toEqual(['calls.cassette'])
  })

  it('is refused where it could not be written', () => {
    expect(() => useCassette(join(folder, 'none', 'calls.cassette'), { mode: 'record' })).toThrow(
      'there is no such folder',
    )
    expect(() => useCassette(folder, { mode: 'replay-or-fail' })).toThrow(
      `Cannot read ${folder}: it is a folder.`,
    )
  })

  it('leaves a damaged one as it is', async () => {
    await writeFile(file, '{"cassette":1}\n{"call":')
    expect(() => useCassette(file, { mode: 'replay' })).toThrow(
      `${file}:2: the text ends in the middle of a document`,
    )
    expect(await readFile(file, 'utf8')).toBe('{"cassette":1}\n{"call":')
  })

  it('keeps the order of asking, whichever answer comes first', async () => {
    const cassette = useCassette(file, { mode: 'record', redact: false })
    let release: (() => void) | undefined
    const ask = (name: string, wait?: Promise<void>) =>
      cassette.handle(
        {
          method: 'POST',
          url: `/?Action=A&Name=${name}`,
          headers: {},
          body: new Uint8Array(),
          secure: false,
        },
        async () => (await wait, { status: 200, headers: {}, body: '' }),
      )
    const slow = ask('first', new Promise((resolve) => (release = resolve)))
    await ask('second')
    release?.()
    await slow
    await cassette.close()
    expect((await readFile(file, 'utf8')).match(/"Name": "\w+"/g)).toEqual([
      '"Name": "first"',
      '"Name": "second"',
    ])
  })
})

describe('a cassette in use through msw', () => {
  it('records what passes, and replays it', async () => {
    const { host } = new URL(server.url)
    const play = async (mode: 'record' | 'replay-or-fail') => {
      const cassette = useCassette(file, { mode, key })
      const interceptor = setupServer(...mswCassetteHandlers(cassette, host))
      interceptor.listen({ onUnhandledRequest: 'error' })
      const answer = await createClient({
        endpoint: server.url,
        credentials: { accessKeyId: 'mock-ak-1', accessKeySecret: 'mock-sk-1' },
      }).sendChatappMassMessage(to('8613800000001'))
      interceptor.close()
      await cassette.close()
      return answer
    }
    const recorded = await play('record')
    expect(sent()).toBe(1)
    expect(await play('replay-or-fail')).toEqual(recorded)
    expect(sent()).toBe(1)
  })
})

describe('recording', () => {
  const target = (answer: () => Response) => {
    let carriedOut = 0
    return {
      fetch: async () => {
        carriedOut++
        return answer()
      },
      carriedOut: () => carriedOut,
    }
  }
  const call = {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'Action=SendChatappMessage&Content=x',
  }
  const deep = `${'['.repeat(8000)}${']'.repeat(8000)}`
  const bodies = [
    '<!DOCTYPE html><html><body>502 Bad Gateway</body></html>',
    '<a href="x">',
    deep,
    '',
    '\ufeff{"Code":"OK"}',
  ]

  it.each(bodies.map((body) => [body.slice(0, 30), body]))(
    'never changes the answer: %j',
    async (_, body) => {
      const { fetch, carriedOut } = target(() => new Response(body, { status: 502 }))
      const cassette = useCassette(file, { mode: 'record', key, fetch })
      const response = await cassette.fetch('http://127.0.0.1:1/', call)
      expect(response.status).toBe(502)
      expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from(body))
      expect(carriedOut()).toBe(1)
      await cassette.close()
      expect(cassette.counts.recorded).toBe(1)
    },
  )

  it('never changes a call whose parameters are nested without end', async () => {
    const { fetch } = target(() => new Response('{"Code":"OK"}'))
    const cassette = useCassette(file, { mode: 'record', key, fetch })
    const response = await cassette.fetch('http://127.0.0.1:1/', { ...call, body: `Action=X&Y=${deep}` })
    expect(await response.text()).toBe('{"Code":"OK"}')
    await cassette.close()
    expect(await readFile(file, 'utf8')).toContain('"Y": "***"')
  })

  it('hands on and replays bytes that are no text', async () => {
    const bytes = Buffer.from([0x89, 0x50, 0, 0xff, 0xfe, 0x0a])
    const { fetch } = target(() => new Response(bytes, { headers: { 'content-type': 'image/png' } }))
    const cassette = useCassette(file, { mode: 'record', redact: false, fetch })
    const received = await cassette.fetch('http://127.0.0.1:1/', call)
    expect(Buffer.from(await received.arrayBuffer())).toEqual(bytes)
    await cassette.close()
    const again = useCassette(file, { mode: 'replay-or-fail' })
    const replayed = await again.fetch('http://127.0.0.1:1/', call)
    expect(Buffer.from(await replayed.arrayBuffer())).toEqual(bytes)
    expect(replayed.headers.get('content-type')).toBe('image/png')
    await again.close()
  })

  it('says at once what cannot be written, answers all the same, and leaves the old file', async () => {
    await writeFile(file, 'what was there')
    const said: string[] = []
    const { fetch } = target(() => new Response('{"Code":"OK"}'))
    const cassette = useCassette(file, {
      mode: 'record',
      key,
      fetch,
      onFailure: (message) => said.push(message),
    })
    await rm(folder, { recursive: true })
    const responses = [
      await cassette.fetch('http://127.0.0.1:1/', call),
      await cassette.fetch('http://127.0.0.1:1/', call),
    ]
    expect(responses.map(({ status }) => status)).toEqual([200, 200])
    expect(said).toEqual([
      expect.stringMatching(/^SendChatappMessage was answered, but not recorded: Cannot write .*ENOENT/),
    ])
    expect(cassette.counts.recorded).toBe(0)
    await expect(cassette.close()).rejects.toThrow(/^Cannot write .*What was there before is unchanged\.$/)
    await mkdir(folder)
  })

  it('says that a status no cassette can hold was not recorded', async () => {
    const said: string[] = []
    const fetch = async () => Object.defineProperty(new Response('x'), 'status', { value: 999 })
    const cassette = useCassette(file, {
      mode: 'record',
      key,
      fetch,
      onFailure: (message) => said.push(message),
    })
    expect((await cassette.fetch('http://127.0.0.1:1/', call)).status).toBe(999)
    expect(said.join()).toContain('a cassette holds statuses from 200 to 599, and this one is 999')
    await cassette.close()
  })
})
