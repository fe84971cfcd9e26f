import { describe, expect, it } from 'vitest'
import { guardEmulator, guardLive } from '../../scenarios/guard.ts'
import { encodeInput } from '../../contracts/wire/decode-input.ts'
import { formatParameters } from '../../contracts/wire/parameters.ts'

const origin = 'https://live.example'

/** What went through a guard that allows two messages to one person. */
function guarded(budget = 2): {
  sent: string[]
  send: (
    parameters: object,
    more?: { url?: string; headers?: Record<string, string>; body?: string },
  ) => Promise<unknown>
} {
  const sent: string[] = []
  const fetch = guardLive(
    async (url, init) => {
      sent.push(`${url} ${init.redirect}`)
      return new Response('{}')
    },
    { origin, recipients: new Set(['8613800000001']), budget },
  )
  return {
    sent,
    send: (
      parameters,
      { url = `${origin}/`, headers = {}, body = formatParameters(encodeInput({ ...parameters })) } = {},
    ) =>
      fetch(url, {
        method: 'POST',
        body,
        headers: {
          'x-acs-action': 'SendChatappMassMessage',
          authorization: 'ACS3-HMAC-SHA256 Credential=own-key,SignedHeaders=host,Signature=00',
          ...headers,
        },
      }),
  }
}

const allowed = { SenderList: [{ To: '8613800000001' }] }
const stranger = { SenderList: [{ To: '8613899999999' }] }

describe('a live run', () => {
  it('sends to who is on the list, and never follows a redirect', async () => {
    const { sent, send } = guarded()
    await send(allowed)
    await send({}, { headers: { 'x-acs-action': 'ListChatappTemplate' } })
    expect(sent).toEqual([`${origin}/ error`, `${origin}/ error`])
  })

  it.each<[string, Parameters<ReturnType<typeof guarded>['send']>, RegExp]>([
    ['a stranger', [stranger], /8613899999999, who is not on the list/],
    [
      'a stranger behind somebody on the list',
      [{ SenderList: [...allowed.SenderList, ...stranger.SenderList] }],
      /8613899999999/,
    ],
    ['a stranger written with +', [{ SenderList: [{ To: '+8613899999999' }] }], /8613899999999/],
    ['a stranger in the dotted form', [{ 'SenderList.1.To': '8613899999999' }], /8613899999999/],
    [
      'a stranger under a name in other case',
      [{ senderlist: JSON.stringify([{ to: '8613899999999' }]) }],
      /8613899999999/,
    ],
    ['a stranger in a list that is broken JSON', [{ SenderList: '[{"To":"8613899999999"' }], /8613899999999/],
    ['a stranger in a list of bare numbers', [{ SenderList: ['8613899999999'] }], /8613899999999/],
    [
      'a stranger in the URL, somebody on the list in the form',
      [allowed, { url: `${origin}/?${formatParameters(encodeInput(stranger))}` }],
      /8613899999999/,
    ],
    [
      'a stranger in a parameter that comes twice',
      [{}, { body: `${formatParameters(encodeInput(allowed))}&${formatParameters(encodeInput(stranger))}` }],
      /8613899999999/,
    ],
    [
      'a stranger in a JSON body',
      [{}, { body: JSON.stringify(stranger), headers: { 'content-type': 'application/json' } }],
      /8613899999999/,
    ],
    [
      'a stranger, under the name of an operation that reads in the form',
      [{ Action: 'ListChatappTemplate', ...stranger }],
      /8613899999999/,
    ],
    [
      'a stranger behind broken percent-encoding',
      [{}, { body: `SenderList=%5B%7B"To":"8613899999999"%7D%5D%` }],
      /8613899999999/,
    ],
    [
      'a stranger in a JSON body that could be read as a form',
      [
        {},
        {
          body: JSON.stringify({ ...stranger, TaskId: 'a=b&c' }),
          headers: { 'content-type': 'application/json' },
        },
      ],
      /8613899999999/,
    ],
    [
      'a stranger in a JSON body that calls itself a form',
      [
        {},
        {
          body: JSON.stringify({ TaskId: 'a=b', ...stranger }),
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        },
      ],
      /8613899999999/,
    ],
    [
      'a stranger in a body of several parts',
      [
        {},
        {
          body: `--x\r\ncontent-disposition: form-data; name="SenderList"\r\n\r\n${JSON.stringify(stranger.SenderList)}\r\n--x--`,
          headers: { 'content-type': 'multipart/form-data; boundary=x' },
        },
      ],
      /8613899999999/,
    ],
    [
      'a stranger in a packed body',
      [{}, { body: 'x', headers: { 'content-encoding': 'gzip' } }],
      /packed body/,
    ],
    [
      'a stranger, under the names of two operations in one header',
      [stranger, { headers: { 'x-acs-action': 'ListChatappTemplate, SendChatappMassMessage' } }],
      /would change the account/,
    ],
    [
      'a stranger whose To is written in escapes',
      [{}, { body: `SenderList=${encodeURIComponent('[{"\\u0054o":"\\u0038613899999999"}]')}` }],
      /8613899999999/,
    ],
    [
      'a list with the same key twice',
      [{}, { body: `SenderList=${encodeURIComponent('[{"To":"8613899999999","To":"8613800000001"}]')}` }],
      /the same key twice/,
    ],
    [
      'a list with the same key twice, once in escapes',
      [{}, { body: `SenderList=${encodeURIComponent('[{"\\u0054o":"1","To":"8613800000001"}]')}` }],
      /the same key twice/,
    ],
    ...[
      String.raw`[{"To":"86138\u00399999999",}]`,
      "[{'To':'+86-138-9999-9999'}]",
      '[{To:86 138 9999 9999}',
      '[{"To":"８６１３８９９９９９９９９",}]',
    ].map((list): [string, Parameters<ReturnType<typeof guarded>['send']>, RegExp] => [
      `a list that is no JSON: ${list}`,
      [{}, { body: `SenderList=${encodeURIComponent(list)}` }],
      /is no JSON, and .* cannot be read before it leaves/,
    ]),
    [
      'a code for verification, by an operation that is named as if it read',
      [{ PhoneNumber: '8613899999999' }, { headers: { 'x-acs-action': 'GetChatappVerifyCode' } }],
      /GetChatappVerifyCode would change the account/,
    ],
    [
      'one person who is on the list, more often than the budget allows',
      [{ SenderList: [...allowed.SenderList, ...allowed.SenderList, ...allowed.SenderList] }],
      /3 messages, and 2 of the budget of 2/,
    ],
    [
      'another host',
      [allowed, { url: 'https://elsewhere.example/' }],
      /would go to https:\/\/elsewhere\.example/,
    ],
    ['the same host without TLS', [allowed, { url: 'http://live.example/' }], /would go to http:/],
    [
      'an operation that changes the account',
      [{}, { headers: { 'x-acs-action': 'DeleteChatappTemplate' } }],
      /DeleteChatappTemplate would change the account/,
    ],
    [
      'the key of an emulator',
      [
        allowed,
        {
          headers: { authorization: 'ACS3-HMAC-SHA256 Credential=mock-ak-1,SignedHeaders=host,Signature=00' },
        },
      ],
      /mock-ak-1 is the key of an emulator/,
    ],
    [
      'the key of an emulator in a V1 request',
      [{ AccessKeyId: 'mock-ak-1', ...allowed }],
      /mock-ak-1 is the key of an emulator/,
    ],
  ])('holds back %s, with nothing sent', async (_, request, complaint) => {
    const { sent, send } = guarded()
    await expect(send(...request)).rejects.toThrow(complaint)
    expect(sent).toEqual([])
  })

  it('counts the budget over the whole run', async () => {
    const { sent, send } = guarded(2)
    await send(allowed)
    await send(allowed)
    await expect(send(allowed)).rejects.toThrow('0 of the budget of 2 are left')
    expect(sent).toHaveLength(2)
  })
})

describe('an emulator', () => {
  it('never sees a key that looks like a real one', async () => {
    let sent = 0
    const fetch = guardEmulator(async () => {
      sent++
      return new Response('{}')
    })
    const authorization = (id: string): RequestInit => ({
      headers: { authorization: `ACS3-HMAC-SHA256 Credential=${id},SignedHeaders=host,Signature=00` },
    })
    await expect(fetch('http://127.0.0.1:4010/', authorization('LTAI5tExampleExample'))).rejects.toThrow(
      'LTAI5t… looks like a key of a real account',
    )
    await expect(fetch('http://127.0.0.1:4010/?AccessKeyId=LTAI5tExampleExample', {})).rejects.toThrow(
      'LTAI5t…',
    )
    await fetch('http://127.0.0.1:4010/', authorization('mock-ak-1'))
    expect(sent).toBe(1)
  })
})
